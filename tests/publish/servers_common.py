"""Servers that the tests start for themselves."""
import contextlib
import pathlib
import random
import socket
import subprocess
import time


def free_port():
    """Below the range that outgoing connections take theirs from."""
    while True:
        port = random.randint(20000, 32000)
        with contextlib.closing(socket.socket()) as probe:
            if probe.connect_ex(('127.0.0.1', port)) != 0:
                return port


def wait_for(port):
    for _ in range(200):
        with contextlib.closing(socket.socket()) as probe:
            if probe.connect_ex(('127.0.0.1', port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f'nobody answers at port {port}')


@contextlib.contextmanager
def sshd(folder, place, which):
    """sshd on the loopback with a key of its own; with `-r` the key may run rrsync in `place` and nothing else."""
    home = folder / f'ssh{which}'
    home.mkdir()
    home.chmod(0o700)
    port = free_port()
    for key in ('host', 'id'):
        subprocess.check_call(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', str(home / key)])
    line = (home / 'id.pub').read_text()
    if which:
        line = f'restrict,command="/usr/bin/rrsync {place}" {line}'
    (home / 'auth').write_text(line)
    (home / 'auth').chmod(0o600)
    host_key = (home / 'host.pub').read_text().split()
    (home / 'known').write_text(f'[127.0.0.1]:{port} {host_key[0]} {host_key[1]}\n')
    (home / 'config').write_text(f'ListenAddress 127.0.0.1\nPort {port}\nHostKey {home}/host\nPidFile {home}/pid\nAuthorizedKeysFile {home}/auth\n'
                                 'PasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM no\nStrictModes no\n'
                                 'PermitRootLogin prohibit-password\nLogLevel ERROR\nMaxStartups 100\nSubsystem sftp internal-sftp\n')
    pathlib.Path('/run/sshd').mkdir(exist_ok=True)
    server = subprocess.Popen(['/usr/sbin/sshd', '-D', '-f', str(home / 'config'), '-E', str(home / 'log')])
    try:
        wait_for(port)
        yield home, port
    finally:
        server.terminate()
        server.wait()

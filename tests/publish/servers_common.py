"""Servers that the tests start for themselves."""
import contextlib
import datetime
import hashlib
import html
import http.client
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.parse

from fake_s3 import signature


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


@contextlib.contextmanager
def radosgw(folder):
    """A real S3 gateway; gives its port, or nothing where the packages are not."""
    if not all(shutil.which(name) for name in ('ceph-mon', 'ceph-osd', 'radosgw')):
        yield None
        return
    port = free_port()
    subprocess.check_call(['sh', str(pathlib.Path(__file__).parent / 'ceph_up.sh'), str(folder / 'ceph'), str(port)], stdout=subprocess.DEVNULL)
    try:
        yield port
    finally:
        for file in (folder / 'ceph/run').glob('*.pid'):
            with contextlib.suppress(ProcessLookupError, ValueError):
                os.kill(int(file.read_text()), signal.SIGKILL)


def signed(method, port, path, query=(), body=b'', key='AKTEST', secret='sEcret/Key+with=odd'):
    """A request of our own to a store: (status, bytes)."""
    date = datetime.datetime.now(datetime.timezone.utc).strftime('%Y%m%dT%H%M%SZ')
    headers = {'host': f'127.0.0.1:{port}', 'x-amz-date': date, 'x-amz-content-sha256': hashlib.sha256(body).hexdigest()}
    names = sorted(headers)
    sign = signature(secret, method, path, list(query), headers, names, headers['x-amz-content-sha256'], date, 'us-east-1')
    headers['Authorization'] = (f'AWS4-HMAC-SHA256 Credential={key}/{date[:8]}/us-east-1/s3/aws4_request,SignedHeaders={";".join(names)},Signature={sign}')
    text = '&'.join(f'{urllib.parse.quote(k, safe="-._~")}={urllib.parse.quote(v, safe="-._~")}' for k, v in sorted(query))
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=30)
    connection.request(method, urllib.parse.quote(path, safe='/-._~') + ('?' + text if text else ''), body=body or None, headers=headers)
    answer = connection.getresponse()
    result = answer.status, answer.read()
    connection.close()
    return result


def objects_of(port, bucket):
    """Every object of a bucket, by key, as the store gives it."""
    found, after = {}, ''
    while True:
        query = [('max-keys', '1000')] + ([('marker', after)] if after else [])
        _, text = signed('GET', port, f'/{bucket}/', query)
        keys = [html.unescape(k) for k in re.findall(r'<Key>(.*?)</Key>', text.decode())]
        for key in keys:
            found[key] = signed('GET', port, f'/{bucket}/{key}')[1]
        if '<IsTruncated>true' not in text.decode():
            return found
        after = keys[-1]

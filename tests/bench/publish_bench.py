#!/usr/bin/env python3
"""Measures publishing beside its peers, in one run on one machine: about 10,000 files to the strict fake and to Ceph's gateway,
with rclone and s3cmd where they are installed; a tree by rsync beside bare rsync. publish_bench.py --program P [--files N]"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent / 'publish'))
from fake_s3 import Server, Store  # noqa: E402
from servers_common import radosgw, signed, sshd  # noqa: E402
from trial_site import SECRET  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument('--program', required=True)
parser.add_argument('--files', type=int, default=10000)
parser.add_argument('--rsync-files', type=int, default=100000)
arguments = parser.parse_args()


def run(command, **more):
    began = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        raise SystemExit(f'{command} ended with {code}')
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime


def site_of(folder, files):
    """A portal of about so many files."""
    site = folder / f'site-{files}'
    root = here.parent.parent
    shutil.copytree(root / 'site-config', site / 'site-config')
    settings = site / 'site-config/site.toml'
    settings.write_text(settings.read_text().replace('languages = ["zh-CN", "en"]', 'languages = ["zh-CN"]'))
    shutil.copytree(root / 'content', site / 'content')
    subprocess.check_call(['python3', str(here / 'corpus.py'), str(site), str(int(files * 0.7))])
    subprocess.run([arguments.program, '--site', str(site), '--quiet', 'build', '--today', '2026-11-20'], capture_output=True, check=False)
    return site


def to_bucket(folder, site, name, port, table):
    endpoint = f'http://127.0.0.1:{port}'
    (folder / 'secret').write_text(f'access_key = AKTEST\nsecret_key = {SECRET}\n')
    (folder / 'secret').chmod(0o600)
    (site / 'site-config/publish.toml').write_text(f'[targets.up]\nkind = "s3"\nendpoint = "{endpoint}"\nbucket = "zfgs"\nconnections = 32\n'
                                                  f'credentials_file = "{folder}/secret"\n')
    shutil.rmtree(site / 'state/publish', ignore_errors=True)
    publish = [arguments.program, '--site', site, '--quiet', 'publish', 'up']
    ours = run(publish)
    table.append((f'{name}: gongshi', *ours, ours))
    table.append((f'{name}: gongshi, nothing changed', *run(publish), ours))
    if shutil.which('rclone'):
        settings = {'TYPE': 's3', 'PROVIDER': 'Ceph', 'ENDPOINT': endpoint, 'ACCESS_KEY_ID': 'AKTEST', 'SECRET_ACCESS_KEY': SECRET}
        environment = dict(os.environ, **{f'RCLONE_CONFIG_HERE_{key}': value for key, value in settings.items()})
        environment.pop('AWS_CA_BUNDLE', None)   # rclone 1.60 falls over it
        rclone = ['rclone', 'sync', '--config', '/dev/null', '--checksum', '--transfers', '32', '--checkers', '32', site / 'public', 'here:rclone']
        if 'ceph' in name:
            signed('PUT', port, '/rclone')
            table.append((f'{name}: rclone', *run(rclone, env=environment), ours))
            table.append((f'{name}: rclone, nothing changed', *run(rclone, env=environment), ours))
    if shutil.which('s3cmd') and 'ceph' in name:
        signed('PUT', port, '/s3cmd')
        (folder / 's3cfg').write_text(f'[default]\naccess_key = AKTEST\nsecret_key = {SECRET}\nhost_base = 127.0.0.1:{port}\nhost_bucket = 127.0.0.1:{port}\n'
                                      'use_https = False\nsignature_v2 = False\n')
        table.append((f'{name}: s3cmd', *run(['s3cmd', '-c', folder / 's3cfg', '--no-progress', 'sync', f'{site}/public/', 's3://s3cmd/']), ours))


def by_rsync(folder, site, table):
    place = folder / 'www'
    place.mkdir()
    with sshd(folder, place, '') as (home, port):
        user = subprocess.check_output(['id', '-un'], text=True).strip()
        (site / 'site-config/publish.toml').write_text(f'[targets.up]\nkind = "rsync"\nto = "{user}@127.0.0.1:{place}/ours"\nport = {port}\n'
                                                      f'ssh_key = "{home}/id"\nknown_hosts = "{home}/known"\n')
        shell = f'ssh -p {port} -i {home}/id -o UserKnownHostsFile={home}/known -o BatchMode=yes'
        bare = run(['rsync', '-rlc', '--mkpath', '-e', shell, f'{site}/public/', f'{user}@127.0.0.1:{place}/bare/'])
        publish = [arguments.program, '--site', site, '--quiet', 'publish', 'up']
        table.append(('rsync: bare', *bare, bare))
        (place / 'ours').mkdir()
        table.append(('rsync: gongshi', *run(publish), bare))
        table.append(('rsync: gongshi, nothing changed', *run(publish), bare))


with tempfile.TemporaryDirectory(prefix='gongshi-bench-', dir='/dev/shm') as place:
    folder, table = pathlib.Path(place), []
    site = site_of(folder, arguments.files)
    count = sum(1 for p in (site / 'public').rglob('*') if p.is_file())
    size = sum(p.stat().st_size for p in (site / 'public').rglob('*') if p.is_file())
    store = Store()
    store.page = 1000
    with Server(store) as server:
        to_bucket(folder, site, 'fake', server.port, table)
    with radosgw(folder) as port:
        if port:
            signed('PUT', port, '/zfgs')
            to_bucket(folder, site, 'ceph', port, table)
    print(f'{count} files, {size / 1e6:.0f} MB to a bucket (wall s, CPU s, wall against ours)')
    for name, wall, cpu, base in table:
        print(f'{name:36}{wall:8.1f}{cpu:8.1f}{wall / base[0]:8.2f}')
    table = []
    shutil.rmtree(site)
    site = site_of(folder, arguments.rsync_files)
    count = sum(1 for p in (site / 'public').rglob('*') if p.is_file())
    by_rsync(folder, site, table)
    print(f'{count} files by rsync (wall s, CPU s, wall against bare rsync)')
    for name, wall, cpu, base in table:
        print(f'{name:36}{wall:8.1f}{cpu:8.1f}{wall / base[0]:8.2f}')

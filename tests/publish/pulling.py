#!/usr/bin/env python3
"""Exports that lie elsewhere: https (here http on the loopback) with ETags and ranges, sftp, a bucket. What does not change is not
fetched again, what breaks off is gone on with, what fails leaves the last good copy. pulling.py PROGRAM"""
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from fake_s3 import Server, Store  # noqa: E402
from servers_common import free_port, sshd  # noqa: E402
from trial_site import SECRET, rows  # noqa: E402

program = str(pathlib.Path(sys.argv[1]).resolve())
passed = failed = 0


def check(what, good, more=''):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f'FAILED: {what} {str(more)[:900]}', flush=True)


class Web(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    files = {}       # path -> bytes
    requests = []    # (path, range, status)
    mode = ''

    def log_message(self, *args):
        pass

    def handle(self):
        try:
            super().handle()
        except ConnectionResetError:
            pass   # the program had enough

    def send(self, status, body=b'', headers=(), cut=None):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.requests.append((self.path, self.headers.get('Range'), status))
        self.wfile.write(body if cut is None else body[:cut])
        if cut is not None:
            self.close_connection = True
            self.wfile.flush()

    def do_GET(self):
        body = self.files.get(self.path)
        if self.mode == 'password' and self.headers.get('Authorization') != 'Basic Z3M6Z2VoZWlt':
            return self.send(401, b'no')
        if self.mode == 'moved':
            return self.send(302, b'elsewhere', [('Location', 'http://elsewhere.invalid/x.csv')])
        if self.mode == 'broken':
            return self.send(500, b'<html>broken</html>')
        if body is None:
            return self.send(404, b'<html>none</html>')
        tag = f'"{hash(body) & 0xffffffff:x}"'
        if self.headers.get('If-None-Match') == tag:
            return self.send(304, b'', [('ETag', tag)])
        asked = self.headers.get('Range')
        if asked and self.headers.get('If-Range') == tag:
            start = int(asked.split('=')[1].split('-')[0])
            return self.send(206, body[start:], [('ETag', tag), ('Content-Range', f'bytes {start}-{len(body) - 1}/{len(body)}')])
        if self.mode == 'cut' and not asked:
            return self.send(200, body, [('ETag', tag)], cut=len(body) // 2)
        return self.send(200, body, [('ETag', tag)])


def site_with(folder, name, source):
    site = folder / name
    subprocess.check_call([program, 'init', str(site)], stdout=subprocess.DEVNULL)
    shutil.rmtree(site / 'data/inbox/office')
    (site / 'data/inbox').mkdir(parents=True, exist_ok=True)
    (site / 'site-config/sources.toml').write_text(source)
    return site


def build(site):
    return subprocess.run([program, '--site', str(site), '--lang', 'en', 'build', '--today', '2026-11-20'], capture_output=True, text=True)


def copy_of(site, name='penalties.csv'):
    file = site / f'state/sources/elsewhere/office/{name}'
    return file.read_bytes() if file.exists() else None


def shown(site):
    return len([p for p in (site / 'public/penalties').glob('*.html') if re.fullmatch('[0-9a-z]{10}', p.stem)])


def https(folder):
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f'http://127.0.0.1:{server.server_address[1]}'
    source = (f'[[source]]\nname = "elsewhere"\nkind = "https"\ndepartment = "office"\nmax_mb = 1\ncredentials_file = "../web-secret"\n'
              f'files = [{{ url = "{address}/export?id=3", name = "penalties.csv" }}]\n')
    (folder / 'web-secret').write_text('user = gs\npassword = geheim\n')
    (folder / 'web-secret').chmod(0o600)
    site = site_with(folder, 'web', source.replace('"../web-secret"', f'"{folder}/web-secret"'))
    path = '/export?id=3'
    Web.files[path] = rows({n: 'a' for n in range(1, 6)}).encode()
    Web.mode = 'password'
    result = build(site)
    check('https: fetched with a password', result.returncode == 0 and shown(site) == 5, result.stdout + result.stderr)
    result = build(site)
    check('https: not fetched again', Web.requests[-1][2] == 304 and result.returncode == 0, Web.requests[-3:])
    check('https: nothing changed', ' 0 written' in result.stdout, result.stdout)
    Web.files[path] = rows({n: 'a' for n in range(1, 8)}).encode()
    Web.mode = 'cut'
    result = build(site)
    check('https: what broke off is gone on with', result.returncode == 0 and shown(site) == 7 and any(r[2] == 206 for r in Web.requests),
          (Web.requests[-4:], result.stdout + result.stderr))
    good = copy_of(site)
    for mode, code in (('moved', 'source.moved'), ('broken', 'source.unreachable'), ('denied', 'source.denied')):
        Web.mode = 'password' if mode == 'denied' else mode
        (folder / 'web-secret').write_text('user = gs\npassword = wrong\n')
        Web.files[path] = rows({n: 'b' for n in range(1, 9)}).encode()
        result = build(site)
        check(f'https: {mode} is told, with 4', result.returncode == 4 and code in result.stderr, result.stdout + result.stderr)
        check(f'https: {mode} leaves the last good copy', copy_of(site) == good and shown(site) == 7)
        check(f'https: {mode} tells no secret', 'wrong' not in result.stdout + result.stderr)
    Web.mode = ''
    Web.files[path] = b'x' * (2 << 20)
    result = build(site)
    check('https: too large is told', result.returncode == 4 and 'source.too_large' in result.stderr and copy_of(site) == good, result.stdout + result.stderr)
    (folder / 'web-secret').chmod(0o644)
    result = build(site)
    check('https: an open secret is refused', result.returncode == 4 and 'secret.open' in result.stderr, result.stdout + result.stderr)
    (folder / 'web-secret').chmod(0o600)
    server.shutdown()
    server.server_close()
    result = build(site)
    parts = list((site / 'state/sources').rglob('*.part'))
    check('https: nobody there', result.returncode == 4 and shown(site) == 7 and not parts, (result.stdout + result.stderr, parts))


def buckets(folder):
    store = Store()
    with Server(store) as server:
        (folder / 'bucket-secret').write_text(f'access_key = AKTEST\nsecret_key = {SECRET}\n')
        (folder / 'bucket-secret').chmod(0o600)
        site = site_with(folder, 'bucket', f'[[source]]\nname = "elsewhere"\nkind = "s3"\nendpoint = "http://127.0.0.1:{server.port}"\nbucket = "zfgs"\n'
                         f'prefix = "drop"\ncredentials_file = "{folder}/bucket-secret"\n')
        store.put(0, 'x', 'drop/office/penalties.csv', rows({1: 'a', 2: 'a'}).encode(), {})
        store.put(0, 'x', 'drop/office/../../escape.csv', b'x', {})
        result = build(site)
        check('s3: fetched', result.returncode == 0 and shown(site) == 2, result.stdout + result.stderr)
        gets = len(store.requests)
        result = build(site)
        check('s3: not fetched again', not any('penalties' in r[2] for r in store.requests[gets:]) and result.returncode == 0)
        store.put(0, 'x', 'drop/office/penalties.csv', rows({1: 'a', 2: 'a', 3: 'a'}).encode(), {})
        result = build(site)
        check('s3: a new version is fetched', result.returncode == 0 and shown(site) == 3, result.stdout + result.stderr)
        check('s3: no name leads out', not list(folder.rglob('escape.csv')))
        store.delete(0, 'x', 'drop/office/penalties.csv')
        result = build(site)
        check('s3: what is gone there is gone here, its records stay', copy_of(site) is None and shown(site) == 3, result.stdout + result.stderr)
        store.fault = lambda *_: '403'
        result = build(site)
        check('s3: denied', result.returncode == 4 and 'source.denied' in result.stderr, result.stdout + result.stderr)


def sftp(folder):
    if os.geteuid() != 0:
        print('SKIPPED: sshd needs root here')
        return
    place = folder / 'drop'
    (place / 'office').mkdir(parents=True)
    (place / 'office/penalties_十一月 1.csv').write_text(rows({n: 'a' for n in range(1, 5)}))
    (place / 'office/.hidden.csv').write_text('x')
    with sshd(folder, None, '') as (home, port):
        user = subprocess.check_output(['id', '-un'], text=True).strip()
        site = site_with(folder, 'sftp', f'[[source]]\nname = "elsewhere"\nkind = "sftp"\nurl = "sftp://{user}@127.0.0.1:{port}{place}"\n'
                         f'ssh_key = "{home}/id"\nknown_hosts = "{home}/known"\n')
        result = build(site)
        check('sftp: fetched', result.returncode == 0 and shown(site) == 4, result.stdout + result.stderr)
        before = (site / 'state/sources/elsewhere/office/penalties_十一月 1.csv').stat().st_mtime_ns
        result = build(site)
        check('sftp: not fetched again', (site / 'state/sources/elsewhere/office/penalties_十一月 1.csv').stat().st_mtime_ns == before, result.stderr)
        time.sleep(1.1)
        (place / 'office/penalties_十一月 1.csv').write_text(rows({n: 'b' for n in range(1, 5)}))
        result = build(site)
        check('sftp: a change of equal size is fetched', ' 4 changed' in result.stdout, result.stdout + result.stderr)
        known = (home / 'known').read_text()
        (home / 'known').write_text(f'[127.0.0.1]:{port} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0000000000000000000000000000000000000000000\n')
        result = build(site)
        check('sftp: a changed host key stops it', result.returncode == 4 and shown(site) == 4, result.stdout + result.stderr)
        (home / 'known').write_text('')
        result = build(site)
        check('sftp: an unknown host stops it', result.returncode == 4, result.stdout + result.stderr)
        (home / 'known').write_text(known)
        (place / 'office/penalties_十一月 1.csv').unlink()
        result = build(site)
        check('sftp: what is gone there is gone here', not list((site / 'state/sources/elsewhere').rglob('*.csv')) and shown(site) == 4, result.stderr)


with tempfile.TemporaryDirectory(prefix='gongshi-pulling-') as place:
    for part in (https, buckets, sftp):
        begun = time.time()
        part(pathlib.Path(place))
        print(f'{part.__name__}: {time.time() - begun:.1f} s', flush=True)
print(f'{passed} passed, {failed} failed')
sys.exit(1 if failed else 0)

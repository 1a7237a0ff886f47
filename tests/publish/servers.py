#!/usr/bin/env python3
"""Publishing to real servers from Debian packages: a folder, sshd (a key that may run rrsync alone, and a full one), an rsync
daemon; then nginx and Caddy with the configurations of docs/hosting in front, a browser before them. servers.py PROGRAM ROOT"""
import contextlib
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from servers_common import free_port, sshd, wait_for  # noqa: E402
from trial_site import Links, build, change_look, tree  # noqa: E402

program, root = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
only = sys.argv[3:]
passed = failed = 0
MEMORY = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None


def check(what, good, more=''):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f'FAILED: {what} {str(more)[:800]}', flush=True)


def gongshi(site, *words):
    return subprocess.run([program, '--site', str(site), '--lang', 'en', *words], capture_output=True, text=True)


def target(site, text):
    (site / 'site-config/publish.toml').write_text(text)


def new_site(folder, name):
    site = folder / name
    subprocess.check_call([program, 'init', str(site)], stdout=subprocess.DEVNULL)
    build(program, site, {n: 'a' for n in range(1, 13)})
    return site


def second_release(site):
    change_look(site)
    build(program, site, {**{n: 'a' for n in range(1, 13)}, 4: 'b', 20: 'a', 21: 'a'})


def same(place, site):
    """The target shows the site; beside it compressed copies and old hashed files at most."""
    here, wanted = tree(place / 'current'), tree(site / 'public')
    beside = [p for p in here if p not in wanted and not p.endswith(('.gz', '.br')) and not p.startswith(('assets/', 'search/', 'ledger/'))]
    return all(here.get(p) == wanted[p] for p in wanted) and not beside


def whole_story(site, place, name, can_look=True):
    """Publish, again, a second release, back, forward: the same for each kind of target."""
    result = gongshi(site, 'publish', 'www', '--dry-run')
    check(f'{name}: a rehearsal', result.returncode == 0 and not (place / 'current').exists(), result.stdout + result.stderr)
    result = gongshi(site, 'publish', 'www')
    check(f'{name}: published', result.returncode == 0 and same(place, site), result.stdout + result.stderr)
    first = os.readlink(place / 'current')
    before = {p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in (place / 'current').resolve().rglob('*.html')}
    result = gongshi(site, 'publish', 'www')
    check(f'{name}: nothing the second time', result.returncode == 0 and 'nothing to do' in result.stdout, result.stdout + result.stderr)
    same_inodes = all((p.stat().st_ino, p.stat().st_mtime_ns) == facts for p, facts in before.items())
    check(f'{name}: nothing was touched', same_inodes)
    second_release(site)
    result = gongshi(site, 'publish', 'www')
    check(f'{name}: a second release', result.returncode == 0 and same(place, site), result.stdout + result.stderr)
    check(f'{name}: another folder', os.readlink(place / 'current') != first)
    old_sheets = [p for p in (place / first / 'assets').glob('*.css') if not (place / 'current/assets' / p.name).exists()]
    check(f'{name}: readers of older pages keep their style sheet', not old_sheets, old_sheets)
    unchanged = [p for p in ('assets/search.', 'data/') for q in [next((place / 'current').rglob(p + '*'), None)] if q]
    linked = [p for p in (place / 'current').resolve().rglob('*') if p.is_file() and p.stat().st_nlink > 1]
    check(f'{name}: unchanged files are hard links', linked, unchanged)
    result = gongshi(site, 'rollback', 'www')
    check(f'{name}: back', result.returncode == 0 and os.readlink(place / 'current') == first, result.stdout + result.stderr)
    result = gongshi(site, 'publish', 'www')
    check(f'{name}: forward again', result.returncode == 0 and same(place, site), result.stdout + result.stderr)
    # The machine's disk is lost, and the site made anew: what it would publish contradicts the ledger that stands there.
    shown = os.readlink(place / 'current')
    for part in ('state', 'public'):
        (site / part).rename(site / f'{part}-away')
    build(program, site, {n: 'a' for n in range(1, 13)})
    result = gongshi(site, 'publish', 'www')
    refused = result.returncode == 3 and 'publish.ledger_forks' in result.stderr
    check(f'{name}: another ledger is refused', refused and os.readlink(place / 'current') == shown, result.stdout + result.stderr)
    for part in ('state', 'public'):
        shutil.rmtree(site / part)
        (site / f'{part}-away').rename(site / part)
    result = gongshi(site, 'publish', 'www')
    check(f'{name}: the right one is known again', result.returncode == 0 and same(place, site), result.stdout + result.stderr)


def folders(folder):
    site, place = new_site(folder, 'f-site'), folder / 'f-www'
    target(site, f'[targets.www]\nkind = "folder"\npath = "{place}"\n')
    whole_story(site, place, 'folder')
    for n in range(30, 34):
        build(program, site, {**{i: 'a' for i in range(1, 13)}, n: 'a'})
        gongshi(site, 'publish', 'www')
    kept = [p.name for p in (place / 'releases').iterdir()]
    check('folder: old releases go', len(kept) <= 4, kept)
    # Killed at moments spread over its life: what is shown is always whole, and the next run finishes.
    for turn in range(10):
        build(program, site, {**{i: 'a' for i in range(1, 13)}, 40 + turn: 'a'})
        process = subprocess.Popen([program, '--site', str(site), 'publish', 'www'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.01 + turn * 0.012)
        process.kill()
        process.wait()
        check('folder, killed: links hold', not missing_links(place / 'current'))
        result = gongshi(site, 'publish', 'www')
        check('folder, killed: the next run finishes', result.returncode == 0 and same(place, site), result.stdout + result.stderr)


def missing_links(current):
    release = current.resolve()   # one reader, one release
    missing = []
    for page in list(release.rglob('*.html')):
        parser = Links(str(page.relative_to(release)))
        parser.feed(page.read_text())
        missing += [link for link in parser.found if not (release / link).exists()]
    return missing


def ssh_target(home, port, to, more=''):
    user = subprocess.check_output(['id', '-un'], text=True).strip()
    return (f'[targets.www]\nkind = "rsync"\nto = "{user}@127.0.0.1:{to}"\nport = {port}\nssh_key = "{home}/id"\n'
            f'known_hosts = "{home}/known"\n{more}')


def over_ssh(folder):
    if os.geteuid() != 0:
        print('SKIPPED: sshd needs root here')
        return
    for restricted in (True, False):
        name = 'rrsync' if restricted else 'ssh'
        site, place = new_site(folder, f'{name}-site'), folder / f'{name}-www'
        place.mkdir()
        with sshd(folder, place, "-r" if restricted else "") as (home, port):
            text = ssh_target(home, port, '.' if restricted else str(place), 'restricted = true\n' if restricted else 'compress = true\n')
            target(site, text)
            whole_story(site, place, name)
            if restricted:
                shell = subprocess.run(['ssh', '-p', str(port), '-i', str(home / 'id'), '-o', f'UserKnownHostsFile={home}/known', '-o', 'BatchMode=yes', '127.0.0.1', 'id'],
                                       capture_output=True, text=True)
                check('rrsync: the key can run nothing else', 'uid=' not in shell.stdout)
                walk_while_killing(site, place)
            known = (home / 'known').read_text()
            (home / 'known').write_text(f'[127.0.0.1]:{port} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0000000000000000000000000000000000000000000\n')
            result = gongshi(site, 'publish', 'www')
            check(f'{name}: a changed host key stops it', result.returncode == 4, result.stdout + result.stderr)
            (home / 'known').write_text(known)
            # A full or read-only disk there: the old site stays whole.
            shown = os.readlink(place / 'current')
            build(program, site, {**{i: 'a' for i in range(1, 13)}, 77: 'a'})
            (place / 'releases').rename(place / 'releases-away')
            (place / 'releases').write_text('in the way')
            result = gongshi(site, 'publish', 'www')
            check(f'{name}: what cannot be written stops it', result.returncode == 4, result.stdout + result.stderr)
            (place / 'releases').unlink()
            (place / 'releases-away').rename(place / 'releases')
            check(f'{name}: and the old site stays', os.readlink(place / 'current') == shown and not missing_links(place / 'current'))
            result = gongshi(site, 'publish', 'www')
            check(f'{name}: the next run finishes', result.returncode == 0 and same(place, site), result.stdout + result.stderr)
            if not restricted:
                compressed = list((place / 'current').resolve().rglob('*.gz'))
                check('ssh: compressed copies', compressed)
        result = gongshi(site, 'publish', 'www')
        check(f'{name}: nobody there', result.returncode == 4 and 'target.unreachable' in result.stderr, result.stdout + result.stderr)


def walk_while_killing(site, place):
    """kill -9 at random moments of publishing while readers walk through whatever `current` shows."""
    missing, pages, stop = [], [0], threading.Event()

    def walk(seed):
        chance = random.Random(seed)
        while not stop.is_set():
            try:
                release = (place / 'current').resolve(strict=True)
                page = chance.choice([p for p in release.rglob('*.html')])
                parser = Links(str(page.relative_to(release)))
                parser.feed(page.read_text())
                pages[0] += 1
                # What a browser asks for next goes through `current` again, whatever it shows by then.
                missing.extend(link for link in parser.found if link.startswith('assets/') and not (place / 'current' / link).exists())
            except (FileNotFoundError, IndexError):
                pass   # a page that the other release does not have
    walkers = [threading.Thread(target=walk, args=(n,)) for n in range(2)]
    for walker in walkers:
        walker.start()
    chance = random.Random(3)
    for turn in range(8):
        build(program, site, {**{i: 'a' for i in range(1, 13)}, 100 + turn: 'a'})
        process = subprocess.Popen([program, '--site', str(site), 'publish', 'www'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(chance.random() * 1.2)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        check('killed: current is whole', not missing_links(place / 'current'))
    result = gongshi(site, 'publish', 'www')
    stop.set()
    for walker in walkers:
        walker.join()
    check('killed and run again: exact', result.returncode == 0 and same(place, site), result.stdout + result.stderr)
    check('readers missed no asset', not missing, (pages, missing[:3]))


def daemon(folder):
    site, place = new_site(folder, 'd-site'), folder / 'd-www'
    place.mkdir()
    port = free_port()
    (folder / 'rsyncd.secrets').write_text('publisher:geheim\n')
    (folder / 'password').write_text('geheim\n')
    for file in ('rsyncd.secrets', 'password'):
        (folder / file).chmod(0o600)
    (folder / 'rsyncd.conf').write_text(f'address = 127.0.0.1\nport = {port}\nuse chroot = no\nmunge symlinks = no\npid file = {folder}/rsyncd.pid\n'
                                        f'uid = {os.geteuid()}\ngid = {os.getegid()}\n'
                                        f'[zfgs]\npath = {place}\nread only = no\nauth users = publisher\nsecrets file = {folder}/rsyncd.secrets\n')
    server = subprocess.Popen(['rsync', '--daemon', '--no-detach', f'--config={folder}/rsyncd.conf'])
    try:
        wait_for(port)
        target(site, f'[targets.www]\nkind = "rsync"\nto = "rsync://publisher@127.0.0.1:{port}/zfgs"\npassword_file = "{folder}/password"\n')
        whole_story(site, place, 'daemon')
        (folder / 'password').write_text('wrong\n')
        result = gongshi(site, 'publish', 'www')
        check('daemon: a wrong password', result.returncode == 4 and 'target.denied' in result.stderr, result.stdout + result.stderr)
    finally:
        server.terminate()
        server.wait()


def behind_web_servers(folder):
    """The sample portal behind nginx and Caddy, as docs/hosting says, a browser before it."""
    site, place = folder / 'sample', folder / 'sample-www'
    for part in ('site-config', 'content', 'data'):
        shutil.copytree(root / part, site / part)
    subprocess.run([program, '--site', str(site), '--quiet', 'build', '--today', '2026-11-20'], capture_output=True, check=False)
    target(site, f'[targets.www]\nkind = "folder"\npath = "{place}"\ncompress = true\n')
    result = gongshi(site, 'publish', 'www')
    check('the sample portal is published', result.returncode == 0, result.stderr)
    place.chmod(0o755)
    folder.chmod(0o755)
    for name, start in (('nginx', start_nginx), ('caddy', start_caddy)):
        if name == 'caddy' and not shutil.which('caddy'):
            print('\n**** SKIPPED: caddy is not installed; docs/hosting/Caddyfile was NOT tried ****\n')
            continue
        port = free_port()
        server = start(folder, place, port)
        try:
            wait_for(port)
            seen = subprocess.run(['node', str(root / 'tests/publish/through_server.mjs'), f'http://127.0.0.1:{port}', str(place / 'current')],
                                  capture_output=True, text=True)
            check(f'through {name}', seen.returncode == 0, seen.stdout + seen.stderr)
            verified = subprocess.run([program, '--lang', 'en', 'verify', f'http://127.0.0.1:{port}'], capture_output=True, text=True)
            check(f'verify through {name}', verified.returncode == 0, verified.stdout + verified.stderr)
        finally:
            server.terminate()
            server.wait()


def start_nginx(folder, place, port):
    text = (root / 'docs/hosting/nginx.conf').read_text()
    text = re.sub(r'listen 80;', f'listen 127.0.0.1:{port};', text)
    text = text.replace('/srv/www/zfgs/current', f'{place}/current')
    (folder / 'nginx.conf').write_text(f'user {subprocess.check_output(["id", "-un"], text=True).strip()};\npid {folder}/nginx.pid;\nerror_log {folder}/nginx.log;\ndaemon off;\n'
                                       f'events {{}}\nhttp {{\naccess_log off;\nclient_body_temp_path {folder}/nb;\nproxy_temp_path {folder}/np;\n'
                                       f'fastcgi_temp_path {folder}/nf;\nuwsgi_temp_path {folder}/nu;\nscgi_temp_path {folder}/ns;\n{text}}}\n')
    return subprocess.Popen(['/usr/sbin/nginx', '-c', str(folder / 'nginx.conf')])


def start_caddy(folder, place, port):
    text = (root / 'docs/hosting/Caddyfile').read_text()
    text = text.replace('www.example.gov.cn', f'http://127.0.0.1:{port}').replace('/srv/www/zfgs/current', f'{place}/current')
    (folder / 'Caddyfile').write_text('{\n\tadmin off\n}\n' + text)
    return subprocess.Popen(['caddy', 'run', '--config', str(folder / 'Caddyfile'), '--adapter', 'caddyfile'], stderr=subprocess.DEVNULL,
                            env=dict(os.environ, HOME=str(folder), XDG_DATA_HOME=str(folder), XDG_CONFIG_HOME=str(folder)))


with tempfile.TemporaryDirectory(prefix='gongshi-servers-', dir=MEMORY) as place:
    for part in (folders, over_ssh, daemon, behind_web_servers):
        if only and part.__name__ not in only:
            continue
        begun = time.time()
        part(pathlib.Path(place))
        print(f'{part.__name__}: {time.time() - begun:.1f} s', flush=True)
print(f'{passed} passed, {failed} failed')
sys.exit(1 if failed else 0)

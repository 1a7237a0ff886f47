#!/usr/bin/env python3
"""Publishing to a bucket, against a strict fake of one. A publisher is killed after every single change it makes, and run again:
every state a citizen could have seen, in every prefix of the log, must be whole; the end must be exact; nothing may be sent
twice. Then every fault of a list, two publishers at once, a machine that sleeps past its lease, withdrawals, rolling back,
secrets. buckets.py PROGRAM [NAME]..."""
import base64
import concurrent.futures
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from fake_s3 import Server, Store  # noqa: E402
from trial_site import (SECRET, Closure, build, change_look, make_site, publish, search_folders, tree,  # noqa: E402
                        write_secret)

program = str(pathlib.Path(sys.argv[1]).resolve())
only = sys.argv[2:]
passed = failed = 0
count = threading.Lock()
MEMORY = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None


def check(what, good, more=''):
    global passed, failed
    with count:
        passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f'FAILED: {what} {str(more)[:600]}', flush=True)
    return good


def shown(store):
    return {k: v[0] for k, v in store.site().items()}


def copy_store(store):
    other = Store(store.keys)
    other.objects, other.page = dict(store.objects), store.page
    return other


def immutable(path):
    return path.startswith(('assets/', 'search/s/', 'search/b/', 'search/t/', 'search/simplified', 'ledger/'))


def is_exact(store, wanted):
    """The release is there, byte for byte; beside it, old hashed files alone; no lock."""
    here = shown(store)
    wrong = [p for p in wanted if here.get(p) != wanted[p]]
    beside = [p for p in here if p not in wanted and not immutable(p)]
    locks = [k for k in store.objects if k.startswith('_pub/lock/')]
    return not wrong and not beside and not locks, (wrong[:3], beside[:3], locks)


def copy_site(site, folder, name):
    target = folder / name
    shutil.copytree(site, target, symlinks=True)
    return target


def point(site, port):
    file = site / 'site-config/publish.toml'
    file.write_text(re.sub(r'127\.0\.0\.1:\d+', f'127.0.0.1:{port}', file.read_text()))
    return site


class Trial:
    """Two releases: the first published to a bucket, the second built and waiting."""

    def __init__(self, folder):
        self.folder = folder
        self.site = folder / 'site'
        self.store = Store()
        with Server(self.store) as server:
            self.port = server.port
            make_site(program, self.site, {n: 'a' for n in range(1, 13)}, server.port)
            first = publish(program, self.site)
            check('a first publish', first.returncode == 0, first.stdout + first.stderr)
            self.old = tree(self.site / 'public')
            good, more = is_exact(self.store, self.old)
            check('a first publish is exact', good, more)
            self.first_log = list(self.store.log)
            requests = len(self.store.log)
            again = publish(program, self.site)
            check('an unchanged publish changes nothing', again.returncode == 0 and len(self.store.log) == requests,
                  again.stdout + str(self.store.log[requests:]))
            change_look(self.site)
            build(program, self.site, {**{n: 'a' for n in range(3, 13)}, 4: 'b', 20: 'a', 21: 'a', 22: 'a'}, withdrawn=(5,))
            self.new = tree(self.site / 'public')
        self.before = copy_store(self.store)

    def start(self, server, name):
        """A copy of the site with the second release, pointed to the server. The record of the bucket names its address."""
        site = copy_site(self.site, self.folder, name)
        self.point_record(site, server)
        return site

    @staticmethod
    def point_record(site, server):
        point(site, server.port)
        for record in (site / 'state/publish').glob('*.objects'):
            record.write_text(re.sub(r'127\.0\.0\.1:\d+', f'127.0.0.1:{server.port}', record.read_text(), count=1))


def states(start, log):
    """Every state of the site, change by change."""
    objects = dict(start)
    for who, what, key, body, headers in log:
        if not key.startswith('_pub/'):
            if what == 'PUT':
                objects[key] = body
            else:
                objects.pop(key, None)
        yield who, what, key, objects


def check_log(trial, start, log, closure, name):
    """All invariants that can be read from a log of changes."""
    pointed, broken, foreign, early = False, [], [], []
    doors = set(trial.old)
    for _, what, key, objects in states(start, log):
        if key == '_pub/current':
            pointed = True
        if what == 'DELETE' and not key.startswith('_pub/') and not pointed:
            early.append(key)
        if key.startswith('_pub/'):
            continue
        body = objects.get(key)
        if body is not None and body not in (trial.old.get(key), trial.new.get(key)):
            foreign.append(key)
        wrong = closure.broken(objects, {'index.html'} | (doors if not pointed else set()))
        if wrong:
            broken.append((key, wrong[0]))
    check(f'{name}: no broken state', not broken, broken[:2])
    check(f'{name}: no foreign bytes', not foreign, foreign[:3])
    check(f'{name}: nothing deleted before the pointer', not early, early[:3])


def crash(trial, changes):
    """Killed after each change, and (every third) just before it is made."""
    closure = Closure()
    start = shown(trial.before)

    def one(n, before):
        name = f'killed {"before" if before else "after"} change {n}'
        store = copy_store(trial.before)
        with Server(store, mortal=True) as server, Server(store) as second:
            site = trial.start(server, f'crash-{n}-{before}')
            store.freeze_after, store.freeze_before = n, before
            process = subprocess.Popen([program, '--site', str(site), 'publish', 'up'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while not store.frozen.is_set() and process.poll() is None:
                time.sleep(0.002)
            process.kill()
            process.wait()
            store.thaw()   # what it still had on its way comes to a server that is no more
            trial.point_record(site, second)
            result = publish(program, site)
            check(f'{name}: done by the next run', result.returncode == 0, result.stdout + result.stderr)
            good, more = is_exact(store, trial.new)
            check(f'{name}: exact', good, more)
            sent = [key for _, what, key, _, _ in store.log if what == 'PUT' and not key.startswith('_pub/')]
            twice = {key for key in sent if sent.count(key) > 1}
            check(f'{name}: nothing sent twice', not twice, twice)
        shutil.rmtree(site)
        return name, list(store.log)

    jobs = [(n, False) for n in range(1, changes + 1)] + [(n, True) for n in range(1, changes + 1, 3)]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for name, log in pool.map(lambda job: one(*job), jobs):
            check_log(trial, start, log, closure, name)


def whole_run(trial):
    """The second release in one go; how many changes that takes."""
    store = copy_store(trial.before)
    with Server(store) as server:
        site = trial.start(server, 'whole')
        plan = publish(program, site, '--dry-run')
        check('a rehearsal changes nothing', plan.returncode == 0 and not store.log, plan.stdout + plan.stderr)
        result = publish(program, site)
        check('a second publish', result.returncode == 0, result.stdout + result.stderr)
        good, more = is_exact(store, trial.new)
        check('a second publish is exact', good, more)
        check_log(trial, shown(trial.before), store.log, Closure(), 'a second publish')
        gone = [k for k in shown(store) if k.startswith('search/') and k not in trial.new]
        check('a withdrawal takes old parts of the index at once', not gone, gone[:3])
        kept = [k for k in shown(store) if k.startswith('assets/') and k not in trial.new]
        check('old style sheets stay for a while', kept, kept)
        headers = {k: v[1] for k, v in store.site().items()}
        check('content types', headers['index.html']['content-type'] == 'text/html; charset=utf-8')
        check('pages are asked for each time', headers['index.html']['cache-control'] == 'no-cache')
        sheet = next(k for k in headers if k.endswith('.css'))
        check('hashed names live long', 'immutable' in headers[sheet]['cache-control'] and headers[sheet]['content-type'].startswith('text/css'))
        stones = [h for k, h in headers.items() if h['cache-control'] == 'no-store']
        check('nobody keeps a withdrawn page', stones, len(stones))
        back = subprocess.run([program, '--site', str(site), '--lang', 'en', 'rollback', 'up'], capture_output=True, text=True)
        check('rolling back to what was withdrawn is refused', back.returncode == 3 and 'shows_withdrawn' in back.stderr, back.stderr)
        back = subprocess.run([program, '--site', str(site), 'rollback', 'up', '--allow-withdrawn'], capture_output=True, text=True)
        good, more = is_exact(store, trial.old)
        check('rolled back exactly', back.returncode == 0 and good, (back.stderr, more))
        again = subprocess.run([program, '--site', str(site), '--lang', 'en', 'rollback', 'up', '--allow-withdrawn'], capture_output=True, text=True)
        check('rolling back twice does not go forward', again.returncode == 2 and is_exact(store, trial.old)[0], (again.returncode, again.stdout + again.stderr))
        return len([1 for entry in trial_log(store)])


def trial_log(store):
    """The changes of the first run in a log: until its lock was taken down."""
    for entry in store.log:
        yield entry
        if entry[1] == 'DELETE' and entry[2].startswith('_pub/lock/'):
            return


def chance(share, *faults):
    return lambda store, method, key, attempt: (store.random.choice(faults) if store.random.random() < share else None)


def at_put(number, fault):
    seen = []

    def decide(store, method, key, attempt):
        if method == 'PUT' and not key.startswith('_pub/'):
            seen.append(key)
            return fault if len(seen) >= number else None
        return None
    return decide


def on(method, fault, times=10**9, where=''):
    left = [times]

    def decide(store, m, key, attempt):
        if m != method or where not in key or left[0] <= 0:
            return None
        left[0] -= 1
        return fault
    return decide


# name, fault, clock skew, whether the run ends well, exit code when it does not
FAULTS = [
    ('no answer for 40 seconds', on('PUT', 'hang', 1, '.html'), 0, True),
    ('503 on 30 %', chance(0.3, '503'), 0, True),
    ('500 on 20 %', chance(0.2, '500'), 0, True),
    ('retry-after', on('PUT', 'later', 2), 0, True),
    ('connection reset before the body is taken, 20 %', chance(0.2, 'reset'), 0, True),
    ('answers lost, 30 %', chance(0.3, 'lost answer'), 0, True),
    ('bytes damaged on the way, 20 %', chance(0.2, 'corrupt'), 0, True),
    ('wrong ETag', chance(0.2, 'wrong etag'), 0, True),
    ('no ETag', chance(0.2, 'no etag'), 0, True),
    ('bytes damaged in the store', on('PUT', 'stored wrong', 3, '.html'), 0, True),
    ('list cut', on('GET', 'cut list', 2), 0, True),
    ('answers cut', on('GET', 'cut', 2, 'index.html'), 0, True),
    ('an error within 200', on('PUT', 'error in 200', 3), 0, True),
    ('clock 20 minutes ahead', None, 1200, True),
    ('clock 3 hours behind', None, -10800, True),
    ('403 midway', at_put(20, '403'), 0, False),
    ('507 midway', at_put(30, '507'), 0, False),
    ('expired token midway', at_put(10, 'expired'), 0, False),
    ('redirect to another host', at_put(15, 'redirect'), 0, False),
    ('503 for ever', at_put(25, '503'), 0, False),
    ('the same page of the list for ever', on('GET', 'same page'), 0, False),
]


def faults(trial):
    closure = Closure()

    def one(number):
        name, fault, skew, ends_well = FAULTS[number]
        store = copy_store(trial.before)
        store.fault, store.skew = fault, skew
        if skew:
            store.objects = {k: (b, h, e, m + skew) for k, (b, h, e, m) in store.objects.items()}
        with Server(store) as server:
            site = trial.start(server, f'fault-{number}')
            result = publish(program, site)
            check(f'{name}: {"ends well" if ends_well else "stops with 4"}', result.returncode == (0 if ends_well else 4),
                  f'{result.returncode} {result.stdout} {result.stderr}')
            middle = len(store.log)
            store.fault = None
            if not ends_well:
                again = publish(program, site)
                check(f'{name}: the next run ends well', again.returncode == 0, again.stdout + again.stderr)
            good, more = is_exact(store, trial.new)
            check(f'{name}: exact', good, more)
            check(f'{name}: the secret is not told', SECRET not in result.stdout + result.stderr)
        shutil.rmtree(site)
        return name, list(store.log), middle

    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        for name, log, _ in pool.map(one, range(len(FAULTS))):
            damaged = 'damaged in the store' in name
            if not damaged:
                check_log(trial, shown(trial.before), log, closure, name)


def two_publishers(trial):
    """Two machines publish two sites to one bucket at the same moment."""
    for turn in range(6):
        store = copy_store(trial.before)
        store.keys = {**store.keys, 'AKOTHER': SECRET}
        with Server(store) as server:
            sites = [trial.start(server, f'two-{turn}-{i}') for i in range(2)]
            (sites[1] / 'state/publish/owner').unlink()
            build(program, sites[1], {n: 'c' for n in range(1, 10)})
            write_secret(sites[1], 'AKOTHER')
            runs = [subprocess.Popen([program, '--site', str(site), 'publish', 'up', '--allow-deletes', '1000'], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                    for site in sites]
            codes = []
            for run in runs:
                run.communicate()
                codes.append(run.returncode)
            # Who comes second while the other's release stands finds a ledger that is not its own.
            check('two at once: each ends well, or says locked or another ledger', all(code in (0, 3, 5) for code in codes) and (0 in codes or codes == [5, 5]), codes)
            # Whoever changed the site held it alone: changes of the two never alternate within one run.
            order = [who for who, what, key, _, _ in store.log if not key.startswith('_pub/')]
            turns = [who for i, who in enumerate(order) if i == 0 or order[i - 1] != who]
            check('two at once: never mixed', len(turns) == len(set(turns)), turns)
            if codes == [5, 5]:
                check('two at once: nothing was changed', not order)
        for site in sites:
            shutil.rmtree(site)


def sleeper(trial):
    """A publisher sleeps past its lease; another comes and publishes; the first wakes."""
    store = copy_store(trial.before)
    store.keys = {**store.keys, 'AKOTHER': SECRET}
    with Server(store) as server:
        sites = [trial.start(server, f'sleep-{i}') for i in range(2)]
        for site in sites:
            file = site / 'site-config/publish.toml'
            file.write_text(file.read_text() + 'lease_seconds = 5\n')
        (sites[1] / 'state/publish/owner').unlink()
        build(program, sites[1], {n: 'c' for n in range(1, 10)})
        write_secret(sites[1], 'AKOTHER')
        store.freeze_after = 12
        process = subprocess.Popen([program, '--site', str(sites[0]), 'publish', 'up'], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        store.frozen.wait(20)
        process.send_signal(signal.SIGSTOP)
        time.sleep(7)
        store.thaw()
        other = publish(program, sites[1], '--allow-deletes', '1000')
        check('a lease that ran out is taken', other.returncode == 0, other.stdout + other.stderr)
        end = len(store.log)
        process.send_signal(signal.SIGCONT)
        process.communicate(timeout=60)
        check('who slept past its lease goes', process.returncode == 5, process.returncode)
        late = [key for who, _, key, _, _ in store.log[end:] if who == 'AKTEST' and not key.startswith('_pub/lock/')]
        check('and changes nothing', not late, late)
        good, more = is_exact(store, tree(sites[1] / 'public'))
        check('the other one is exact', good, more)


def ways(trial):
    """List version 1, no encoding, a prefix, a bucket of its own for our words, compressed texts."""
    for number, more in enumerate(['list = 1', 'list = 1\nlist_encoding = "none"', 'list_encoding = "none"', 'prefix = "zf/gs"',
                                   'private_bucket = "zfgs"\ncompress = true']):
        store = Store()
        with Server(store) as server:
            site = trial.start(server, f'ways-{number}')
            file = site / 'site-config/publish.toml'
            file.write_text(file.read_text() + more + '\n')
            shutil.rmtree(site / 'state/publish')
            for again in range(2):
                changes = len(store.log)
                result = publish(program, site)
                check(f'{more!r}: published', result.returncode == 0, result.stdout + result.stderr)
            check(f'{more!r}: nothing the second time', len(store.log) == changes)
            prefix = 'zf/gs/' if 'prefix' in more else ''
            here = {k.removeprefix(prefix): v for k, v in store.objects.items() if '_pub/' not in k}
            check(f'{more!r}: all files', set(here) == set(trial.new))
            if 'compress' in more:
                import gzip
                sound = all((gzip.decompress(v[0]) if v[1].get('content-encoding') == 'gzip' else v[0]) == trial.new[k] for k, v in here.items())
                check('compressed texts are the texts', sound and here['index.html'][1].get('content-encoding') == 'gzip')
            probe = publish(program, site, '--probe')
            check(f'{more!r}: the probe says yes', probe.returncode == 0, probe.stdout + probe.stderr)
            check(f'{more!r}: the probe leaves nothing', not [k for k in store.objects if 'probe' in k])


def by_release(trial):
    """Each release whole in a place of its own; what did not change is copied over there."""
    store = Store()
    with Server(store) as server:
        site = trial.start(server, 'by-release')
        file = site / 'site-config/publish.toml'
        file.write_text(file.read_text() + 'layout = "prefix"\nkeep = 2\n')
        shutil.rmtree(site / 'state/publish')

        def shown_now():
            current = store.objects['_pub/current'][0].decode().split()[0]
            check('layout by release: told to the web server', (site / 'state/publish/up.current').read_text().strip() == current)
            return {k.removeprefix(f'r/{current}/'): v[0] for k, v in store.objects.items() if k.startswith(f'r/{current}/')}
        result = publish(program, site)
        check('layout by release: published', result.returncode == 0 and shown_now() == tree(site / 'public'), result.stdout + result.stderr)
        for turn in range(3):
            build(program, site, {**{n: 'a' for n in range(3, 13)}, 4: 'b', 30 + turn: 'a'}, withdrawn=(5,))
            before, sent = len(store.log), sum(len(e[3] or b'') for e in store.log)
            result = publish(program, site)
            check('layout by release: the next one', result.returncode == 0 and shown_now() == tree(site / 'public'), result.stdout + result.stderr)
            releases = {k.split('/')[1] for k in store.objects if k.startswith('r/')}
            check('layout by release: two stay', len(releases) == 2 and {k.split('/')[2] for k in store.objects if k.startswith('_pub/m/')} == releases, releases)
        changes = len(store.log)
        result = publish(program, site)
        check('layout by release: nothing the second time', result.returncode == 0 and len(store.log) == changes, result.stdout)
        back = subprocess.run([program, '--site', str(site), 'rollback', 'up'], capture_output=True, text=True)
        check('layout by release: back', back.returncode == 0 and shown_now() != tree(site / 'public'), back.stderr)
        build(program, site, {**{n: 'a' for n in range(3, 13)}, 4: 'b', 30: 'a', 31: 'a', 32: 'a'}, withdrawn=(5, 6))
        result = publish(program, site)
        releases = {k.split('/')[1] for k in store.objects if k.startswith('r/')}
        check('layout by release: a withdrawal leaves no older release', result.returncode == 0 and len(releases) == 1, (releases, result.stderr))


def guards(trial):
    """Deletes that are too many, a file that changed under us, a site that did not pass, strangers, open secrets."""
    store = copy_store(trial.before)
    with Server(store) as server:
        site = trial.start(server, 'guards')
        settings = site / 'site-config/site.toml'
        settings.write_text(settings.read_text().replace('languages = ["zh-CN"]', 'languages = ["zh-CN", "en"]'))
        build(program, site, {n: 'a' for n in range(1, 40)})
        check('a larger site', publish(program, site).returncode == 0)
        pointer = store.objects['_pub/current'][0]
        changes = len(store.log)
        settings.write_text(settings.read_text().replace('languages = ["zh-CN", "en"]', 'languages = ["zh-CN"]'))   # half of the pages go
        build(program, site, {n: 'a' for n in range(1, 40)})
        result = publish(program, site)
        check('too many deletes are refused', result.returncode == 3 and 'too_many_deletes' in result.stderr, result.stdout + result.stderr)
        check('and nothing was done', [k for _, _, k, _, _ in store.log[changes:] if not k.startswith('_pub/lock')] == [])
        page = site / 'public/index.html'
        bytes_before = page.read_bytes()
        page.write_bytes(bytes_before + b' ')
        result = publish(program, site, '--allow-deletes', '1000')
        check('a file that changed stops it', result.returncode == 3 and 'file_changed' in result.stderr, result.stdout + result.stderr)
        check('before anything points to it', store.objects['_pub/current'][0] == pointer)
        page.write_bytes(bytes_before)
        store.objects['verify-owner.txt'] = (b'x', {}, '"9dd4e461268c8034f5c8564e155c67a6"', time.time())
        result = publish(program, site, '--allow-deletes', '1000')
        check('then it goes on', result.returncode == 0, result.stderr)
        check('strangers are told and left', 'publish.strangers' in result.stderr and 'verify-owner.txt' in store.objects, result.stderr)
        # The machine's disk is lost, and the site made anew: what it would publish contradicts the ledger that stands there.
        pointer = store.objects['_pub/current'][0]
        for part in ('state', 'public'):
            (site / part).rename(site / f'{part}-away')
        build(program, site, {n: 'a' for n in range(1, 40)})
        result = publish(program, site, '--allow-deletes', '1000')
        check('another ledger is refused', result.returncode == 3 and 'publish.ledger_forks' in result.stderr, result.stdout + result.stderr)
        check('and nothing points to it', store.objects['_pub/current'][0] == pointer)
        for part in ('state', 'public'):
            shutil.rmtree(site / part)
            (site / f'{part}-away').rename(site / part)
        check('the right one is known again', publish(program, site).returncode == 0)
        (site / 'state/being-written').write_text('')
        result = publish(program, site)
        check('a tree in doubt is not published', result.returncode == 3 and 'not_audited' in result.stderr, result.stderr)
        (site / 'state/being-written').unlink()
        (site / 'secret').chmod(0o644)
        result = publish(program, site)
        check('open secrets are refused', result.returncode == 4 and 'secret.open' in result.stderr, result.stderr)
        (site / 'secret').chmod(0o600)
        write_secret(site, secret='wrong')
        result = publish(program, site)
        check('a wrong secret is told', result.returncode == 4 and 'target.denied' in result.stderr, result.stderr)
        file = site / 'site-config/publish.toml'
        text = file.read_text()
        file.write_text(text + 'secret_key = "x"\n')
        result = publish(program, site)
        check('a secret in the configuration is refused', result.returncode == 2 and 'secret.in_configuration' in result.stderr, result.stderr)
        file.write_text(text)


def secrets(trial):
    """A canary as secret: in no argument, environment, output, file or object."""
    store = copy_store(trial.before)
    canary = 'c4NaRy/SecRet+0123456789abcdefABCDEF='
    store.keys = {'AKCANARY': canary}
    forms = [canary, canary.encode().hex(), base64.b64encode(canary.encode()).decode(), urllib.parse.quote(canary, safe='')]
    with Server(store) as server:
        site = trial.start(server, 'secrets')
        file = site / 'site-config/publish.toml'
        file.write_text(file.read_text().replace('credentials_file = "secret"\n', ''))
        (site / 'secret').unlink()
        environment = dict(os.environ, GONGSHI_S3_ACCESS_KEY='AKCANARY', GONGSHI_S3_SECRET_KEY=canary)
        process = subprocess.Popen([program, '--site', str(site), '--verbose', 'publish', 'up'], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        arguments, environment_left = b'', b''
        while process.poll() is None:
            try:
                arguments += pathlib.Path(f'/proc/{process.pid}/cmdline').read_bytes()
                # At its start any process still holds what it was given, on a busy machine for a while: the last look counts, which is
                # one of the time after its work began. One that has ended shows nothing.
                environment_left = pathlib.Path(f'/proc/{process.pid}/environ').read_bytes() or environment_left
            except OSError:
                pass
            time.sleep(0.005)
        out, errors = process.communicate()
        check('published with the canary', process.returncode == 0, errors)
        found = [form for form in forms if form.encode() in arguments + environment_left + out + errors]
        check('the canary is in no argument, environment or output', not found, found)
        files = [str(p) for p in site.rglob('*') if p.is_file() and any(f.encode() in p.read_bytes() for f in forms)]
        check('the canary is in no file', not files, files)
        objects = [k for k, v in store.objects.items() if any(f.encode() in v[0] or f in k for f in forms)]
        check('the canary is in no object', not objects, objects)


with tempfile.TemporaryDirectory(prefix='gongshi-buckets-', dir=MEMORY) as place:
    trial = Trial(pathlib.Path(place))
    started = time.time()
    changes = whole_run(trial)

    def run(part):
        if only and part.__name__ not in only:
            return
        begun = time.time()
        part(trial, changes) if part is crash else part(trial)
        print(f'{part.__name__}: {time.time() - begun:.1f} s', flush=True)

    # These mostly wait: for leases that end, for answers that do not come.
    with concurrent.futures.ThreadPoolExecutor() as pool:
        list(pool.map(run, (crash, faults, sleeper)))
    for part in (two_publishers, ways, by_release, guards, secrets):
        run(part)
print(f'{changes} changes in a publish; {passed} passed, {failed} failed')
sys.exit(1 if failed else 0)

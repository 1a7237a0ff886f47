#!/usr/bin/env python3
"""Publishing to a real object store: Ceph's S3 gateway from Debian. real_bucket.py PROGRAM"""
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from servers_common import objects_of, radosgw, signed  # noqa: E402
from trial_site import build, change_look, make_site, publish, tree  # noqa: E402

program = str(pathlib.Path(sys.argv[1]).resolve())
passed = failed = 0


def check(what, good, more=''):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f'FAILED: {what} {str(more)[:800]}', flush=True)


def exact(port, site):
    here, wanted = {k: v for k, v in objects_of(port, 'zfgs').items() if not k.startswith('_pub/')}, tree(site / 'public')
    wrong = [k for k in wanted if here.get(k) != wanted[k]]
    beside = [k for k in here if k not in wanted and not k.startswith(('assets/', 'search/', 'ledger/'))]
    return not wrong and not beside, (wrong[:3], beside[:3])


with tempfile.TemporaryDirectory(prefix='gongshi-ceph-', dir='/dev/shm') as place, radosgw(pathlib.Path(place)) as port:
    if port is None:
        print('\n**** SKIPPED: radosgw, ceph-mon and ceph-osd are not installed; publishing was NOT tried against a real object store ****\n')
        sys.exit(77)
    check('a bucket', signed('PUT', port, '/zfgs')[0] == 200)
    site = pathlib.Path(place) / 'site'
    for number, more in enumerate(['', 'list = 1', 'list_encoding = "none"']):
        if number == 0:
            make_site(program, site, {n: 'a' for n in range(1, 13)}, port, more=more)
        else:
            file = site / 'site-config/publish.toml'
            file.write_text(file.read_text() + more + '\n')
        probe = publish(program, site, '--probe')
        check(f'{more!r}: the probe says yes', probe.returncode == 0, probe.stdout + probe.stderr)
        result = publish(program, site)
        check(f'{more!r}: published', result.returncode == 0, result.stdout + result.stderr)
        check(f'{more!r}: exact', *exact(port, site))
    result = publish(program, site)
    check('nothing the second time', 'nothing to do' in result.stdout, result.stdout + result.stderr)
    change_look(site)
    build(program, site, {**{n: 'a' for n in range(1, 13)}, 4: 'b', 20: 'a'}, withdrawn=(5,))
    result = publish(program, site)
    check('a second release', result.returncode == 0, result.stdout + result.stderr)
    check('exact', *exact(port, site))
    result = subprocess.run([program, '--site', str(site), '--lang', 'en', 'rollback', 'up', '--allow-withdrawn'], capture_output=True, text=True)
    check('back', result.returncode == 0, result.stdout + result.stderr)
    result = publish(program, site)
    check('forward', result.returncode == 0 and exact(port, site)[0], result.stdout + result.stderr)
print(f'{passed} passed, {failed} failed')
sys.exit(1 if failed else 0)

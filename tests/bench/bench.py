#!/usr/bin/env python3
"""Measures a build against its budgets, side by side in one run: wall and CPU time, peak memory, rebuilds with nothing, 0.1 %
new, 0.1 % and 1 % changed, and the floor (merely writing the same files). The search index, ledger and audit are part of a build, and so
of these figures; the floor writes their files too."""
import argparse
import gzip
import os
import pathlib
import re
import resource
import shutil
import subprocess
import tempfile
import time

parser = argparse.ArgumentParser()
parser.add_argument('--program', required=True)
parser.add_argument('--records', type=int, default=20000)
arguments = parser.parse_args()
here = pathlib.Path(__file__).parent
root = here.parent.parent


def run(command, stderr=subprocess.DEVNULL, **more):
    """wall seconds, CPU seconds, peak MB"""
    os.sync()  # what was written before is not waited for within
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr, **more)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) > 1:
        raise SystemExit(f'{command} ended with {os.waitstatus_to_exitcode(status)}')
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


with tempfile.TemporaryDirectory(prefix='gongshi-bench-') as folder:
    site = pathlib.Path(folder) / 'site'
    site.mkdir()
    shutil.copytree(root / 'site-config', site / 'site-config')
    config = (site / 'site-config/site.toml')
    config.write_text(config.read_text().replace('languages = ["zh-CN", "en"]', 'languages = ["zh-CN"]'))
    shutil.copytree(root / 'content', site / 'content')
    build = [arguments.program, '--site', str(site), '--quiet', 'build', '--today', '2026-11-20']

    subprocess.check_call(['python3', str(here / 'corpus.py'), str(site), str(arguments.records)])
    with open(pathlib.Path(folder) / 'timings', 'w+') as timings:
        full = run([*build, '--timings'], stderr=timings)
        timings.seek(0)
        stages = re.findall(r'^(\w+) +[\d.]+ s +([\d.]+) s CPU', timings.read(), re.MULTILINE)
    ruling = sum(float(seconds) for stage, seconds in stages if stage in ('disclose', 'ledger'))
    unchanged = run(build)
    files = [(p.stat().st_size, p.relative_to(site / 'public')) for p in sorted((site / 'public').rglob('*')) if p.is_file()]
    pages = sum(1 for _, path in files if path.suffix == '.html')
    listing = pathlib.Path(folder) / 'listing'
    listing.write_text(''.join(f'{size} {path}\n' for size, path in files))
    program = pathlib.Path(folder) / 'floor'
    subprocess.check_call(['g++', '-O2', '-std=c++20', '-o', str(program), str(here / 'floor.cpp')])
    floor = run([str(program), str(pathlib.Path(folder) / 'floor-tree')], stdin=open(listing))
    sample = next(path for _, path in files if path.parent.name == 'penalties' and '-' not in path.name and path.name != 'index.html' and path.suffix == '.html')
    html = (site / 'public' / sample).read_bytes()
    loaded = sorted(set(re.findall(rb'"/(assets/[^"]+)"', html)))
    page = sum(len(gzip.compress(one, 9)) for one in [html] + [(site / 'public' / path.decode()).read_bytes() for path in loaded])
    nights = {}
    subprocess.check_call(['python3', str(here / 'corpus.py'), str(site), str(arguments.records), '0.001', 'apart'])
    nights['apart'] = run(build)
    for share in ('0.001', '0.01'):
        subprocess.check_call(['python3', str(here / 'corpus.py'), str(site), str(arguments.records), share])
        nights[share] = run(build)

print(f'{arguments.records} decisions, {pages} pages, {len(files)} files, {sum(size for size, _ in files) / 1e6:.0f} MB')
print(f'{"":52}{"measured":>12}{"budget":>10}{"goal":>8}')
for name, value, budget, goal in [
        ('full build: wall / floor', full[0] / floor[0], '≤ 3', '1.5'),
        ('full build: CPU ms a page (Hugo+Pagefind: 3.5)', full[1] * 1000 / pages, '≤ 0.233', '0.14'),
        ('nothing changed / full: CPU, %', unchanged[1] / full[1] * 100, '≤ 3', '1'),
        ('    wall (a full build uses every core), %', unchanged[0] / full[0] * 100, '', ''),
        ('0.1 % new, in files of their own / full: CPU, %', nights['apart'][1] / full[1] * 100, '≤ 3', ''),
        ('    wall, %', nights['apart'][0] / full[0] * 100, '', ''),
        ('0.1 % changed, in whole files / full: CPU, %', nights['0.001'][1] / full[1] * 100, '≤ 3', ''),
        ('    wall, %', nights['0.001'][0] / full[0] * 100, '', ''),
        ('1 % changed, in whole files / full: CPU, %', nights['0.01'][1] / full[1] * 100, '≤ 10', '3'),
        ('    wall, %', nights['0.01'][0] / full[0] * 100, '', ''),
        ('rules, privacy and ledger: CPU of a full build, %', ruling / full[1] * 100, '≤ 25', ''),
        ('peak memory, MB (budget at 100,000)', max(full[2], nights['0.01'][2]), '≤ 300', '150'),
        ('decision page with CSS and script, KB gzip', page / 1024, '≤ 20', '12')]:
    print(f'{name:52}{value:12.2f}{budget:>10}{goal:>8}')
print(f'seconds: full {full[0]:.2f} (CPU {full[1]:.2f}), floor {floor[0]:.2f}, unchanged {unchanged[0]:.2f}, '
      f'0.1 % new {nights["apart"][0]:.2f}, 0.1 % changed {nights["0.001"][0]:.2f}, 1 % changed {nights["0.01"][0]:.2f}')

#!/usr/bin/env python3
"""Gongshi beside Hugo and Pagefind, in one run, on the same records: CPU a page, wall time, peak memory, sizes. Hugo's side makes
pages, lists and their downloads, and is spared whatever it has no means for (ledger, audit, corrections, QR codes), and the feed; Pagefind
indexes the decisions' own text only. Each side runs twice in a fresh folder and the run of less CPU counts. What is not installed is named and left out."""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

import corpus

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RUNS = 2
# A benchmark before this one removed big trees: ext4 without a journal passes over every inode freed in the last minute before it
# takes one (fs/ext4/ialloc.c, recently_deleted), and creating a file takes ten times as long. TMPDIR may name a better disk.
SETTLE_SECONDS = 61
NAMES = {'jtys': '云溪县交通运输局', 'nyncj': '云溪县农业农村局', 'rlsb': '云溪县人力资源和社会保障局', 'scjg': '云溪县市场监督管理局',
         'sthj': '云溪县生态环境局', 'wgl': '云溪县文化广电和旅游局', 'wsjk': '云溪县卫生健康局', 'yjgl': '云溪县应急管理局',
         'zhzf': '云溪县综合行政执法局', 'zrzy': '云溪县自然资源和规划局'}


class Cost:
    """What one process and its children took."""

    def __init__(self, command, folder):
        began = time.monotonic()
        with tempfile.TemporaryFile() as words:
            process = subprocess.Popen(command, cwd=folder, stdout=words, stderr=subprocess.STDOUT)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                words.seek(0)
                raise SystemExit(f'{command[0]} ended with {process.returncode}:\n{words.read().decode(errors="replace")[-2000:]}')
        self.wall, self.cpu, self.megabytes = time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def find_pagefind(given):
    for one in (given, os.environ.get('PAGEFIND'), 'pagefind', str(ROOT / 'tests/browser/node_modules/.bin/pagefind')):
        if one and shutil.which(one):
            return os.path.abspath(shutil.which(one))
    return None


def version(program, word):
    return subprocess.run([program, word], capture_output=True, text=True).stdout.strip().split('\n')[0]


def write_hugo_site(site, count):
    shutil.copytree(HERE / 'hugo', site)
    shutil.copytree(ROOT / 'themes/default/assets', site / 'static/assets')
    pages = site / 'content/penalties'
    pages.mkdir(parents=True)
    (pages / '_index.md').write_text('{"title": "行政处罚"}\n')
    parties = corpus.parties_of(count)
    for i in range(count):
        department = corpus.DEPARTMENTS[i % len(corpus.DEPARTMENTS)]
        (title, party, party_kind, code, violation, facts, basis, kind, outcome, fine, day, _, _, reviewer, reviewed, _) = corpus.fields(
            corpus.number_of(i, count), department, parties, False)
        front = {'title': title, 'date': day, 'months': [day[:7]], 'departments': [NAMES[department]], 'kinds': [kind], 'parties': [party],
                 'party_kind': party_kind, 'code': code, 'violation': violation, 'basis': basis, 'outcome': outcome, 'fine': float(fine),
                 'reviewer': reviewer, 'reviewed': reviewed}
        (pages / f'{i}.md').write_text(f'{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{facts}\n')


def write_gongshi_site(site, count):
    shutil.copytree(ROOT / 'site-config', site / 'site-config')
    shutil.copytree(ROOT / 'content', site / 'content')
    config = site / 'site-config/site.toml'
    config.write_text(config.read_text().replace('languages = ["zh-CN", "en"]', 'languages = ["zh-CN"]'))
    corpus.main(site, count)


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob('*') if path.is_file()) / 1e6


class Side:
    """One generator's best run: the costs of its steps, and what its tree holds."""

    def __init__(self, name, steps, public, index):
        self.name, self.steps, self.public = name, steps, size(public)
        # Hugo's page/1 of every list is a redirect of a line, no page
        self.pages = sum(1 for path in public.rglob('*.html') if path.parts[-2:] != ('page', '1.html'))
        decisions = [p.stat().st_size for p in (public / 'penalties').glob('*.html') if '-' not in p.name and p.name != 'index.html']
        self.decisions, self.page_kilobytes = len(decisions), sum(decisions) / max(1, len(decisions)) / 1000
        self.index = size(index) if index.exists() else 0
        self.cpu, self.wall = sum(s.cpu for s in steps), sum(s.wall for s in steps)
        self.megabytes = max(s.megabytes for s in steps)

    def a_page(self):
        return self.cpu * 1000 / self.pages

    def line(self):
        return (f'{self.name:18}{self.pages:8}{self.page_kilobytes:10.1f}{self.a_page():10.3f}{self.wall:9.2f}{self.megabytes:10.0f}'
                f'{self.public:10.0f}{self.index:10.1f}')


def run_hugo(folder, count, hugo, pagefind):
    write_hugo_site(folder, count)
    steps = [Cost([hugo, '--quiet'], folder)]
    if pagefind:
        steps.append(Cost([pagefind, '--site', 'public'], folder))
    return Side('Hugo + Pagefind' if pagefind else 'Hugo alone', steps, folder / 'public', folder / 'public/pagefind')


def run_gongshi(folder, count, program):
    write_gongshi_site(folder, count)
    return Side('Gongshi', [Cost([program, '--site', str(folder), '--quiet', 'build', '--today', '2026-11-20'], folder)], folder / 'public',
                folder / 'public/search')


def report(count, ours, theirs):
    print(f'{count} decisions, the search index included')
    print(f'{"":18}{"pages":>8}{"KB a page":>10}{"CPU ms/p":>10}{"wall s":>9}{"peak MB":>10}{"tree MB":>10}{"index MB":>10}')
    for side in (theirs, ours):
        if side:
            print(side.line())
    if not theirs:
        return
    for name, step in zip(('Hugo', 'Pagefind'), theirs.steps):
        print(f'  {name}: CPU {step.cpu * 1000 / theirs.pages:.3f} ms a page, wall {step.wall:.2f} s, peak {step.megabytes:.0f} MB')
    if len(theirs.steps) == 2:
        print(f'CPU a page, Gongshi to Hugo + Pagefind: 1/{theirs.a_page() / ours.a_page():.1f} (budget ≤ 1/15, goal 1/25)')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--program', required=True)
    parser.add_argument('--records', type=int, default=10000)
    parser.add_argument('--pagefind')
    arguments = parser.parse_args()
    hugo, pagefind = shutil.which('hugo'), find_pagefind(arguments.pagefind)
    if not hugo:
        print('*** NOT MEASURED: hugo is not installed. Install it with: apt-get install hugo')
    if not pagefind:
        print('*** NOT MEASURED: pagefind is not installed. Install it with: npm install pagefind@1, in any folder, '
              'and give --pagefind or PAGEFIND the path of node_modules/.bin/pagefind there')
    for program, word in ((hugo, 'version'), (pagefind, '--version')):
        if program:
            print(version(program, word))
    time.sleep(SETTLE_SECONDS)
    with tempfile.TemporaryDirectory(prefix='gongshi-bench-') as folder:
        place = pathlib.Path(folder)
        theirs = [run_hugo(place / f'hugo-{i}', arguments.records, hugo, pagefind) for i in range(RUNS)] if hugo else []
        ours = [run_gongshi(place / f'gongshi-{i}', arguments.records, os.path.abspath(arguments.program)) for i in range(RUNS)]
        for side in theirs + ours:
            if side.decisions != arguments.records:
                raise SystemExit(f'{side.name} made pages of {side.decisions} decisions, not of {arguments.records}')
    report(arguments.records, min(ours, key=Side.a_page), min(theirs, key=Side.a_page, default=None))


main()

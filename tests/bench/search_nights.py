#!/usr/bin/env python3
"""Which files of the search index a night changes, and how many bytes: 0.1 % new records, ten corrections all over the years, one
record withdrawn. search_nights.py PROGRAM RECORDS"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

program, records = sys.argv[1], int(sys.argv[2])
here = pathlib.Path(__file__).parent
root = here.parent.parent


def index_of(site):
    """Path to size of every file that a target would be sent; names of immutable ones hold hashes, the entry is always sent."""
    return {str(p.relative_to(site / 'public/search')): p.stat().st_size for p in (site / 'public/search').rglob('*') if p.is_file()}


def kind_of(path):
    parts = path.split('/')
    names = {'s': {'k': 'dictionaries of names and numbers', 't': 'dictionaries of texts'}.get(parts[2] if len(parts) > 2 else '', ''), 'b': 'rows', 't': 'texts'}
    return names.get(parts[0], 'entry')


def edit(site, change):
    """`change(number, line)` gives each decision's line anew."""
    number = 0
    for file in sorted((site / 'data/inbox').glob('*/penalties.csv')):
        header, *lines = file.read_text().splitlines(keepends=True)
        out = [header]
        for line in lines:
            out.append(change(number, line))
            number += 1
        file.write_text(''.join(out))


with tempfile.TemporaryDirectory(prefix='gongshi-bench-') as folder:
    site = pathlib.Path(folder)
    for part in ('site-config', 'content'):
        shutil.copytree(root / part, site / part)

    def build():
        code = subprocess.run([program, '--site', str(site), '--quiet', 'build', '--today', '2026-11-20'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
        if code > 1:
            raise SystemExit(f'the build ended with {code}')
        return index_of(site)

    def corpus(count, *more):
        subprocess.check_call(['python3', str(here / 'corpus.py'), str(site), str(count), *more])

    def new_records():
        # The share's newest nine tenths are new records, the rest corrections: those are left for the next night.
        corpus(records, str(0.001 / 0.9))
        edit(site, lambda number, line: line.replace('，更正', ''))

    step = max(1, records // 10)
    nights = {
        '0.1 % new records': new_records,
        'ten corrections': lambda: edit(site, lambda n, line: line.replace('。', '（更正）。', 1) if n % step == step // 2 else line),
        'one record withdrawn': lambda: edit(site, lambda n, line: line.replace(',通过,', ',退回,') if n == records // 3 else line),
    }
    corpus(records)
    before = build()
    print(f'the search index of {records} decisions: {len(before)} files, {sum(before.values()) / 1e6:.1f} MB')
    for name, change in nights.items():
        change()
        after = build()
        sent = {path: size for path, size in after.items() if path not in before or path == 'index.json'}
        kinds = {}
        for path, size in sent.items():
            count, total = kinds.get(kind_of(path), (0, 0))
            kinds[kind_of(path)] = count + 1, total + size
        parts = ' · '.join(f'{kind} {count} ({total / 1e3:.0f} KB)' for kind, (count, total) in sorted(kinds.items()))
        print(f'{name}: {len(sent)} new files, {sum(sent.values()) / 1e6:.2f} MB; {len(before.keys() - after.keys())} gone: {parts}')
        before = after

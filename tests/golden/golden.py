#!/usr/bin/env python3
"""Whole small sites against the trees they made when a person last looked.

    golden.py PROGRAM [--update]

tests/golden/<site>/site/ holds the inputs. Of the tree, want/ keeps what people read in a diff (the pages that PAGES names, with
hashes of assets put as HASH: a change of the style sheet is no change of a page), and want.tsv keeps path, size and SHA-256 of
every file as it is. --update (`make golden-update`) writes both anew: read the diff before it is committed."""
import difflib
import fnmatch
import hashlib
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TODAY = '2026-11-20'
# What a site takes from the sample portal, so that it is not kept twice.
CARRIED = {
    'portal': ['site-config/datasets/laws.json', 'site-config/datasets/items.json', 'site-config/datasets/officers.json',
               'site-config/datasets/penalties.json', 'site-config/datasets/authorities.json', 'site-config/rules/national.toml',
               'site-config/calendar', 'site-config/statistics.toml'],
    'minimal': [],
    'english': [],
}
# What of each tree is kept as text, and what the build must end with.
PAGES = {
    'portal': ['index.html', 'penalties/index.html', 'penalties/[0-9a-z]*[0-9]*.html', 'en/index.html', 'penalties/feed.xml', 'robots.txt',
               'sitemap.xml', 'ledger/leaves/*.jsonl', 'penalties/2026-11.csv'],
    'minimal': ['index.html', 'items/*.html', 'about.html', '404.html', 'robots.txt', 'sitemap.xml'],
    'english': ['*index.html', '*about.html', '*penalties/*.html', '*penalties/*.csv'],
}
CODES = {'portal': 0, 'minimal': 0, 'english': 1}  # 1: a row was sent back, as it must be
MOST_PAGES = 70
SHOWN_DIFFS = 5
HASHES = [(re.compile(r'(/assets/[\w-]+)\.[0-9a-f]{8}\.'), r'\1.HASH.'), (re.compile(r'(sha(?:256|384)-)[A-Za-z0-9+/=]+'), r'\1HASH')]


def build(program, name, folder):
    """Makes the site in `folder` and gives {path: bytes} of what it made."""
    site = folder / name
    shutil.copytree(HERE / name / 'site', site)
    for carried in CARRIED[name]:
        source, target = ROOT / carried, site / carried
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    done = subprocess.run([program, '--site', site, '--quiet', 'build', '--today', TODAY], capture_output=True, text=True)
    if done.returncode != CODES[name]:
        sys.exit(f'{name}: exit code {done.returncode}, not {CODES[name]}\n{done.stdout}{done.stderr}')
    return {str(path.relative_to(site / 'public')): path.read_bytes() for path in sorted((site / 'public').rglob('*')) if path.is_file()}


def readable(path, data):
    text = data.decode()
    if path.endswith('.html'):
        for pattern, fixed in HASHES:
            text = pattern.sub(fixed, text)
    return text


def texts_of(name, tree):
    return {path: readable(path, data) for path, data in tree.items() if any(fnmatch.fnmatchcase(path, one) for one in PAGES[name])}


def manifest_of(tree):
    return ''.join(f'{path}\t{len(data)}\t{hashlib.sha256(data).hexdigest()}\n' for path, data in sorted(tree.items()))


def update(name, tree):
    want = HERE / name / 'want'
    shutil.rmtree(want, ignore_errors=True)
    for path, text in texts_of(name, tree).items():
        (want / path).parent.mkdir(parents=True, exist_ok=True)
        (want / path).write_bytes(text.encode())
    (HERE / name / 'want.tsv').write_bytes(manifest_of(tree).encode())


def lines_that_differ(old, new, title):
    return list(difflib.unified_diff(old.splitlines(), new.splitlines(), f'want/{title}', f'made/{title}', lineterm='', n=2))


def compare(name, tree):
    """The unified diffs of what differs: the texts first, for they say why, then the list of all files."""
    folder = HERE / name / 'want'
    want = {str(path.relative_to(folder)): path.read_bytes().decode() for path in sorted(folder.rglob('*')) if path.is_file()}
    made = texts_of(name, tree)
    diffs = [lines_that_differ(want.get(path, ''), made.get(path, ''), f'{name}/{path}') for path in sorted(want.keys() | made.keys())
             if want.get(path) != made.get(path)]
    wanted_list = (HERE / name / 'want.tsv').read_bytes().decode()
    if wanted_list != manifest_of(tree):
        diffs.append(lines_that_differ(wanted_list, manifest_of(tree), f'{name}.tsv'))
    for diff in diffs[:SHOWN_DIFFS]:
        print('\n'.join(diff[:60] + [f'… {len(diff) - 60} more lines'] * (len(diff) > 60)))
    if diffs:
        print(f'{name}: {len(diffs)} texts differ; when that is meant: make golden-update, and read the diff')
    return not diffs


def main():
    program, updating = pathlib.Path(sys.argv[1]).resolve(), '--update' in sys.argv[2:]
    same = True
    with tempfile.TemporaryDirectory() as folder:
        for name in CODES:
            tree = build(program, name, pathlib.Path(folder))
            pages = sum(path.endswith('.html') for path in tree)
            if not 0 < pages <= MOST_PAGES:
                sys.exit(f'{name}: {pages} pages; a golden site is small')
            if updating:
                update(name, tree)
            else:
                same = compare(name, tree) and same
            print(f'{name}: {len(tree)} files, {len(texts_of(name, tree))} kept as text')
    sys.exit(0 if same else 1)


main()

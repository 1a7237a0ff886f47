#!/usr/bin/env python3
"""The master law: a build after any history equals a build of the same registry from scratch, and, as long as nothing
was corrected and nothing went missing (even seeds, until the day changes), a build from nothing at another thread count.

    nights.py PROGRAM [SEED ...]      PROGRAM built with GONGSHI_FAULTS; all seeds when none is named

Each seed is a history of six nights of two departments and three datasets that refer to each other: records added, edited,
approved, sent back and left out, matters renamed, files renamed, taken away and put back, yesterday's folder restored, a
content page and the site's name edited, approvals that begin to hold on a later day. Nights die at a durable step or by a
SIGKILL at any moment, and the next one goes on from what they left. A last line says `N passed, N failed`; a failure names
its seed and night, so that it can be run again alone.
"""
import concurrent.futures
import contextlib
import copy
import json
import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
SEEDS, NIGHTS = range(40), 6
MEMORY = '/dev/shm'   # a killed program loses nothing it gave to the kernel, so syncing to a real disk would prove no more
COLUMNS = ['决定书文号', '当事人', '违法事实', '处罚决定日期', '执法事项编码', '审核状态', '审核人', '审核日期']


def build(site, day, *more, fault=None, threads=2):
    environment = dict(os.environ, **({'GONGSHI_FAULT': fault} if fault else {}))
    return subprocess.run([PROGRAM, '--site', site, '--threads', str(threads), 'build', '--today', day, *more],
                          env=environment, capture_output=True, text=True)


def tree(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob('*')) if p.is_file()}


def without_ledger(files):
    """The ledger is the history itself: what was published on one day in two nights has another order than in one; and the
    search index numbers records by it."""
    return {name: re.sub(rb'data-leaf="\d+"|\xe5\x8f\xb0\xe8\xb4\xa6\xe7\xac\xac \d+ ', b'', text)
            for name, text in files.items() if not name.startswith(('ledger/', 'search/s/', 'search/b/', 'search/t/', 'search/index.json'))}


def broken_keys(site):
    with contextlib.closing(sqlite3.connect(site / 'state/registry.db')) as registry:
        return registry.execute('PRAGMA foreign_key_check').fetchall()


def difference(one, other):
    names = sorted(n for n in one.keys() | other.keys() if one.get(n) != other.get(n))
    return ', '.join(f'{n} ({"only here" if n not in other else "only there" if n not in one else "other bytes"})' for n in names[:4])


class Folder:
    """What lies in the inbox, as a person would describe it; and whether history can still be seen in the site."""

    def __init__(self, source, only_grows):
        self.random, self.only_grows = source, only_grows
        self.penalties = {'scjg': {}, 'sfj': {}}
        self.items = {f'SX-{n}': f'第{n}项检查' for n in range(1, 4)}
        self.names = {'scjg': 'penalties.csv', 'sfj': 'penalties.json'}
        self.away, self.about, self.title, self.next = set(), 0, 0, 1
        for _ in range(8):
            self.add()

    def add(self):
        department = self.random.choice(['scjg', 'sfj'])
        month = self.random.randrange(1, 4)
        approved = self.random.choice(['2026-11-06', '2026-11-06', '2026-11-22'])
        self.penalties[department][f'云罚〔2026〕{self.next}号'] = [
            f'云溪县第{self.next}商店', '事实甲', f'2026-0{month}-05', f'SX-{self.random.randrange(1, 5)}',
            self.random.choice(['通过', '通过', '通过', '待审核']), '审核员', approved]
        self.next += 1

    def change(self, yesterday):
        """One edit; true when it leaves a trace that a build from nothing cannot know."""
        what = self.random.choice(['add', 'about', 'title'] if self.only_grows else
                                  ['add', 'facts', 'approval', 'leave out', 'item', 'rename', 'away', 'restore', 'about', 'title'])
        records = self.penalties[self.random.choice(['scjg', 'sfj'])]
        if what == 'add':
            self.add()
        elif what in ('facts', 'approval', 'leave out') and records:
            number = self.random.choice(sorted(records))
            if what == 'facts':
                records[number][1] = f'事实{self.random.choice("甲乙丙")}'
            elif what == 'approval':
                records[number][4] = self.random.choice(['通过', '退回'])
            else:
                del records[number]
            return True
        elif what == 'item':
            self.items[self.random.choice(sorted(self.items))] = f'第{self.random.randrange(9)}项检查'
            return True
        elif what == 'rename':
            self.names['scjg'] = self.random.choice(['penalties.csv', 'penalties-2026.csv'])
            return True
        elif what == 'away':
            self.away ^= {self.random.choice(['scjg', 'sfj', 'items'])}
            return True
        elif what == 'restore':
            self.restore(yesterday)
            return True
        elif what == 'about':
            self.about = self.random.randrange(3)
        elif what == 'title':
            self.title = self.random.randrange(2)
        return False

    def restore(self, before):
        self.__dict__.update({k: v for k, v in copy.deepcopy(before).__dict__.items() if k not in ('random', 'next')})

    def write(self, site):
        inbox = site / 'data/inbox'
        shutil.rmtree(inbox, ignore_errors=True)
        for department in ('scjg', 'sfj'):
            (inbox / department).mkdir(parents=True)
            rows = [dict(zip(COLUMNS, [number, *cells])) for number, cells in self.penalties[department].items()]
            target = inbox / department / self.names[department]
            if department not in self.away and target.suffix == '.json':
                target.write_text(json.dumps(rows, ensure_ascii=False), encoding='utf-8')
            elif department not in self.away:
                target.write_text('\n'.join([','.join(COLUMNS), *(','.join(row.values()) for row in rows), '']), encoding='gb18030')
        if 'items' not in self.away:
            (inbox / 'scjg/items.csv').write_text('执法事项编码,执法事项名称,审核状态,审核人,审核日期\n' + ''.join(
                f'{code},{name},通过,审核员,2026-11-06\n' for code, name in self.items.items()), encoding='utf-8')
        (site / 'content/about.md').write_text(f'+++\ntitle = "关于"\n+++\n\n第{self.about}稿。\n', encoding='utf-8')
        config = site / 'site-config/site.toml'
        config.write_text(re.sub(r'(?m)^short_name = .*', f'short_name = "公示{self.title}"', config.read_text(encoding='utf-8')), encoding='utf-8')


def die(site, day, source):
    """A night that ends before its time (or just in time), by a fault or by a signal."""
    if source.random() < 0.6:
        build(site, day, fault=f'kill:{source.choice([source.randrange(1, 13), source.randrange(3, 13), source.randrange(8, 40), source.randrange(30, 90)])}')
        return
    process = subprocess.Popen([PROGRAM, '--site', site, 'build', '--today', day], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(source.random() * 0.1)
    process.kill()
    process.wait()


def history(seed):
    source, results = random.Random(seed), []

    def check(night, what, one, other):
        good = one == other
        results.append(None if good else f'seed {seed}, night {night}: {what}: ' + (difference(one, other) if isinstance(one, dict) else f'{one}'))

    with tempfile.TemporaryDirectory(prefix='gongshi-nights-', dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as place:
        place = pathlib.Path(place)
        site = place / 'site'
        shutil.copytree(HERE.parent / 'cases/base', site)
        folder, traces = Folder(source, only_grows=seed % 2 == 0), False
        yesterday = copy.deepcopy(folder)
        for night in range(NIGHTS):
            day = f'2026-11-{20 + night // 3}'
            traces |= night == 3   # a page tells the day on which its record came in
            tonight = copy.deepcopy(folder)
            for _ in range(source.randrange(4) if night else 0):
                traces |= folder.change(yesterday)
            if source.random() < 0.3:
                folder.about += 10   # surely another page
                folder.title ^= 1
            yesterday = tonight
            folder.random = source
            folder.write(site)
            if source.random() < 0.4:
                die(site, day, source)
                what_next = source.random()
                if what_next < 0.4:
                    continue
                if what_next < 0.7:   # the clerk, seeing that it failed, puts back what was there
                    traces |= len(folder.penalties['scjg']) + len(folder.penalties['sfj']) != len(yesterday.penalties['scjg']) + len(yesterday.penalties['sfj'])
                    folder.restore(yesterday)
                    folder.write(site)
            ended = build(site, day)
            check(night, f'exit code {ended.returncode}\n{ended.stderr}', ended.returncode in (0, 1), True)
            check(night, 'keys of the registry', broken_keys(site), [])
            here = tree(site / 'public')
            twin = place / 'twin'
            shutil.copytree(site, twin)
            build(twin, day, '--full')
            check(night, 'not as a full build', here, tree(twin / 'public'))
            shutil.rmtree(twin)
            if not traces:
                shutil.copytree(site, twin, ignore=shutil.ignore_patterns('state', 'public', 'receipts'))
                build(twin, day, threads=source.choice([1, 2, 8]))
                check(night, 'not as a build from nothing', without_ledger(here), without_ledger(tree(twin / 'public')))
                shutil.rmtree(twin)
    return results


def main():
    seeds = [int(s) for s in sys.argv[2:]] or SEEDS
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        results = [result for one in pool.map(history, seeds) for result in one]
    failures = [result for result in results if result]
    print('\n'.join(failures), end='\n' if failures else '')
    print(f'{len(results) - len(failures)} passed, {len(failures)} failed')
    return 1 if failures or not results else 0


if __name__ == '__main__':
    sys.exit(main())

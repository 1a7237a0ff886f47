#!/usr/bin/env python3
"""Nights that die. A build of a small site is killed at 50 points spread over its durable steps, and at moments spread over its
life; each time it is run again, unharmed, and must end with the tree of a build that was never harmed. Whole histories of nights
are the matter of tests/laws/nights.py. crash.py PROGRAM (built with GONGSHI_FAULTS)"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

program = sys.argv[1]
passed = failed = 0
HEADER = '文号,当事人,当事人类别,违法事实,处罚类别,处罚内容,罚款金额（万元）,处罚决定日期,审核状态,审核人,审核日期,录入人\n'


def run(site, fault=None, *more):
    environment = dict(os.environ, **({'GONGSHI_FAULT': fault} if fault else {}))
    return subprocess.run([program, '--site', str(site), '--threads', '2', 'build', '--today', '2026-11-20', *more],
                          env=environment, capture_output=True, text=True)


def tree(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob('*')) if p.is_file()} if folder.exists() else {}


def check(what, good):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f'FAILED: {what}')


def rows(records):
    return HEADER + ''.join(
        f'云办罚〔2026〕{number}号,云溪县第{number}商店,法人及非法人组织,事实{facts}。,罚款,罚款{1000 + number}元,{(1000 + number) / 10000:g},2026-{number % 11 + 1:02d}-05,通过,甲,2026-11-06,乙\n'
        for number, facts in sorted(records.items()))


def drop(site, records, name='penalties_example.csv'):
    (site / 'data/inbox/office' / name).write_text(rows(records))


def copy_of(site, folder, with_state=True):
    target = pathlib.Path(tempfile.mkdtemp(dir=folder)) / 'copy'
    shutil.copytree(site, target, ignore=None if with_state else shutil.ignore_patterns('state', 'public', 'receipts'))
    return target


with tempfile.TemporaryDirectory(prefix='gongshi-crash-') as folder:
    folder = pathlib.Path(folder)
    start = folder / 'start'
    subprocess.check_call([program, 'init', str(start)], stdout=subprocess.DEVNULL)
    drop(start, {n: 'a' for n in range(1, 31)})

    # Killed in a first build, and in a build after edits.
    edited = copy_of(start, folder)
    assert run(edited).returncode == 0
    drop(edited, {n: 'b' if n % 3 == 0 else 'a' for n in range(1, 33) if n != 7})
    for what, site, kills in (('a first build', start, 30), ('a build after edits', edited, 20)):
        clean = copy_of(site, folder)
        counted = run(clean, 'count')
        steps = int(re.search(r'durable steps: (\d+)', counted.stderr)[1])
        want = tree(clean / 'public')
        for point in range(kills):
            step = 1 + point * (steps - 1) // (kills - 1)
            work = copy_of(site, folder)
            killed = run(work, f'kill:{step}')
            check(f'{what}: step {step} of {steps} kills', killed.returncode == -signal.SIGKILL)
            again = run(work)
            check(f'{what}: killed at step {step} of {steps}, then the same tree', again.returncode == 0 and tree(work / 'public') == want)
            shutil.rmtree(work.parent)
    # Killed at moments, as a power cut would.
    began = time.monotonic()
    run(copy_of(start, folder))
    life = time.monotonic() - began
    for point in range(20):
        work = copy_of(start, folder)
        process = subprocess.Popen([program, '--site', str(work), 'build', '--today', '2026-11-20'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(life * (point + 0.5) / 20)
        process.kill()
        process.wait()
        clean = copy_of(start, folder)
        run(clean)
        check(f'killed after {point + 1}/21 of its life', run(work).returncode == 0 and tree(work / 'public') == tree(clean / 'public'))
        shutil.rmtree(work.parent)
    # A full disk ends the run with its reason, and the next one heals.
    work = copy_of(edited, folder)
    full = run(work, 'enospc:9')
    check('a full disk is told', full.returncode == 2 and 'disk.full' in full.stderr)
    check('and healed', run(work).returncode == 0 and tree(work / 'public') == want)

print(f'{passed} passed, {failed} failed')
sys.exit(1 if failed else 0)

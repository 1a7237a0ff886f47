#!/usr/bin/env python3
"""Replays years of real decisions, month by month or night by night, as a department would have sent them: new ones, appeals that
change a record, withdrawals with their reasons. Counts before and after must add up, the ledger must verify at every step, and a byte changed
anywhere must be found. The file is the extract of kiang/prtr.epa.gov.tw (CC0); it is not part of this project.
replay.py PROGRAM tw_prtr_penalties.csv [months|nights [HOW_MANY]]; nights are those after a day on which something happened."""
import collections
import csv
import datetime
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

program, source = sys.argv[1:3]
nightly = sys.argv[3:4] == ['nights']
most_steps = int(sys.argv[4]) if len(sys.argv) > 4 else 10000
failed = 0


def check(what, good, more=''):
    global failed
    if not good:
        failed += 1
        print(f'FAILED: {what} {str(more)[:600]}', flush=True)


def field(name, title, public=True, **more):
    one = {'name': name, 'title': title, 'type': more.pop('type', 'string'), **more}
    if public:
        one['disclosure'] = {'title_en': name, 'privacy': 'public', 'group': 'facts'}
    return one


APPROVAL = {'status': 'review_status', 'approved': ['通过'], 'approver': 'reviewer', 'date': 'review_date', 'entered_by': 'entered_by'}
REVIEW = [field('review_status', '审核状态', False), field('reviewer', '审核人', False), field('review_date', '审核日期', False, type='date'),
          field('entered_by', '录入人', False)]
SCHEMA = {'name': 'rulings', 'title': '裁处', 'description': '环境裁处。', 'fields': [
    field('number', '编号', constraints={'required': True}), field('document', '文书'), field('firm', '受处分人'), field('law', '法条'), field('fine', '金额'),
    field('decided_on', '裁处日期', type='date', constraints={'required': True}), field('appealed', '是否诉愿'), field('appeal_result', '诉愿结果'), *REVIEW],
    'primaryKey': ['number'], 'missingValues': [''], 'disclosure': {
        'segment': 'rulings', 'title_en': 'Rulings', 'stage': 'after', 'order': 10, 'date': 'decided_on', 'record_title': ['number'], 'list': ['number', 'firm', 'decided_on'],
        'approval': APPROVAL, 'rule_class': '行政处罚'}}


def day_of(text):
    match = re.match(r'(\d{4})[/-](\d{1,2})[/-](\d{1,2})', text)
    return datetime.date(*map(int, match.groups())) if match else None


rows = []
for number, row in enumerate(csv.DictReader(open(source, encoding='utf-8-sig')), 1):
    decided = day_of(row['PENALTYDATE']) or datetime.date(2011, 3, 1)
    rows.append({'number': f'T{number:05d}', 'row': row, 'decided': decided, 'appeal': row['ISPETITION'] == '是', 'withdrawn': row['APPEALRESCIND'].strip(),
                 'appeal_day': min(decided + datetime.timedelta(days=40), datetime.date(2017, 11, 15)),
                 'withdrawal_day': min(decided + datetime.timedelta(days=75), datetime.date(2017, 12, 15))})
print('in the file:', {'published': len(rows), 'corrected': sum(r['appeal'] for r in rows), 'withdrawn': sum(bool(r['withdrawn']) for r in rows)})


def days_of_steps():
    if nightly:
        happened = {r['decided'] for r in rows} | {r['appeal_day'] for r in rows if r['appeal']} | {r['withdrawal_day'] for r in rows if r['withdrawn']}
        return sorted(happened)
    days, day = [], datetime.date(2011, 3, 31)
    while day <= datetime.date(2018, 1, 31):
        days.append(day)
        day = (day.replace(day=1) + datetime.timedelta(days=63)).replace(day=1) - datetime.timedelta(days=1)
    return days


def run(site, *words):
    return subprocess.run([program, '--site', str(site), '--lang', 'en', '--json', *words], capture_output=True, text=True)


def summary(result):
    return next((json.loads(line) for line in result.stdout.splitlines() if '"type":"summary"' in line), {})


def write(site, today):
    inbox = site / 'data/inbox/office'
    with open(inbox / 'rulings.csv', 'w', newline='') as out:
        writer = csv.writer(out)
        writer.writerow(['编号', '文书', '受处分人', '法条', '金额', '裁处日期', '是否诉愿', '诉愿结果', '审核状态', '审核人', '审核日期', '录入人'])
        for r in rows:
            if r['decided'] > today:
                continue
            appealed = r['appeal'] and r['appeal_day'] <= today
            writer.writerow([r['number'], r['row']['DOCUMENTNO'], r['row']['TRANSGRESSNAME'] or r['row']['FACILITYNAME'], r['row']['TRANSGRESSLAW'], r['row']['PENALTYMONEY'],
                             r['decided'], '是' if appealed else '否', r['row']['PETITIONRESULTS'] if appealed else '', '通过', '甲', r['decided'], '乙'])
    with open(inbox / 'corrections.csv', 'w', newline='') as out:
        writer = csv.writer(out)
        writer.writerow(['编号', '信息类别', '文号', '处理方式', '理由', '决定日期', '审核状态', '审核人', '审核日期', '录入人'])
        for r in rows:
            if r['withdrawn'] and r['withdrawal_day'] <= today:
                writer.writerow(['W' + r['number'], '裁处', r['number'], '撤回', r['withdrawn'], r['withdrawal_day'], '通过', '甲', r['withdrawal_day'], '乙'])


def leaves(site):
    counts = collections.Counter()
    for file in (site / 'public/ledger/leaves').glob('*.jsonl'):
        for line in file.read_text().splitlines():
            leaf = json.loads(line)
            if leaf['dataset'] == 'rulings':
                counts[leaf['event']] += 1
    return counts


with tempfile.TemporaryDirectory(prefix='gongshi-replay-', dir='/dev/shm') as folder:
    site = pathlib.Path(folder) / 'site'
    subprocess.check_call([program, 'init', str(site)], stdout=subprocess.DEVNULL)
    for file in (site / 'site-config/datasets').glob('*.json'):
        if file.stem != 'corrections':
            file.unlink()
    for file in (site / 'site-config/rules').glob('*.toml'):
        file.unlink()   # the law of another place: nothing expires, no deadline is counted
    (site / 'data/inbox/office/penalties_example.csv').unlink()
    (site / 'site-config/datasets/rulings.json').write_text(json.dumps(SCHEMA, ensure_ascii=False))
    steps, before = 0, collections.Counter()
    for day in days_of_steps()[:most_steps]:
        write(site, day)
        result = run(site, 'build', '--today', day.isoformat())
        check(f'{day}: builds', result.returncode in (0, 1), result.stdout[-700:] + result.stderr[-300:])
        now, told = leaves(site), summary(result)
        should = {'published': sum(r['decided'] <= day for r in rows),
                  'corrected': sum(r['decided'] <= day and r['appeal_day'] <= day and r['appeal'] for r in rows),
                  'withdrawn': sum(r['decided'] <= day and r['withdrawal_day'] <= day and bool(r['withdrawn']) for r in rows)}
        check(f'{day}: events add up', {k: now[k] for k in should} == should, (dict(now), should))
        check(f'{day}: what is shown adds up', told.get('records_shown', 0) >= should['published'] - should['withdrawn'], (told, should))
        check(f'{day}: nothing is taken back', all(now[k] >= before[k] for k in before))
        verified = run(site, 'verify', str(site / 'public'))
        check(f'{day}: verifies', verified.returncode == 0, verified.stdout[-500:])
        before, steps = now, steps + 1
        if steps % 100 == 0:
            print(f'{day}: {steps} steps, {dict(before)}', flush=True)
    print(f'{steps} steps: {dict(before)}')

    chance = random.Random(5)
    files = [p for p in sorted((site / 'public').rglob('*')) if p.is_file() and p.stat().st_size > 0]
    for file in chance.sample(files, 12) + chance.sample([p for p in files if 'leaves' in str(p)], 3):
        whole = file.read_bytes()
        at = chance.randrange(len(whole))
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
        found = run(site, 'verify', str(site / 'public'))
        check('a changed byte is found, and named', found.returncode == 3 and str(file.relative_to(site / 'public')) in found.stdout, (file, found.stdout[-300:]))
        file.write_bytes(whole)
print('FAILED' if failed else 'all held')
sys.exit(1 if failed else 0)

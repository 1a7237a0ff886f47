#!/usr/bin/env python3
"""Synthetic penalty decisions for measuring: fictional, seeded, about 1 KB of text each. corpus.py SITE COUNT [CHANGED]
writes SITE/data/inbox/<department>/penalties.csv over twelve months; with CHANGED, that share of the records differs in
its facts (the newest nine tenths of it are new records, the rest corrections). corpus.py SITE COUNT CHANGED apart adds
that share of new records in files of their own, beside those that are there: what departments do that deliver by the day."""
import pathlib
import random
import sys

ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
DEPARTMENTS = ['jtys', 'nyncj', 'rlsb', 'scjg', 'sthj', 'wgl', 'wsjk', 'yjgl', 'zhzf', 'zrzy']
HEADER = ('行政处罚决定书文号,行政相对人名称,行政相对人类别,行政相对人代码_1（统一社会信用代码）,违法行为类型,违法事实,处罚依据,处罚类别,处罚内容,'
          '罚款金额（万元）,处罚决定日期,审核状态,审核人,审核部门,审核日期,录入人\r\n')
TYPES = ['未按规定公示收费标准', '使用未经检定的计量器具', '未取得许可擅自施工', '销售不符合标准的商品', '违反安全生产操作规程']
WORDS = ['执法人员', '现场检查', '当事人', '未能提供', '有效证明', '经营场所', '货架', '台账', '记录', '责令改正', '逾期', '复查', '确认', '事实清楚', '证据确凿',
         '询问笔录', '照片', '送达', '陈述申辩', '从轻', '情节', '轻微', '主动', '配合', '调查', '数量', '价值', '登记', '保存', '鉴定']


def credit_code(random_source):
    body = '92330999MA' + ''.join(random_source.choice(ALPHABET) for _ in range(6))
    weights, total = [3, 7, 9, 10, 5, 8, 4, 2], 0
    for character, weight in zip(body[8:16], weights):
        total += (int(character) if character.isdigit() else ord(character) - 55) * weight
    check = 11 - total % 11
    body += 'X' if check == 10 else '0' if check == 11 else str(check)
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + ALPHABET[(31 - total % 31) % 31]


def parties_of(count):
    source = random.Random(1)
    return [(f'云溪县测试{i}号商贸有限公司', credit_code(source)) for i in range(max(10, count // 20))]


def number_of(index, count):
    """What the record's text is seeded with: spreads the first `count` over the year; later ones come after them."""
    return index * 1000000 // count if index < count else 999999 + index


def fields(number, department, parties, changed):
    """One record, in the order of HEADER."""
    source = random.Random(number)
    day = f'2026-{min(10, number * 11 // 1000000) + 1:02d}-{number % 28 + 1 if number < 909090 else number % 18 + 1:02d}'
    name, code = parties[source.randrange(len(parties))]
    fine = source.randrange(2, 500) * 100  # smaller ones are shown for three months only
    facts = '，'.join(source.choice(WORDS) for _ in range(100)) + ('，更正' if changed else '')
    return (f'云{department}罚〔2026〕{number}号', name, '法人及非法人组织', code, source.choice(TYPES), f'{facts}。',
            '《中华人民共和国行政处罚法》第九条第二项', '罚款', f'处以{fine}元罚款。', f'{fine / 10000:g}', day, '通过', '审核甲', '法制科', day, '录入乙')


def write_rows(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, 'w', newline='') as out:
        out.write(HEADER)
        for row in rows:
            out.write(','.join(row) + '\r\n')


def add_apart(site, count, share):
    parties = parties_of(count)
    # Behind all that `main` may add; decided on the 11th to 18th of November: what is published on the 20th must have been decided
    # within seven working days.
    late = [i for i in range(count + count // 20, count * 2) if number_of(i, count) % 18 >= 10][:int(count * share)]
    for d, department in enumerate(DEPARTMENTS):
        write_rows(pathlib.Path(site) / 'data/inbox' / department / 'penalties-today.csv',
                   (fields(number_of(i, count), department, parties, False) for i in late[d::len(DEPARTMENTS)]))


def main(site, count, share=0.0):
    parties = parties_of(count)
    new, corrected = int(count * share * 0.9), int(count * share * 0.1)
    for d, department in enumerate(DEPARTMENTS):
        write_rows(pathlib.Path(site) / 'data/inbox' / department / 'penalties.csv',
                   (fields(number_of(i, count), department, parties, count - corrected <= i < count)
                    for i in range(d, count + new, len(DEPARTMENTS))))


if __name__ == '__main__':
    if sys.argv[4:] == ['apart']:
        add_apart(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
    else:
        main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 0.0)

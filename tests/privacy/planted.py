#!/usr/bin/env python3
"""A thousand personal data of twelve kinds, planted in every kind of column of a site's exports: none may be found in what it
publishes, in any spelling. The same in Markdown pages, in attachments (text, Word, PDF) and in names of files: the audit refuses
each. Ten thousand harmless numbers raise no alarm. Every value is made up. planted.py PROGRAM"""
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import zipfile

program = str(pathlib.Path(sys.argv[1]).resolve())
chance = random.Random(20261120)
passed = failed = 0
MEMORY = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None
HEADER = '文号,案件名称,当事人,当事人类别,违法事实,处罚依据,处罚类别,处罚内容,罚款金额（万元）,处罚决定日期,审核状态,审核人,审核日期,录入人,备注\n'
TODAY = ['--today', '2026-11-20']


def check(what, good, more=''):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f'FAILED: {what} {str(more)[:1500]}', flush=True)


def digits(count):
    return ''.join(chance.choice('0123456789') for _ in range(count))


def identity():
    body = '330999' + f'{chance.randint(1950, 2005)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}' + digits(3)
    return body + '10X98765432'[sum(int(d) * w for d, w in zip(body, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2))) % 11]


def card():
    body = '62' + digits(16)
    total = sum(sum(divmod(int(d) * (2 if i % 2 == 0 else 1), 10)) for i, d in enumerate(reversed(body)))
    return body + str(-total % 10)


def person():
    return chance.choice('赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦尤许') + chance.choice('晏骁璟鸢荇珩翊旻瑄玥') + chance.choice('澍砚棠舟翎岫瑾筠') 


def wide(text):
    return ''.join(chr(ord(c) + 0xFEE0) if '!' <= c <= '~' else c for c in text)


# kind -> (the value, the words around it in a text, what must not be found)
def planted(kind):
    if kind == 'id_number':
        value = identity()
        return value, f'（身份证号：{value}）'
    if kind == 'id_number_spaced':
        value = identity()
        return value, f'公民身份号码 {value[:6]} {value[6:14]} {value[14:]}'
    if kind == 'id_number_wide':
        value = identity()
        return value, f'身份证{wide(value)}'
    if kind == 'old_id_number':
        value = f'330999{chance.randint(50, 85)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}{digits(3)}'
        return value, f'身份证号码{value}'
    if kind == 'mobile':
        value = f'1{chance.choice("3578")}{digits(9)}'
        return value, chance.choice([f'电话{value}', f'手机：{value[:3]}-{value[3:7]}-{value[7:]}', f'联系方式+86 {value}', f'，{value}，'])
    if kind == 'landline':
        value = f'0570-{chance.randint(2, 8)}{digits(6)}'
        return value, f'家庭电话{value}'
    if kind == 'bank_card':
        value = card()
        return value, chance.choice([f'银行卡号{value}', f'转入{value[:4]} {value[4:8]} {value[8:12]} {value[12:16]} {value[16:]}账户'])
    if kind == 'plate':
        value = f'浙H{chance.choice("ABCDEFGHJK")}{digits(4)}'
        return value, f'驾驶{value}小型轿车'
    if kind == 'email':
        value = f'{chance.choice(["zhao", "qian", "sun"])}{digits(5)}@example.com'
        return value, f'邮箱{value}'
    if kind == 'passport':
        value = f'E{digits(8)}'
        return value, f'护照号码{value}'
    if kind == 'home_address':
        value = f'云溪县{chance.choice(["清溪", "石门", "东源"])}镇{chance.choice(["和平", "建设"])}路{chance.randint(100, 999)}号{chance.randint(1, 20)}幢{chance.randint(100, 999)}室'
        return value, f'住址：{value}。'
    value = person()
    return value, f'当事人{value}陈述'


KINDS = ['id_number', 'id_number_spaced', 'id_number_wide', 'old_id_number', 'mobile', 'landline', 'bank_card', 'plate', 'email', 'passport', 'home_address', 'name']


def spellings(value):
    """Ways in which a value could stand in a file and be read."""
    plain = re.sub(r'[ -]', '', value)
    yield from {value, plain, wide(plain), plain.lower()}


def text_of(file):
    return file.read_bytes().decode('utf-8', 'replace')


def new_site(folder, name):
    site = folder / name
    subprocess.check_call([program, 'init', str(site)], stdout=subprocess.DEVNULL)
    (site / 'data/inbox/office/penalties_example.csv').unlink()
    return site


def build(site):
    return subprocess.run([program, '--site', str(site), '--lang', 'en', '--json', 'build', *TODAY], capture_output=True, text=True)


def row(number, **fields):
    cells = {'文号': f'云溪罚〔2026〕{number}号', '案件名称': f'第{number}号案', '当事人': f'云溪县第{number}商行有限公司', '当事人类别': '法人及非法人组织', '违法事实': '经查属实。',
             '处罚依据': '某法第一条', '处罚类别': '罚款', '处罚内容': '罚款1000元。', '罚款金额（万元）': '0.1', '处罚决定日期': '2026-11-02', '审核状态': '通过', '审核人': '严之衡',
             '审核日期': '2026-11-04', '录入人': '庄稼禾', '备注': ''}
    cells.update(fields)
    names = HEADER.strip().split(',')
    return ','.join('"' + cells[name].replace('"', '""') + '"' for name in names) + '\n'


def columns(folder):
    """In public texts, in the party's name, in internal columns."""
    site = new_site(folder, 'columns')
    places = ['违法事实', '处罚内容', '案件名称', '处罚依据', '备注', '审核人', '录入人', '当事人']
    values, lines = [], []
    for number in range(1, 1001):
        kind = KINDS[number % len(KINDS)]
        value, words = planted(kind)
        place = places[number // len(KINDS) % len(places)]
        if kind == 'name':
            # A person's name is known by its own field; then it must go wherever it stands.
            fields = {'当事人': value, '当事人类别': '自然人', '违法事实': words + '，情况属实。', '案件名称': f'{value}第{number}号案'}
        elif place == '当事人':
            fields = {'当事人': f'云溪县第{number}商行{words}'}
        elif place in ('审核人', '录入人'):
            fields = {place: f'庄某{value}'}
        else:
            fields = {place: {'处罚内容': '罚款1000元。', '备注': '内部：'}.get(place, '') + f'第{number}号，{words}，已核实'}
        values.append((kind, place, value))
        lines.append(row(number, **fields))
    (site / 'data/inbox/office/penalties_planted.csv').write_text(HEADER + ''.join(lines))
    result = build(site)
    check('columns: the site builds', result.returncode in (0, 1), result.stdout[-1500:] + result.stderr[-500:])
    # The audit refused nothing: the first gate alone got all of it.
    check('columns: the second gate had nothing to find', 'leak.' not in result.stdout, re.findall(r'"code":"leak[^}]*', result.stdout)[:3])
    public = [(p, text_of(p)) for p in (site / 'public').rglob('*') if p.is_file()]
    whole = '\n'.join(f'{p.relative_to(site)}\n{text}' for p, text in public)
    folded = re.sub(r'[ -]', '', whole)
    shown = len([p for p, _ in public if p.parent.name == 'penalties' and re.fullmatch('[0-9a-z]{10}', p.stem)])
    check('columns: the records are there', shown > 900, shown)
    leaks = [(kind, place, value) for kind, place, value in values if any(s in whole or s in folded for s in spellings(value))]
    check('columns: nothing personal in any file, in any spelling', not leaks, (len(leaks), leaks[:8]))
    (site / 'state').exists()
    return len(values)


def docx(file, text):
    with zipfile.ZipFile(file, 'w') as archive:
        archive.writestr('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        archive.writestr('word/document.xml', '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
                         f'{text}</w:t></w:r></w:p></w:body></w:document>')


def pdf(file, text):
    """One page with ASCII text; enough for a reader of texts."""
    stream = f'BT /F1 12 Tf 72 720 Td ({text}) Tj ET'
    parts = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
             '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
             f'<< /Length {len(stream)} >>\nstream\n{stream}\nendstream', '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>']
    out, offsets = '%PDF-1.4\n', []
    for number, part in enumerate(parts, 1):
        offsets.append(len(out))
        out += f'{number} 0 obj\n{part}\nendobj\n'
    start = len(out)
    out += f'xref\n0 {len(parts) + 1}\n0000000000 65535 f \n' + ''.join(f'{o:010d} 00000 n \n' for o in offsets)
    file.write_text(out + f'trailer << /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n')


# What the second gate looks for: whatever the first gate is not asked about must not get past it.
SECOND = ['id_number', 'id_number_spaced', 'id_number_wide', 'old_id_number', 'mobile', 'bank_card']


def refused_files(result):
    return set(re.findall(r'"code":"leak\.[a-z_]+","file":"([^"]+)"', result.stdout))


def pages(folder):
    site = new_site(folder, 'pages')
    names = []
    for number in range(120):
        _, words = planted(SECOND[number % len(SECOND)])
        (site / f'content/planted-{number}.md').write_text(f'+++\ntitle = "说明{number}"\n+++\n\n这里写着{words}，忘了删。\n')
        names.append(f'planted-{number}.html')
    result = build(site)
    found = refused_files(result)
    missed = [name for name in names if name not in found]
    check('Markdown: refused with 3', result.returncode == 3, result.stdout[-500:])
    check('Markdown: every page is named', not missed, missed)
    values = [w for w in re.findall(r'\d{11,18}', result.stdout) if len(w) > 14 or w.startswith('1')]
    check('Markdown: no value is told', not values, values[:3])


def internal_columns(folder):
    """The second gate alone, for what stands in internal columns: pages that quote them, as a mistake of a theme would."""
    site = new_site(folder, 'internal')
    streets = '和平建设青云滨溪环城清源石桥'
    lines, names = [], []
    for number in range(1, 301):
        address = f'云溪县{"".join(chance.sample(streets, 4))}路{digits(3)}号{digits(2)}幢{"".join(chance.sample(streets, 8))}'
        internal = {'住址': address, '证件号码': identity(), '联系电话': f'138{digits(8)}', '案卷号': f'YX{digits(8)}'}
        lines.append(row(number)[:-1] + ''.join(f',"{value}"' for value in internal.values()) + '\n')
        told = list(internal.values())[number % 4]
        quoted = told if number % 3 == 0 else f'“{told}”' if number % 3 == 1 else f'- `{told}`'
        (site / f'content/internal-{number}.md').write_text(f'+++\ntitle = "说明{number}"\n+++\n\n{quoted}\n')
        names.append(f'internal-{number}.html')
    (site / 'data/inbox/office/penalties_internal.csv').write_text(HEADER.strip() + ',住址,证件号码,联系电话,案卷号\n' + ''.join(lines))
    result = build(site)
    found = refused_files(result)
    missed = [name for name in names if name not in found]
    check('internal columns: refused with 3', result.returncode == 3, result.stdout[-500:])
    check('internal columns: 99 of 100 pages that quote one are named', len(missed) <= 3, (len(missed), missed[:5]))
    print(f'internal columns: {len(names) - len(missed)} of {len(names)} found')


def attachments(folder):
    site = new_site(folder, 'attachments')
    inbox = site / 'data/inbox/office'
    lines, wanted = [], []
    for number in range(90):
        kind = SECOND[number % len(SECOND)]
        value, words = planted(kind)
        ending = ('txt', 'docx', 'pdf')[number // 6 % 3]
        file = inbox / f'file{number}.{ending}'
        if ending == 'txt':
            file.write_text(f'附件{words}\n')
        elif ending == 'docx':
            docx(file, f'附件{words}')
        elif kind in ('id_number', 'id_number_spaced', 'mobile', 'bank_card'):
            pdf(file, f'No. {value if kind != "id_number_spaced" else value[:6] + " " + value[6:14] + " " + value[14:]} end')
        else:
            continue
        lines.append(f'WJ-{number},文件{number},制度文件,2026-10-01,file{number}.{ending},通过,严之衡,2026-10-08,庄稼禾\n')
        wanted.append(f'file{number}.{ending}')
    (inbox / 'documents.csv').write_text('文件编号,文件名称,文件类别,发布日期,附件,审核状态,审核人,审核日期,录入人\n' + ''.join(lines))
    result = build(site)
    found = refused_files(result)   # a copy of each file, by another name
    check('attachments: refused with 3', result.returncode == 3, result.stdout[-900:])
    check('attachments: every file is named', len(found) >= len(wanted) - len(wanted) // 100, (len(found), len(wanted)))


def file_names(folder):
    for number in range(6):
        site = new_site(folder, f'names-{number}')
        inbox = site / 'data/inbox/office'
        value = identity() if number % 2 == 0 else f'138{digits(8)}'
        (inbox / f'决定书{value}.txt').write_text('附件\n')
        (inbox / 'documents.csv').write_text('文件编号,文件名称,文件类别,发布日期,附件,审核状态,审核人,审核日期,录入人\n'
                                             f'WJ-1,文件,制度文件,2026-10-01,决定书{value}.txt,通过,严之衡,2026-10-08,庄稼禾\n')
        result = build(site)
        there = [str(p) for p in (site / 'public').rglob('*') if value in p.name or (p.is_file() and value in text_of(p))]
        check('a name of a file: not published, or refused', result.returncode == 3 or not there, (result.returncode, there[:2]))


def harmless(folder):
    """Document numbers, credit codes, amounts, dates, certificates: nothing masked, nothing refused."""
    alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

    def credit_code():
        organisation = ''.join(chance.choice('0123456789ABCDEFGHJKLMNPQRTUWXY') for _ in range(8))
        total = sum('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.index(c) * w for c, w in zip(organisation, (3, 7, 9, 10, 5, 8, 4, 2)))
        last = '0123456789X0'[(11 - total % 11) % 11]
        body = '91330999' + organisation + last
        return body + alphabet[-sum(alphabet.index(c) * w for c, w in zip(body, weights)) % 31] if all(c in alphabet for c in body) else credit_code()
    makers = [lambda: f'云市监罚〔2026〕{digits(5)}号', credit_code, lambda: f'{chance.randint(10**9, 10**10)}.{digits(2)}元', lambda: f'2026年{chance.randint(1, 12)}月{chance.randint(1, 28)}日',
              lambda: f'执法证号33099901{digits(3)}', lambda: f'许可证编号JY1330999{digits(7)}', lambda: f'批号2026{digits(8)}', lambda: f'（2026）浙0999行审{digits(3)}号',
              lambda: f'办公电话0570-{digits(7)}', lambda: f'国标GB {digits(5)}-2018']
    site = new_site(folder, 'harmless')
    lines, values = [], []
    for number in range(1, 1001):
        ten = [make() for make in makers]
        values += [(number, v) for v in ten]
        lines.append(row(number, 违法事实='；'.join(ten) + '。'))
    (site / 'data/inbox/office/penalties_harmless.csv').write_text(HEADER + ''.join(lines))
    result = build(site)
    check('harmless: nothing is refused', result.returncode in (0, 1) and 'leak.' not in result.stdout, re.findall(r'"code":"leak[^}]*', result.stdout)[:3])
    whole = ''.join(text_of(p) for p in (site / 'public').rglob('*.html'))
    masked = [value for _, value in values if value not in whole]
    check(f'harmless: {len(values)} numbers are shown as they are', not masked, (len(masked), masked[:8]))


with tempfile.TemporaryDirectory(prefix='gongshi-planted-', dir=MEMORY) as place:
    for part in (columns, pages, internal_columns, attachments, file_names, harmless):
        part(pathlib.Path(place))
print(f'{passed} passed, {failed} failed')
sys.exit(1 if failed else 0)

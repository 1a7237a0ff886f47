#!/usr/bin/env python3
"""The sample portal's ledger, three nights and withdrawals in it, before a verifier that was written from docs/formats/ledger.md
alone (third_party.py): it must find nothing. Then one thing after another is altered, and both it and `gongshi verify` must name
it. The vectors of that page are counted anew. independent.py PROGRAM ROOT"""
import base64
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from third_party import Copy, leaf_hash, root, signature_holds

program, source = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
KEY = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n'   # RFC 8032, 7.1, test 1
MEMORY = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None
passed = failed = 0


def check(what, good, more=''):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f'FAILED: {what} {str(more)[:600]}', flush=True)


def vectors():
    page = (source / 'docs/formats/ledger.md').read_text()
    blocks = dict(re.findall(r'^<!-- vector: (\w+) -->\n```\n(.*?)```$', page, re.M | re.S))
    leaves = [bytes.fromhex(word) for word in blocks['leaves'].replace('(empty)', '').split('\n')[:-1]]
    for algorithm in ('sha256', 'sm3'):
        wanted = blocks[f'roots_{algorithm}'].split()
        hashes = [leaf_hash(algorithm, one) for one in leaves]
        check(f'roots, {algorithm}', [root(algorithm, hashes[:n]).hex() for n in range(len(leaves) + 1)] == wanted, wanted)
    form, line = json.loads(blocks['form']).encode(), blocks['leaf'].rstrip('\n').encode()
    leaf = json.loads(line)
    check('a form has the digests of its leaf', hashlib.sha256(form).hexdigest() == leaf['sha256'] and hashlib.new('sm3', form).hexdigest() == leaf['sm3'])
    check('a leaf has its hash', leaf_hash('sha256', line).hex() == blocks['leaf_hash'].strip(), leaf_hash('sha256', line).hex())
    key, note = blocks['key'].strip(), blocks['head']
    check('a head is signed', signature_holds(note, key))
    check('and not when a letter differs', not signature_holds(note.replace('day 2026', 'day 2027'), key))
    check('one leaf is its own root', leaf_hash('sha256', line) == base64.b64decode(note.split('\n')[2]))


def build(site, key, today):
    result = subprocess.run([program, '--site', str(site), '--quiet', 'build', '--today', today], env={**os.environ, 'GONGSHI_LEDGER_KEY': str(key)}, capture_output=True, text=True)
    check(f'{today}: builds', result.returncode in (0, 1), result.stderr[-400:])


def flip(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


def altered(public, key):
    """(what is done, file, new bytes or None to take it away)"""
    page = next(p for p in sorted((public / 'penalties').glob('*.html')) if b'data-form=' in p.read_bytes())
    heads = json.loads((public / 'ledger/heads.json').read_text())
    first = public / f'ledger/heads/{heads[0]["size"]}.txt'
    data = {p: p.read_bytes() for p in (page, first, public / 'ledger/leaves/3.jsonl', public / 'ledger/tile/0/2.bin', public / 'ledger/files/00.txt', public / 'index.html')}
    yield 'a letter of a record', page, data[page].replace('处罚'.encode(), '奖励'.encode(), 1)
    yield 'the form a record carries', page, data[page].replace(b'document_number\t', b'document_number\tX', 1)
    yield 'a byte of a leaf', public / 'ledger/leaves/3.jsonl', flip(data[public / 'ledger/leaves/3.jsonl'], 40)
    yield 'a byte of a tile', public / 'ledger/tile/0/2.bin', flip(data[public / 'ledger/tile/0/2.bin'], 77)
    yield 'an earlier head', first, flip(data[first], data[first].index(b'\n', data[first].index(b'\n') + 1) + 3)
    yield 'a list of files', public / 'ledger/files/00.txt', flip(data[public / 'ledger/files/00.txt'], 5)
    yield 'a page taken away', public / 'index.html', None
    yield 'a page put there', public / 'extra.html', b'<!DOCTYPE html>\n'


def main():
    vectors()
    with tempfile.TemporaryDirectory(prefix='gongshi-ledger-', dir=MEMORY) as folder:
        site = pathlib.Path(folder) / 'site'
        for part in ('site-config', 'content', 'data'):
            shutil.copytree(source / part, site / part)
        private = pathlib.Path(folder) / 'key.pem'
        private.write_text(KEY)
        private.chmod(0o600)
        for today in ('2026-11-15', '2026-11-18', '2026-11-20'):
            build(site, private, today)
        public = site / 'public'
        key = (public / 'ledger/key.txt').read_text()
        copy = Copy(public)
        found = copy.findings(key)
        check('a third party finds nothing wrong', not found, found[:5])
        events = {json.loads(line)['event'] for line in copy.lines}
        check('withdrawals are among what it read', {'published', 'withdrawn'} <= events, events)
        check('history is more than one night', len(json.loads((public / 'ledger/heads.json').read_text())) == 3)
        print(f'{len(copy.lines)} leaves, {copy.proved} pages proved')
        for what, file, data in altered(public, key):
            before = file.read_bytes() if file.exists() else None
            if data is None:
                file.unlink()
            else:
                check(f'{what}: differs', data != before)
                file.write_bytes(data)
            name = str(file.relative_to(public))
            found = Copy(public).findings(key)
            check(f'{what}: a third party names it', any(where == name for _, where in found) or (name.startswith('ledger/leaves') and ('file', name) in found), found[:4])
            ours = subprocess.run([program, '--json', 'verify', str(public), '--key', key.strip()], capture_output=True, text=True)
            check(f'{what}: verify names it', ours.returncode == 3 and name in ours.stdout, (ours.returncode, ours.stdout[-400:]))
            file.unlink(missing_ok=True)
            if before is not None:
                file.write_bytes(before)
        check('and nothing is wrong again', not Copy(public).findings(key))
        other = key.strip()[:-6] + ('AAAAA=' if not key.strip().endswith('AAAAA=') else 'BBBBB=')
        check('by another key nothing is signed', ('signature', 'ledger/head.txt') in Copy(public).findings(other))
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())

"""A verifier of a published ledger by somebody who has docs/formats/ledger.md and nothing else of this project: Python's library,
and `openssl` for Ed25519. `Copy(folder).findings(key)` lists what is wrong, each as (what, file or record)."""
import base64
import hashlib
import html.parser
import json
import pathlib
import re
import subprocess
import tempfile

ED25519_SPKI = bytes.fromhex('302a300506032b6570032100')   # RFC 8410: what stands before the 32 bytes in a public key file
WIDTH = 256


def node(algorithm, left, right):
    return hashlib.new(algorithm, b'\x01' + left + right).digest()


def leaf_hash(algorithm, line):
    return hashlib.new(algorithm, b'\x00' + line).digest()


def root(algorithm, hashes):
    """RFC 9162, 2.1.1, over leaf hashes; level by level, as the last of an odd number is taken up unpaired."""
    if not hashes:
        return hashlib.new(algorithm, b'').digest()
    while len(hashes) > 1:
        paired = [node(algorithm, hashes[i], hashes[i + 1]) for i in range(0, len(hashes) - 1, 2)]
        hashes = paired + hashes[len(paired) * 2:]
    return hashes[0]


def split_of(size):
    """The largest power of two smaller than size."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_holds(path, number, size, leaf, wanted):
    """RFC 9162, 2.1.3.2."""
    fn, sn, r = number, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node('sha256', p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node('sha256', r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == wanted


def consistency_holds(path, first, second, first_root, second_root):
    """RFC 9162, 2.1.4.2."""
    if first == second:
        return first_root == second_root and not path
    if first & (first - 1) == 0:
        path = [first_root, *path]
    if not path:
        return False
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node('sha256', c, fr), node('sha256', c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node('sha256', sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


def signed_text(note):
    """What a signature is over: everything up to and with the line feed before the blank line."""
    text, blank, _ = note.rpartition('\n\n')
    return text + '\n' if blank else note


def signature_holds(note, key):
    name, _, rest = key.strip().partition('+')
    public = base64.b64decode(rest.partition('+')[2])
    if public[:1] != b'\x01' or len(public) != 33:
        return False
    key_hash = hashlib.sha256(name.encode() + b'\n' + public).digest()[:4]
    text = signed_text(note)
    for line in note[len(text):].splitlines():
        words = line.split(' ')
        if len(words) != 3 or words[:2] != ['—', name]:
            continue
        blob = base64.b64decode(words[2])
        if blob[:4] == key_hash and openssl_accepts(public[1:], text.encode(), blob[4:]):
            return True
    return False


def openssl_accepts(public, message, signature):
    with tempfile.TemporaryDirectory() as folder:
        at = pathlib.Path(folder)
        (at / 'key').write_bytes(ED25519_SPKI + public)
        (at / 'message').write_bytes(message)
        (at / 'signature').write_bytes(signature)
        return subprocess.run(['openssl', 'pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-inkey', at / 'key', '-rawin', '-in', at / 'message',
                               '-sigfile', at / 'signature'], capture_output=True).returncode == 0


class Head:
    def __init__(self, note):
        lines = signed_text(note).split('\n')
        self.origin, self.size = lines[0], int(lines[1])
        self.sha256, self.sm3 = base64.b64decode(lines[2]), base64.b64decode(lines[3].removeprefix('sm3 '))
        self.day = lines[4].removeprefix('day ')


class Form(html.parser.HTMLParser):
    """The form a record's page carries, and the number of its leaf."""

    def __init__(self, page):
        super().__init__()
        self.form = self.leaf = None
        begin = page.rindex('<', 0, page.index('class="proof"'))   # of a long page only this element is parsed
        self.feed(page[begin:page.index('</', page.index('data-form="'))])

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if self.form is None and values.get('class') == 'proof':
            self.form, self.leaf = values['data-form'], int(values['data-leaf'])


class Copy:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.found, self.roots = [], {}

    def text(self, path):
        return (self.folder / path).read_bytes().decode('utf-8')

    def wrong(self, what, where):
        self.found.append((what, where))

    def findings(self, key):
        self.found = []
        self.head = self.read_head('ledger/head.txt', key)
        if self.head is None:
            return self.found
        self.lines = self.read_leaves()
        self.hashes = [leaf_hash('sha256', line) for line in self.lines]
        self.check_roots()
        self.check_tiles()
        self.check_history(key)
        self.check_files(key)
        self.check_records()
        return self.found

    def read_head(self, path, key):
        note = self.text(path)
        if not signature_holds(note, key):
            self.wrong('signature', path)
        try:
            return Head(note)
        except (ValueError, IndexError):
            self.wrong('head', path)

    def read_leaves(self):
        lines = []
        for number in range(-(-self.head.size // WIDTH)):
            count = min(WIDTH, self.head.size - number * WIDTH)
            path = f'ledger/leaves/{number}.jsonl' if count == WIDTH else f'ledger/leaves/{number}-{count}.jsonl'
            own = (self.folder / path).read_bytes().removesuffix(b'\n').split(b'\n')
            if len(own) != count:
                self.wrong('count', path)
            lines += own
        return lines

    def check_roots(self):
        if root('sha256', self.hashes) != self.head.sha256:
            self.wrong('root', 'sha256')
        if root('sm3', [leaf_hash('sm3', line) for line in self.lines]) != self.head.sm3:
            self.wrong('root', 'sm3')

    def check_tiles(self):
        """Every tile holds the roots of full subtrees, and there are just those the size asks for."""
        hashes, level, wanted = self.hashes, 0, set()
        while hashes:
            for number in range(-(-len(hashes) // WIDTH)):
                tile = hashes[number * WIDTH:(number + 1) * WIDTH]
                path = f'ledger/tile/{level}/{number}.bin' if len(tile) == WIDTH else f'ledger/tile/{level}/{number}-{len(tile)}.bin'
                wanted.add(path)
                if not (self.folder / path).exists() or (self.folder / path).read_bytes() != b''.join(tile):
                    self.wrong('tile', path)
            hashes = [root('sha256', hashes[i:i + WIDTH]) for i in range(0, len(hashes) - len(hashes) % WIDTH, WIDTH)]
            level += 1
        there = {str(p.relative_to(self.folder)) for p in (self.folder / 'ledger/tile').rglob('*.bin')}
        for path in sorted(there - wanted):
            self.wrong('tile', path)

    # Proofs are read from tiles alone, as somebody would who does not fetch all leaves.

    def stored(self, level, index):
        """Root of the 2^level leaves from index * 2^level on; each is read once."""
        if (level, index) not in self.roots:
            self.roots[level, index] = self.read_stored(level, index)
        return self.roots[level, index]

    def read_stored(self, level, index):
        tile_level, inside = divmod(level, 8)
        number, at = divmod(index << inside, WIDTH)
        full = self.head.size >> 8 * tile_level
        count = min(WIDTH, full - number * WIDTH)
        path = f'ledger/tile/{tile_level}/{number}.bin' if count == WIDTH else f'ledger/tile/{tile_level}/{number}-{count}.bin'
        tile = (self.folder / path).read_bytes()
        return root('sha256', [tile[32 * i:32 * i + 32] for i in range(at, at + (1 << inside))])

    def range_root(self, begin, end):
        size = end - begin
        if size & (size - 1) == 0:
            return self.stored(size.bit_length() - 1, begin // size)
        middle = begin + split_of(size)
        return node('sha256', self.range_root(begin, middle), self.range_root(middle, end))

    def inclusion_path(self, number):
        """RFC 9162, 2.1.3.1."""
        path, begin, end = [], 0, self.head.size
        while end - begin > 1:
            middle = begin + split_of(end - begin)
            if number < middle:
                path.append(self.range_root(middle, end))
                end = middle
            else:
                path.append(self.range_root(begin, middle))
                begin = middle
        return path[::-1]

    def is_included(self, number):
        return inclusion_holds(self.inclusion_path(number), number, self.head.size, self.hashes[number], self.head.sha256)

    def consistency_path(self, first):
        """RFC 9162, 2.1.4.1."""
        path, begin, end, whole = [], 0, self.head.size, True
        while first != end - begin:
            middle = begin + split_of(end - begin)
            if first <= middle - begin:
                path.append(self.range_root(middle, end))
                end = middle
            else:
                path.append(self.range_root(begin, middle))
                first, begin, whole = first - (middle - begin), middle, False
        return ([] if whole else [self.range_root(begin, end)]) + path[::-1]

    def check_history(self, key):
        heads = json.loads(self.text('ledger/heads.json'))
        if not heads or heads[-1] != {'size': self.head.size, 'day': self.head.day}:
            self.wrong('heads', 'ledger/heads.json')
        for one in heads:
            path = f'ledger/heads/{one["size"]}.txt'
            head = self.read_head(path, key)
            if head is None or (head.size, head.day, head.origin) != (one['size'], one['day'], self.head.origin):
                self.wrong('head', path)
            elif root('sha256', self.hashes[:head.size]) != head.sha256 or \
                    root('sm3', [leaf_hash('sm3', line) for line in self.lines[:head.size]]) != head.sm3:
                self.wrong('rewritten', path)
            elif not consistency_holds(self.consistency_path(head.size), head.size, self.head.size, head.sha256, self.head.sha256):
                self.wrong('consistency', path)

    def check_files(self, key):
        note = self.text('ledger/files.txt')
        if not signature_holds(note, key):
            self.wrong('signature', 'ledger/files.txt')
        known = {'ledger/files.txt'}
        for line in re.findall(r'^([0-9a-f]{64})  (.+)$', signed_text(note), re.M):
            if self.check_file(*line, known):
                for entry in re.findall(r'^([0-9a-f]{64})  (.+)$', self.text(line[1]), re.M):
                    self.check_file(*entry, known)
        there = {str(p.relative_to(self.folder)) for p in self.folder.rglob('*') if p.is_file()}
        for path in sorted(there - known):
            self.wrong('unlisted', path)

    def check_file(self, digest, path, known):
        known.add(path)
        file = self.folder / path
        good = file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == digest
        if not good:
            self.wrong('file', path)
        return good

    def check_records(self):
        """Every page that carries a form: it has the digests of its record's last leaf, and that leaf is in the tree."""
        last = {}
        for number, line in enumerate(self.lines):
            try:
                leaf = json.loads(line)
            except ValueError:
                self.wrong('leaf', number)
                continue
            if leaf['n'] != number:
                self.wrong('leaf', number)
            last[leaf['dataset'], leaf['record']] = leaf
        shown, self.proved = set(), 0
        for file in sorted(self.folder.rglob('*.html')):
            page = file.read_bytes().decode('utf-8', 'replace')
            if 'data-form=' not in page:
                continue
            carried = Form(page)
            fields = dict(line.split('\t', 1) for line in carried.form.splitlines())
            leaf = last.get((fields['dataset'], fields['record']))
            shown.add((fields['dataset'], fields['record']))
            form = carried.form.encode()
            good = leaf is not None and leaf['n'] == carried.leaf and leaf['event'] in ('published', 'corrected', 'restored') and \
                hashlib.sha256(form).hexdigest() == leaf['sha256'] and hashlib.new('sm3', form).hexdigest() == leaf['sm3']
            if not good or not self.is_included(carried.leaf):
                self.wrong('record', str(file.relative_to(self.folder)))
            self.proved += good
        for record, leaf in last.items():
            if (leaf['event'] in ('withdrawn', 'expired')) == (record in shown):
                self.wrong('life', '/'.join(record))

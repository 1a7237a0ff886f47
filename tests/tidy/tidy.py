#!/usr/bin/env python3
"""Style as a test: what must not stand in the sources, and what must stand together: every code with its wording in both
languages and its heading in docs/diagnostics, every interface word in both languages, every path that ARCHITECTURE.md names."""
import pathlib
import re
import sys
import tomllib

ROOT = pathlib.Path(sys.argv[1])

# What is banned, where it may stand all the same, and what to use instead. Talking to other machines needs a clock to sign by,
# chance to spread retries, and secrets from the environment; nothing of them reaches a public byte.
BANNED = [
    (r'\bstd::regex\b', (), 'dataset/pattern.h (RE2): std::regex overflows the stack'),
    (r'\bstd::locale\b|\bsetlocale\b', (), 'nothing: output must not depend on the machine'),
    (r'\bgetenv\b', ('core/disk.cpp', 'cli/', 'publish/', 'transfer/'), 'an option, read in cli/'),
    (r'\brand\(|\brandom_device\b', ('transfer/', 'publish/'), 'a seeded generator, in tests'),
    (r'system_clock::now|\btime\(nullptr\)', ('cli/', 'transfer/'), '--today, or an Instant given by cli/'),
    (r'\bstd::(thread|mutex)\b', ('core/parallel', 'core/handover', 'release/output_tree.cpp', 'sources/attachment.h', 'site/markdown.cpp', 'cli/', 'publish/'), 'core/parallel.h'),
    (r'directory_iterator', ('core/disk.cpp', 'publish/'), 'disk::list_files, which sorts'),
    (r'\bstd::cout\b|\bstd::cerr\b|\bprintf\(', ('cli/', 'core/disk.cpp'), 'the console'),
    (r'\bTODO\b|\bFIXME\b|\bXXX\b', (), 'finish it, or say in an issue why not'),
    (r'\t', (), 'spaces'),
]
LONGEST_FILE = 500
LONGEST_FUNCTION = 75   # a ratchet: lower it when the longest gets shorter
problems = []


def tell(path, line, words):
    problems.append(f'{path.relative_to(ROOT)}:{line}: {words}')


def check_sources():
    for path in sorted((ROOT / 'generator').rglob('*')):
        if path.suffix not in ('.h', '.cpp'):
            continue
        name = str(path.relative_to(ROOT / 'generator'))
        text = path.read_text()
        lines = text.split('\n')
        if len(lines) > LONGEST_FILE:
            tell(path, 1, f'{len(lines)} lines: does it hold two nouns?')
        for number, line in enumerate(lines, 1):
            code = line.split('//')[0]
            for pattern, allowed, instead in BANNED:
                if re.search(pattern, code) and not any(name.startswith(one) for one in allowed):
                    tell(path, number, f'banned: {re.search(pattern, code)[0]!r}; use {instead}')
            if len(line) > 140:
                tell(path, number, 'longer than 140 bytes and more: run make format') if len(line.encode()) > 260 else None
        start = None
        for number, line in enumerate(lines, 1):
            if re.match(r'^[A-Za-z].*\)\s*(const)?\s*(&&)?\s*\{$', line) and not line.startswith('namespace'):
                start = number
            if line == '}' and start:
                if number - start > LONGEST_FUNCTION:
                    tell(path, start, f'a function of {number - start} lines')
                start = None


def check_codes():
    declared = {}
    for path in sorted((ROOT / 'generator').glob('*/codes.h')):
        text = re.sub(r'//.*', '', path.read_text())
        for match in re.finditer(r'Code\s+\w+\s*\{\s*"([a-z_]+\.[a-z_]+(?:\.[a-z_]+)*)"', text):
            declared[match[1]] = path
    worded, headed = {}, set()
    for path in sorted((ROOT / 'generator/wording').glob('*.toml')):
        for code, words in tomllib.loads(path.read_text()).items():
            worded[code] = path
            for key in ('zh', 'en'):
                if not words.get(key):
                    tell(path, 1, f'{code} has no {key}')
            for key in ('zh_hint', 'en_hint'):
                if not isinstance(words.get(key, ''), str):
                    tell(path, 1, f'{code}: {key} is no text')
    for path in sorted((ROOT / 'docs/diagnostics').glob('*.md')):
        headed |= set(re.findall(r'^## (\S+)$', path.read_text(), re.M))
    for code, path in declared.items():
        if code not in worded:
            tell(path, 1, f'{code} has no wording')
        if code not in headed:
            tell(path, 1, f'{code} has no heading in docs/diagnostics')
    for code, path in worded.items():
        if code not in declared:
            tell(path, 1, f'{code} is worded and declared nowhere')
    used = ''.join(path.read_text() for path in (ROOT / 'generator').rglob('*.cpp'))
    for code, path in declared.items():
        if not re.search(r'\b' + code.replace('.', '_') + r'\b', used):
            tell(path, 1, f'{code} is declared and used nowhere')


def check_words():
    def paths(table, prefix=''):
        for key, value in table.items():
            yield from paths(value, prefix + key + '.') if isinstance(value, dict) else [prefix + key]
    for theme in sorted((ROOT / 'themes').iterdir()):
        words = {file.name: set(paths(tomllib.loads(file.read_text()))) for file in (theme / 'i18n').glob('*.toml')}
        everything = set().union(*words.values())
        for name, have in words.items():
            for missing in sorted(everything - have):
                tell(theme / 'i18n' / name, 1, f'the word {missing} is missing')


def check_documents():
    text = (ROOT / 'ARCHITECTURE.md').read_text()
    for path in re.findall(r'`((?:generator|tests|themes|docs|site-config)/[\w./-]+)`', text) + re.findall(r'\]\(([\w/.-]+\.md)\)', text):
        if not (ROOT / path).exists():
            tell(ROOT / 'ARCHITECTURE.md', 1, f'there is no {path}')
    for line in (ROOT / 'generator/FLOORS').read_text().splitlines():
        match = re.match(r'^(\w+)\s+->', line)
        if match and f'### {match[1]}\n' not in text:
            tell(ROOT / 'ARCHITECTURE.md', 1, f'no section for {match[1]}')
    for readme in ('make demo', 'make test'):
        if readme not in (ROOT / 'README.md').read_text():
            tell(ROOT / 'README.md', 1, f'does not say {readme}')


check_sources()
check_codes()
check_words()
check_documents()
print('\n'.join(problems) or 'tidy')
sys.exit(1 if problems else 0)

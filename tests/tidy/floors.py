#!/usr/bin/env python3
"""Holds generator/ to generator/FLOORS: who may include whom, no cycles, the walls through every chain of includes,
one home for each library, doors into each folder. `floors.py ROOT` checks; `floors.py --self-test ROOT` plants one of
each kind of breach in a copy and sees it found."""
import fnmatch
import pathlib
import re
import shutil
import sys
import tempfile

INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)', re.M)


def read_floors(path):
    may, doors, walls, homes = {}, {}, [], []
    for line in path.read_text().splitlines():
        line = line.split('#')[0].strip()
        if not line:
            continue
        left, right = (part.strip() for part in line.split('->'))
        if left.startswith('never '):
            walls.append((left.split()[1:], right.split()))
        elif left.startswith('home '):
            homes.append((left.split()[1], right.split()))
        else:
            below, _, door = right.partition(':')
            may[left] = below.split()
            doors[left] = door.split()
    return may, doors, walls, homes


def read_includes(generator):
    """file -> [(line, included name, is ours)]"""
    found = {}
    for path in sorted(generator.rglob('*')):
        if path.suffix in ('.h', '.cpp'):
            text = path.read_text()
            found[str(path.relative_to(generator))] = [
                (text.count('\n', 0, match.start()) + 1, match[1] or match[2], match[1] is not None)
                for match in INCLUDE.finditer(text)]
    return found


def chains_from(start, includes):
    """Every file reached from `start`, with the shortest chain to it."""
    reached, queue = {start: [start]}, [start]
    while queue:
        here = queue.pop(0)
        for _, name, ours in includes.get(here, []):
            if ours and name not in reached:
                reached[name] = reached[here] + [name]
                queue.append(name)
    return reached


def cycle_in(may, folders):
    state = {}

    def visit(folder, path):
        if state.get(folder) == 'done':
            return None
        if folder in path:
            return path[path.index(folder):] + [folder]
        for below in may.get(folder, []):
            found = visit(below, path + [folder]) if below != '*' else None
            if found:
                return found
        state[folder] = 'done'
        return None

    return next((found for found in (visit(folder, []) for folder in folders) if found), None)


def check(root):
    generator = pathlib.Path(root) / 'generator'
    may, doors, walls, homes = read_floors(generator / 'FLOORS')
    includes = read_includes(generator)
    errors = []
    for file, lines in includes.items():
        folder = file.split('/')[0]
        if folder not in may:
            errors.append(f'{file}:1: error: the folder {folder} has no line in FLOORS')
            continue
        for line, name, ours in lines:
            if ours and '/' in name:
                other = name.split('/')[0]
                if name not in includes:
                    errors.append(f'{file}:{line}: error: there is no {name}')
                elif other != folder and '*' not in may[folder] and other not in may[folder]:
                    errors.append(f'{file}:{line}: error: {folder} may not include {other}')
                elif other != folder and doors[other] and name.split('/')[1] not in doors[other]:
                    errors.append(f'{file}:{line}: error: {name} is no door of {other}: {" ".join(doors[other])}')
            for library, home in homes:
                if not ours and fnmatch.fnmatch(name, library) and file not in home:
                    errors.append(f'{file}:{line}: error: <{name}> has its home in {" ".join(home)}')
    for folders, targets in walls:
        for file in includes:
            if file.split('/')[0] not in folders:
                continue
            for reached, chain in chains_from(file, includes).items():
                if reached != file and any(fnmatch.fnmatch(reached, target) for target in targets):
                    errors.append(f'{file}:1: error: the wall is broken: {" -> ".join(chain)}')
    found = cycle_in(may, may)
    if found:
        errors.append(f'FLOORS:1: error: a cycle: {" -> ".join(found)}')
    return errors


PLANTED = [
    ('core/text.h', '#include "site/site.h"', 'core may not include site'),
    ('disclosure/disclosure.h', '#include "registry/record_version.h"',
     'the wall is broken: site/frame.h -> disclosure/disclosure.h -> registry/record_version.h'),
    ('audit/links.h', '#include "disclosure/ruling.h"', 'the wall is broken: audit/links.h -> disclosure/ruling.h'),
    ('intake/header.h', '#include <sqlite3.h>', '<sqlite3.h> has its home in registry/database.cpp'),
    ('site/plan.h', '#include "template/renderer.h"', 'template/renderer.h is no door of template'),
    ('stray/x.h', '', 'the folder stray has no line in FLOORS'),
    ('FLOORS', 'core -> site', 'a cycle'),
]


def self_test(root):
    bad = 0
    for file, line, expected in PLANTED:
        with tempfile.TemporaryDirectory() as copy:
            shutil.copytree(pathlib.Path(root) / 'generator', pathlib.Path(copy) / 'generator')
            target = pathlib.Path(copy) / 'generator' / file
            target.parent.mkdir(exist_ok=True)
            target.write_text((target.read_text() if target.exists() else '') + '\n' + line + '\n')
            if not any(expected in error for error in check(copy)):
                print(f'not found: {line!r} planted in {file}: expected {expected!r}')
                bad += 1
    print(f'{len(PLANTED) - bad} of {len(PLANTED)} planted breaches found')
    return bad


if __name__ == '__main__':
    if sys.argv[1] == '--self-test':
        sys.exit(1 if self_test(sys.argv[2]) else 0)
    problems = check(sys.argv[1])
    print('\n'.join(problems) or 'the floors hold')
    sys.exit(1 if problems else 0)

#!/usr/bin/env python3
"""Holds what jinja.txt expects against Jinja2 itself (Debian's python3-jinja2). `--write` writes it anew."""
import pathlib
import sys

import jinja2

CASES = pathlib.Path(__file__).with_name('jinja.txt')

# The same values stand in tests/unit/template/jinja_test.cpp.
VALUES = {
    'n': 5, 'yes': True, 'no': False, 'nothing': None, 'list': [3, 1, 2], 'nested': [[7, 8], [9]],
    'pairs': [['x', 1], ['y', 2]], 'person': {'name': 'Li', 'age': 30}, 'city': '云溪县',
    'people': [{'name': 'Li', 'age': 30}, {'name': 'Wu', 'age': 40}, {'name': 'Xu', 'age': 50}],
    'words': {'if': 1, 'none': 2, 'or': 3, 'in': 4},
}


def rendered(files):
    loader = jinja2.DictLoader(files)
    environment = jinja2.Environment(loader=loader, undefined=jinja2.StrictUndefined, autoescape=False)
    return environment.get_template('p.html').render(VALUES)


def main():
    head, *cases = CASES.read_text(encoding='utf-8').split('\n=== ')
    wrong, written = 0, [head]
    for case in cases:
        name, _, body = case.partition('\n')
        sources, _, expected = body.partition('\n==>\n')
        files = {}
        for part in ('\n' + sources).split('\n--- ')[1:]:
            file, _, text = part.partition('\n')
            files[file] = text
        try:
            got = rendered(files)
        except jinja2.TemplateError as error:
            got = f'{type(error).__name__}: {error}'
        expected = expected.removesuffix('\n') if case is cases[-1] else expected
        if got != expected:
            wrong += 1
            print(f'{name}\n  expected: {expected!r}\n  Jinja2:   {got!r}')
        written.append(f'{name}\n{sources}\n==>\n{got}')
    if '--write' in sys.argv:
        CASES.write_text('\n=== '.join(written) + '\n', encoding='utf-8')
    print(f'{len(cases)} cases, {wrong} not as Jinja2 {jinja2.__version__} has them')
    return 1 if wrong else 0


sys.exit(main())

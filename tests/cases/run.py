#!/usr/bin/env python3
"""Scenarios, one file each: files in, commands, whole output, what must and must not be there afterwards.

    run.py PROGRAM [--write] [CASE ...]     all of tests/cases/**/*.case when none is named; prints `N passed, N failed`

A .case runs in a folder of its own, which begins as a copy of base/. Its lines, from top to bottom:

    # words for the reader
    -- path (gb18030) --     the lines up to the next blank line or step become this file; utf-8 when no encoding is named,
                             `utf-8-sig` writes a byte order mark, `hex` writes the bytes given as hexadecimal digits, `xlsx` a workbook (workbook.py says how)
    $ gongshi check          runs the program (build and check with --today 2026-11-20, unless the day is given);
                             an argument with blanks is quoted as in a shell
    | an expected line       of standard error and output together; when there is one, all must be there, in this order.
                             Without `|` lines the output is not compared
    exit N                   the exit code; 0 when not said
    has FILE: text           some file of this name (`*` and `**` allowed) holds the text
    lacks FILE: text         no file of this name holds it, and there is at least one such file
    gone FILE                there is no such file
    delete FILE              takes it away, a folder with all that is in it
    approve FILE BY          writes the sidecar approval of an export, with its digest

Steps may alternate in any order. --write puts the output the program really gave in place of `|` lines: read the diff.
"""
import glob
import hashlib
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

from workbook import workbook

HERE = pathlib.Path(__file__).resolve().parent
TODAY = '2026-11-20'
SECTION = re.compile(r'-- (\S+)(?: \(([\w-]+)\))? --$')
STEP = re.compile(r'(\$ |\| ?|exit \d|has |lacks |gone |delete |approve |-- |#)')


class Case:
    def __init__(self, path, program, folder):
        self.path, self.program, self.folder = path, program, pathlib.Path(folder)
        self.lines = path.read_text(encoding='utf-8').split('\n')
        self.failures, self.written, self.steps = [], [], 0

    def fail(self, number, message):
        self.failures.append(f'{self.path.relative_to(HERE)}:{number}: {message}')

    def run(self):
        at = 0
        while at < len(self.lines):
            line, taken = self.lines[at], 1
            if section := SECTION.match(line):
                taken = self.write_file(at, *section.groups())
            elif line.startswith('$ '):
                taken = self.run_command(at)
            elif line and not line.startswith('#'):
                self.look(at + 1, line)
            if not line.startswith('$ '):
                self.written += self.lines[at:at + taken]
            at += taken
        if not self.steps:
            self.fail(1, 'a case without a command proves nothing')
        return not self.failures

    def write_file(self, at, name, encoding):
        end = at + 1
        while end < len(self.lines) and self.lines[end] and not STEP.match(self.lines[end]):
            end += 1
        text = ''.join(line + '\n' for line in self.lines[at + 1:end])
        if encoding == 'xlsx':
            data = workbook(self.lines[at + 1:end])
        else:
            data = bytes.fromhex(text) if encoding == 'hex' else text.encode(encoding or 'utf-8')
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return end - at

    def run_command(self, at):
        self.steps += 1
        words = shlex.split(self.lines[at][2:])
        if words[0] != 'gongshi':
            self.fail(at + 1, f'only gongshi can be run, not {words[0]}')
            return 1
        if {'build', 'check'} & set(words) and '--today' not in words:
            words += ['--today', TODAY]
        environment = {'PATH': os.environ.get('PATH', ''), 'LC_ALL': 'C.UTF-8', 'TZ': 'Asia/Shanghai'}
        environment.update({k: v for k, v in os.environ.items() if k.endswith('SAN_OPTIONS')})
        result = subprocess.run([self.program, *words[1:]], cwd=self.folder, env=environment, timeout=60,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        output = result.stdout.decode('utf-8', 'backslashreplace').rstrip('\n').split('\n') if result.stdout else []
        end, wanted, code = at + 1, [], 0
        while end < len(self.lines) and self.lines[end].startswith('|'):
            wanted.append(self.lines[end][2:])
            end += 1
        if end < len(self.lines) and (said := re.match(r'exit (\d+)$', self.lines[end])):
            code = int(said[1])
            end += 1
        if wanted and [line.rstrip() for line in output] != wanted:
            self.fail(at + 1, 'other output:\n' + '\n'.join(compare(wanted, output)))
        if result.returncode != code:
            self.fail(at + 1, f'exit code {result.returncode} instead of {code}\n' + '\n'.join(output))
        self.written += [self.lines[at], *(f'| {line}'.rstrip() for line in (output if wanted else []))]
        self.written += [f'exit {result.returncode}'] if result.returncode else []
        return end - at

    def files(self, pattern):
        found = glob.glob(pattern, root_dir=self.folder, recursive=True, include_hidden=True)
        return [p for p in sorted(found) if (self.folder / p).is_file()]

    def look(self, number, line):
        verb, _, rest = line.partition(' ')
        pattern, _, text = rest.partition(': ')
        if verb in ('has', 'lacks') and text:
            files = self.files(pattern)
            holding = [p for p in files if text.encode() in (self.folder / p).read_bytes()]
            if not files:
                self.fail(number, f'no file {pattern}')
            elif verb == 'has' and not holding:
                self.fail(number, f'{pattern} lacks “{text}”')
            elif verb == 'lacks' and holding:
                self.fail(number, f'{", ".join(holding)} has “{text}”')
        elif verb == 'gone':
            if files := self.files(rest):
                self.fail(number, f'still there: {", ".join(files)}')
        elif verb == 'delete':
            one = self.folder / rest
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        elif verb == 'approve':
            name, by = rest.split(' ')
            digest = hashlib.sha256((self.folder / name).read_bytes()).hexdigest()
            (self.folder / (name + '.approved.toml')).write_text(
                f'approver = "{by}"\noffice = "法规科"\ndate = 2026-11-10\nentered_by = "录入员"\nsha256 = "{digest}"\n', encoding='utf-8')
        else:
            self.fail(number, f'not understood: {line}')


def compare(wanted, output):
    lines = []
    for i in range(max(len(wanted), len(output))):
        want, got = (part[i].rstrip() if i < len(part) else None for part in (wanted, output))
        lines += [f'    {got}'] if want == got else [f'  - {want}'] * (want is not None) + [f'  + {got}'] * (got is not None)
    return lines


def main():
    arguments = [a for a in sys.argv[1:] if a != '--write']
    program = str(pathlib.Path(arguments[0]).resolve())
    paths = [pathlib.Path(a).resolve() for a in arguments[1:]] or sorted(HERE.glob('*/**/*.case'))
    passed = failed = 0
    for path in paths:
        with tempfile.TemporaryDirectory(prefix='gongshi-case-') as folder:
            shutil.copytree(HERE / 'base', folder, dirs_exist_ok=True)
            (pathlib.Path(folder) / 'data/inbox').mkdir(parents=True)
            case = Case(path, program, folder)
            good = case.run()
            passed, failed = passed + good, failed + (not good)
            print('\n'.join(case.failures), end='\n' if case.failures else '')
            if '--write' in sys.argv:
                path.write_text('\n'.join(case.written), encoding='utf-8')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())

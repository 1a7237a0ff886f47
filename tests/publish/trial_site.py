"""Small sites in two states, for the tests of publishing, and what must hold of a bucket that shows them."""
import html.parser
import json
import pathlib
import posixpath
import shutil
import subprocess

HEADER = '文号,当事人,当事人类别,违法事实,处罚类别,处罚内容,罚款金额（万元）,处罚决定日期,审核状态,审核人,审核日期,录入人\n'
TODAY = ['--today', '2026-11-20']
SECRET = 'sEcret/Key+with=odd'


def rows(records):
    return HEADER + ''.join(
        f'云办罚〔2026〕{number}号,云溪县第{number}商店,法人及非法人组织,事实{facts}。,罚款,罚款{1000 + number}元,{(1000 + number) / 10000:g},2026-{number % 3 + 8:02d}-05,通过,甲,2026-11-06,乙\n'
        for number, facts in sorted(records.items()))


def make_site(program, folder, records, port, key='AKTEST', more=''):
    """A site whose one target `up` is the fake on `port`."""
    subprocess.check_call([program, 'init', str(folder)], stdout=subprocess.DEVNULL)
    (folder / 'site-config/publish.toml').write_text(f'''[targets.up]
kind = "s3"
endpoint = "http://127.0.0.1:{port}"
bucket = "zfgs"
credentials_file = "secret"
connections = 4
{more}
''')
    write_secret(folder, key)
    build(program, folder, records)


def write_secret(folder, key='AKTEST', secret=SECRET):
    file = folder / 'secret'
    file.write_text(f'# of the bucket\naccess_key = {key}\nsecret_key = {secret}\n')
    file.chmod(0o600)


def build(program, site, records, withdrawn=()):
    (site / 'data/inbox/office/penalties_example.csv').write_text(rows(records))
    if withdrawn:
        (site / 'data/inbox/office/corrections.csv').write_text(
            '编号,信息类别,文号,处理方式,理由,决定日期,审核状态,审核人,审核日期,录入人\n' + ''.join(
                f'2026-{n},行政处罚,云办罚〔2026〕{n}号,撤销,原决定被撤销。,2026-11-20,通过,甲,2026-11-20,乙\n' for n in withdrawn))
    result = subprocess.run([program, '--site', str(site), '--json', 'build', *TODAY], capture_output=True, text=True)
    assert result.returncode in (0, 1), result.stdout + result.stderr


def publish(program, site, *more, **options):
    return subprocess.run([program, '--site', str(site), '--lang', 'en', 'publish', 'up', *more], capture_output=True, text=True, **options)


def tree(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(pathlib.Path(folder).rglob('*')) if p.is_file()}


def change_look(site):
    """Another title on every page, another style sheet."""
    settings = site / 'site-config/site.toml'
    settings.write_text(settings.read_text().replace('name = "', 'name = "新', 1))
    source = pathlib.Path(__file__).resolve().parents[2] / 'themes/default'
    own = site / 'themes/default'
    own.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source, own, dirs_exist_ok=True)
    sheet = next((own / 'assets').glob('*.css'))
    sheet.write_text(sheet.read_text() + '\n/* changed */\n')


class Links(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.path, self.found = path, set()

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ('href', 'src') and value and '://' not in value and not value.startswith(('data:', 'mailto:', 'tel:', '#')):
                value = value.split('#')[0].split('?')[0]
                joined = posixpath.normpath(posixpath.join(posixpath.dirname('/' + self.path), value)).lstrip('/')
                if value.endswith('/') or joined in ('', '.'):
                    joined = (joined + '/index.html').lstrip('/') if joined not in ('', '.') else 'index.html'
                self.found.add(joined)


class Closure:
    """All that a page, or the entry of the search index, refers to is there."""

    def __init__(self):
        self.cache = {}

    def links(self, path, body):
        known = self.cache.get((path, body))
        if known is None:
            parser = Links(path)
            parser.feed(body.decode('utf-8'))
            known = self.cache[path, body] = frozenset(parser.found)
        return known

    def broken(self, objects, doors):
        """References to what is not there, among what `doors` lead to. objects: path -> bytes."""
        wrong, seen, todo = [], set(), [d for d in doors if d in objects]
        while todo:
            path = todo.pop()
            if path in seen:
                continue
            seen.add(path)
            if path.endswith('.html'):
                for link in self.links(path, objects[path]):
                    if link not in objects:
                        wrong.append((path, link))
                    elif link not in seen:
                        todo.append(link)
            elif path == 'search/index.json':
                pass
        if 'search/index.json' in objects:
            wrong += [('search/index.json', f) for f in search_folders(objects['search/index.json'])
                      if not any(k.startswith(f) for k in objects)]
        return wrong


def search_folders(text):
    entry = json.loads(text)
    found = []

    def walk(value):
        if isinstance(value, str) and value.startswith('search/') and value != 'search/index.json':
            found.append(value)
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
            walk(inner)
    walk(entry)
    return found

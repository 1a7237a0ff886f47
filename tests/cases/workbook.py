"""Workbooks for scenarios, written as text: `[name]` or `[name hidden]` begins a sheet, its rows are lines of CSV; `merge B2:B4`
merges cells, `hide 4` hides a row, `hide B` a column."""
import csv
import io
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'


class Sheet:
    def __init__(self, name, hidden):
        self.name, self.hidden, self.rows, self.merged, self.hidden_rows, self.hidden_columns = name, hidden, [], [], set(), []

    def add(self, line):
        if found := re.match(r'merge (\w+:\w+)$', line):
            self.merged.append(found[1])
        elif found := re.match(r'hide (\d+)$', line):
            self.hidden_rows.add(int(found[1]))
        elif found := re.match(r'hide ([A-Z])$', line):
            self.hidden_columns.append(ord(found[1]) - 64)
        else:
            self.rows.append(next(csv.reader([line])))

    def xml(self):
        out = io.StringIO()
        out.write(f'<worksheet xmlns="{MAIN}">')
        if self.hidden_columns:
            out.write('<cols>' + ''.join(f'<col min="{c}" max="{c}" hidden="1"/>' for c in self.hidden_columns) + '</cols>')
        out.write('<sheetData>')
        for number, row in enumerate(self.rows, 1):
            out.write(f'<row r="{number}"' + (' hidden="1"' if number in self.hidden_rows else '') + '>')
            for column, text in enumerate(row):
                if text:
                    out.write(f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>')
            out.write('</row>')
        out.write('</sheetData>')
        if self.merged:
            out.write('<mergeCells>' + ''.join(f'<mergeCell ref="{ref}"/>' for ref in self.merged) + '</mergeCells>')
        out.write('</worksheet>')
        return out.getvalue()


def workbook(lines):
    """The bytes of the workbook that the lines describe."""
    sheets = []
    for line in lines:
        if found := re.match(r'\[(.+?)( hidden)?\]$', line):
            sheets.append(Sheet(found[1], bool(found[2])))
        else:
            sheets[-1].add(line)
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('xl/workbook.xml', f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>' + ''.join(
            f'<sheet name={quoteattr(s.name)} sheetId="{i}" r:id="r{i}"' + (' state="hidden"' if s.hidden else '') + '/>'
            for i, s in enumerate(sheets, 1)) + '</sheets></workbook>')
        archive.writestr('xl/_rels/workbook.xml.rels', f'<Relationships xmlns="{PACKAGE}">' + ''.join(
            f'<Relationship Id="r{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, len(sheets) + 1)) + '</Relationships>')
        for i, sheet in enumerate(sheets, 1):
            archive.writestr(f'xl/worksheets/sheet{i}.xml', sheet.xml())
    return out.getvalue()

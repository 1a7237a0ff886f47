"""Files as departments save them. Everything is a function from rows to bytes; nothing here knows the clock."""
import io
import json
import zipfile
import zlib
from datetime import date
from xml.sax.saxutils import escape

STAMP = (2026, 11, 19, 8, 30, 0)    # of every member of a zip: the bytes must not depend on the day they are made


def show(value, dates):
    if value is None:
        return ""
    if isinstance(value, date):
        return {"slash": f"{value.year}/{value.month}/{value.day}", "iso": value.isoformat(),
                "cn": f"{value.year}年{value.month}月{value.day}日", "compact": value.strftime("%Y%m%d"),
                "dot": f"{value.year}.{value.month:02d}.{value.day:02d}"}[dates]
    return str(value)


def quoted(text, separator):
    """As Excel does: quotes only where they are needed; a line break inside a cell is a bare LF."""
    if any(c in text for c in (separator, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def csv_bytes(headers, rows, encoding="gb18030", separator=",", newline="\r\n", dates="slash", above=(), below=()):
    width = len(headers)
    lines = [list(line) + [""] * (width - len(line)) for line in above]
    lines.append(headers)
    lines += [[show(value, dates) for value in row] for row in rows]
    lines += [list(line) + [""] * (width - len(line)) for line in below]
    text = "".join(separator.join(quoted(cell, separator) for cell in line) + newline for line in lines)
    return text.encode(encoding)


def json_bytes(headers, rows, dates="iso", lines=False):
    objects = [{h: show(v, dates) if isinstance(v, date) else v for h, v in zip(headers, row) if v not in ("", None)} for row in rows]
    if lines:
        return "".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects).encode()
    return ("[\n" + ",\n".join(json.dumps(o, ensure_ascii=False, indent=1) for o in objects) + "\n]\n").encode()


def zip_bytes(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(info, content)
    return out.getvalue()


def column_letters(index):
    out = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        out = chr(65 + rest) + out
    return out


class Strings:
    def __init__(self):
        self.index, self.count = {}, 0

    def number(self, text):
        self.count += 1
        return self.index.setdefault(text, len(self.index))

    def xml(self):
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.index)
        return (f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="{self.count}" '
                f'uniqueCount="{len(self.index)}">{items}</sst>')


def sheet_xml(headers, rows, strings, above=(), below=()):
    """Dates as serial numbers with a date style, numbers as numbers, texts shared; lines above are merged over the table."""
    lines, merges = [], []
    for line in [*above, headers, *rows, *below]:
        number = len(lines) + 1
        cells = []
        for i, value in enumerate(line):
            at = f"{column_letters(i)}{number}"
            if value in ("", None):
                continue
            if isinstance(value, date):
                cells.append(f'<c r="{at}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>')
            elif isinstance(value, (int, float)):
                cells.append(f'<c r="{at}"><v>{value}</v></c>')
            else:
                cells.append(f'<c r="{at}" t="s"><v>{strings.number(str(value))}</v></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
        if number <= len(above):
            merges.append(f'<mergeCell ref="A{number}:{column_letters(len(headers) - 1)}{number}"/>')
    merged = f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>' if merges else ""
    return (f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{"".join(lines)}'
            f"</sheetData>{merged}</worksheet>")


HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006"


def xlsx_bytes(sheets):
    """`sheets`: (name, state, headers, rows, above, below); state "visible" or "hidden"."""
    strings = Strings()
    parts = [(f"xl/worksheets/sheet{i}.xml", sheet_xml(h, r, strings, a, b)) for i, (_, _, h, r, a, b) in enumerate(sheets, 1)]
    names = "".join(f'<sheet name="{escape(name)}" sheetId="{i}" state="{state}" r:id="rId{i}"/>'
                    for i, (name, state, *_) in enumerate(sheets, 1))
    count = len(sheets)
    relations = "".join(f'<Relationship Id="rId{i}" Type="{REL}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, count + 1))
    relations += (f'<Relationship Id="rId{count + 1}" Type="{REL}/styles" Target="styles.xml"/>'
                  f'<Relationship Id="rId{count + 2}" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>')
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = "".join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{main}.worksheet+xml"/>' for i in range(1, count + 1))
    members = [
        ("[Content_Types].xml", f'<Types xmlns="{PKG}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>{types}'
         f'<Override PartName="/xl/styles.xml" ContentType="{main}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{main}.sharedStrings+xml"/></Types>'),
        ("_rels/.rels", f'<Relationships xmlns="{PKG}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{REL}"><sheets>{names}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PKG}/relationships">{relations}</Relationships>'),
        ("xl/styles.xml", '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
         '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'),
        *parts, ("xl/sharedStrings.xml", strings.xml())]
    return zip_bytes([(name, (HEAD + text).encode()) for name, text in members])


def pdf_bytes(lines):
    """One A4 page of Chinese text, in the font that every PDF reader brings for Adobe-GB1."""
    shown = "".join(f"<{line.encode('utf-16-be').hex().upper()}> Tj 0 -24 Td\n" for line in lines)
    stream = f"BT /F1 13 Tf 60 770 Td\n{shown}ET\n".encode()
    objects = [b"<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
               b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"endstream",
               b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
               b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>",
               b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"]
    out, offsets = b"%PDF-1.4\n", []
    for i, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % i + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def docx_bytes(lines):
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    members = [
        ("[Content_Types].xml", f'<Types xmlns="{PKG}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
        ("_rels/.rels", f'<Relationships xmlns="{PKG}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>'),
        ("word/document.xml", f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>')]
    return zip_bytes([(name, (HEAD + text).encode()) for name, text in members])


def png_bytes(width, height, boxes, arrows):
    """Black lines on white, one bit a pixel, not compressed: `boxes` (x, y, w, h) and downward `arrows` (x, y, length)."""
    rows = [bytearray(width) for _ in range(height)]

    def dot(x, y):
        if 0 <= x < width and 0 <= y < height:
            rows[y][x] = 1
    for x, y, w, h in boxes:
        for i in range(w):
            for t in (0, 1):
                dot(x + i, y + t), dot(x + i, y + h - t)
        for i in range(h):
            for t in (0, 1):
                dot(x + t, y + i), dot(x + w - t, y + i)
    for x, y, length in arrows:
        for i in range(length):
            dot(x, y + i), dot(x + 1, y + i)
        for i in range(6):
            dot(x - i, y + length - i), dot(x + 1 + i, y + length - i)
    raw = b"".join(b"\0" + bytes(sum((1 - row[x + i] if x + i < width else 1) << (7 - i) for i in range(8)) for x in range(0, width, 8))
                   for row in rows)

    def chunk(kind, content):
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw, 0)) + chunk(b"IEND", b"")

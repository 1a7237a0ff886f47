#!/usr/bin/env python3
"""Holds the sample to what it promises: check digits, references, encodings, wording and amounts, nobody real."""
import csv
import io
import json
import re
import sys
from datetime import date
from pathlib import Path

import generate
from identifiers import credit_code_holds
from mistakes import MISTAKES

DATASETS = Path(__file__).resolve().parents[2] / "site-config" / "datasets"
PLACEHOLDER = "00000000000000000X"


def texts(value, separators="；;"):
    return [part.strip() for part in re.split(f"[{separators}]", str(value)) if part.strip()]


def check_codes(name, row, wrong):
    for field in ("party_code", "authority_code", "source_code"):
        code = row.get(field, "")
        if code and code != PLACEHOLDER and not credit_code_holds(code):
            wrong.append(f"{name}: {field} {code}")
        if code and code != PLACEHOLDER and code[2:8] != "330999":
            wrong.append(f"{name}: a division that exists: {code}")


def check_references(schema, row, keys, wrong):
    for foreign in schema.get("foreignKeys", []):
        field, target = foreign["fields"][0], foreign["reference"]["resource"]
        for key in texts(row.get(field, "")):
            if key not in keys[target]:
                wrong.append(f"{schema['name']}: {field} {key} is no {target}")


def check_amounts(row, wrong):
    if row.get("fine") and f"{float(row['fine']) * 10000:.0f}元" not in row["content"].replace(".00）", "元"):
        wrong.append(f"penalties: {row['document_number']} {row['fine']} {row['content']}")


def check_records(records, schemas, wrong):
    keys = {name: {row[schemas[name]["primaryKey"][0]] for office in records.values() for row in office.get(name, [])} for name in schemas}
    for key, office in records.items():
        for name, rows in office.items():
            schema = schemas[name]
            fields = {field["name"]: field for field in schema["fields"]}
            seen = set()
            for row in rows:
                identity = row[schema["primaryKey"][0]]
                if identity in seen:
                    wrong.append(f"{key} {name}: twice {identity}")
                seen.add(identity)
                check_codes(f"{key} {name}", row, wrong)
                check_references(schema, row, keys, wrong)
                if name == "penalties":
                    check_amounts(row, wrong)
                for field, spec in fields.items():
                    constraints = spec.get("constraints", {})
                    if constraints.get("required") and row.get(field, "") in ("", None):
                        wrong.append(f"{key} {name} {identity}: no {field}")
                    if len(str(row.get(field, ""))) > constraints.get("maxLength", 10 ** 9):
                        wrong.append(f"{key} {name} {identity}: {field} is too long")
                for field, value in row.items():
                    if isinstance(value, date) and value > date(2026, 11, 19) and field.endswith(("_date", "_on")) and field != "repealed_on":
                        wrong.append(f"{key} {name} {identity}: {field} {value} is yet to come")
                    if isinstance(value, str) and re.search(r"\{\w*\}", value):
                        wrong.append(f"{key} {name} {identity}: {field} has a gap: {value}")


def headers_of(name, content):
    """The header row of a text export, decoded as the program does: BOM, strict UTF-8, strict GB18030."""
    if content.startswith(b"\xef\xbb\xbf"):
        text = content.decode("utf-8-sig")
    else:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = content.decode("gb18030")
    if name.endswith(".json"):
        return list(dict.fromkeys(k for o in json.loads(text) for k in o))
    if name.endswith(".ndjson"):
        return list(dict.fromkeys(k for line in text.splitlines() for k in json.loads(line)))
    lines = text.split("\n")
    start = 2 if "填表说明" in text else 0
    separator = max(",;\t", key=lines[start].count)
    return next(csv.reader(io.StringIO(lines[start].rstrip("\r")), delimiter=separator))


def check_headers(made, schemas, wrong):
    for name, content in made.items():
        if not name.endswith((".csv", ".json", ".ndjson")):
            continue
        schema = schemas[re.match(r"[a-z]+(-[a-z]+)?(?=[.\-_])", name.split("/")[1]).group(0)]
        known = {word.replace("(", "（").replace(")", "）") for field in schema["fields"]
                 for word in (field["name"], field["title"], *field.get("disclosure", {}).get("aliases", []))}
        for header in headers_of(name, content):
            if header.replace("(", "（").replace(")", "）") not in known:
                wrong.append(f"{name}: unknown header {header}")


def main():
    schemas = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(DATASETS.glob("*.json"))}
    county, made = generate.inbox()
    wrong = []
    check_records(county.records, schemas, wrong)
    check_headers(made, schemas, wrong)
    mistakes = made["zhzf/penalties_mistakes.csv"].decode("gb18030").rstrip("\r\n").split("\r\n")
    if len(mistakes) != MISTAKES[-1][0]:
        wrong.append(f"penalties_mistakes.csv has {len(mistakes)} lines, MISTAKES ends at {MISTAKES[-1][0]}")
    if sum(map(len, made.values())) > 6_000_000:
        wrong.append("more than 6 MB")
    print("\n".join(wrong[:40]) or "the sample keeps its promises")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

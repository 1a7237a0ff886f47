#!/usr/bin/env python3
"""Writes the inbox of the sample portal: what the departments of 云溪县, which does not exist, would drop into the share.

    python3 tests/sample/generate.py OUT        writes OUT/<department>/…
    python3 tests/sample/generate.py --check    holds the committed data/inbox against what it would write
    python3 tests/sample/generate.py --counts   rows by department and dataset

Python's standard library only; the same bytes on every machine (workbooks are compared by their parts, because zlib may pack
them differently)."""
import hashlib
import io
import random
import sys
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import cases
import columns as c
import files as f
import laws
import lists
import mistakes
import papers
from identifiers import credit_code
from office import offices
from parties import Population

INBOX = Path(__file__).resolve().parents[2] / "data" / "inbox"
# penalties, permits, other decisions, inspections in three years; windows
VOLUME = {"scjg": (330, 250, 44, 240, 5), "yjgl": (150, 50, 22, 70, 1), "sthj": (110, 60, 12, 70, 2), "jtys": (250, 110, 30, 70, 3), "zhzf": (330, 95, 60, 70, 2), "nyncj": (120, 80, 40, 60, 2),
          "wsjk": (150, 130, 14, 80, 2), "rlsb": (70, 50, 48, 50, 3), "zrzy": (90, 60, 36, 30, 3), "wgl": (70, 42, 10, 50, 1), "slj": (22, 30, 18, 14, 1), "sfj": (3, 0, 7, 6, 1)}
PERMIT_CODES = {"普通": "01", "特许": "02", "认可": "03", "核准": "04", "登记": "05", "其他": "06"}


def rng_for(key, dataset):
    return random.Random(f"yunxi 2026 {key} {dataset}")


class County:
    """All records, before they are put into files. Each list has its own lot, so that one can change without the others."""

    def __init__(self):
        self.offices = offices(rng_for("county", "offices"))
        self.population = Population(rng_for("county", "population"))
        self.records = {key: self.records_of(office) for key, office in self.offices.items()}

    def lot(self, key, dataset):
        self.population.rng = rng_for(key, dataset)
        return self.population.rng

    def records_of(self, office):
        key, town = office.key, self.population
        n_penalties, n_permits, n_decisions, n_results, n_windows = VOLUME[key]
        brigade = credit_code("12", 700 + office.order * 13, private=False) if key in lists.BRIGADES else ""
        out = {"penalties": cases.penalties(self.lot(key, "penalties"), office, town, n_penalties),
               "permits": cases.permits(self.lot(key, "permits"), office, town, n_permits) if n_permits else [],
               "decisions": cases.decisions(self.lot(key, "decisions"), office, town, n_decisions)}
        out["inspection-results"] = cases.inspections(self.lot(key, "results"), office, town, n_results, out["penalties"])
        out["authorities"] = lists.authorities(self.lot(key, "authorities"), office, brigade)
        for name, make in (("officers", lists.officers), ("items", lists.items), ("inspection-items", lists.inspection_items), ("guides", lists.guides), ("flowcharts", lists.flowcharts),
                           ("review-catalog", lists.review_catalog)):
            out[name] = make(self.lot(key, name), office)
        out["windows"] = lists.windows(self.lot(key, "windows"), office, n_windows)
        if key in ("scjg", "yjgl", "jtys", "zhzf", "wsjk", "sfj"):
            out["recording-items"] = lists.recording_items(self.lot(key, "recording"), office)
        return out


def by_year(records, *years):
    return [record for record in records if record["decision_date"].year in years]


def gbk(columns, records, **options):
    return f.csv_bytes([h for h, _ in columns], c.rows_of(columns, records), **options)


def as_json(columns, records, lines=False, utc_dates=()):
    """Amounts as numbers; `utc_dates`: fields that a system writes as the instant at which the day begins in Beijing."""
    changed = []
    for record in records:
        record = dict(record)
        for field in ("fine", "confiscated", "amount"):
            if record.get(field) not in ("", None):
                record[field] = float(record[field])
        for field in utc_dates:
            if isinstance(record.get(field), date):
                record[field] = (datetime.combine(record[field], datetime.min.time()) - timedelta(hours=8)).isoformat() + ".000Z"
        changed.append(record)
    return f.json_bytes([h for h, _ in columns], c.rows_of(columns, changed), lines=lines)


def workbook(columns, records, title=None, hidden=None, below=()):
    sheets = [("数据", "visible", [h for h, _ in columns], c.rows_of(columns, records), [[title]] if title else [], below)]
    if hidden:
        sheets.append((hidden[0], "hidden", hidden[1], hidden[2], [], []))
    return f.xlsx_bytes(sheets)


def common_files(office, records):
    """The lists that every department keeps in the same way: from Excel, in GBK."""
    officer_columns = c.OFFICER_S4 if office.order % 2 else c.OFFICER_S3
    out = {"authorities.csv": gbk(c.AUTHORITY, records["authorities"]), "officers.csv": gbk(officer_columns, records["officers"]), "items.csv": gbk(c.ITEM, records["items"]),
           "inspection-items.csv": gbk(c.INSPECTION, records["inspection-items"]), "guides.csv": gbk(c.GUIDE, records["guides"]), "flowcharts.csv": gbk(c.CHART, records["flowcharts"]),
           "review-catalog.csv": gbk(c.REVIEW, records["review-catalog"]), "windows.csv": gbk(c.WINDOW, records["windows"])}
    if "recording-items" in records:
        out["recording-items.csv"] = gbk(c.RECORDING, records["recording-items"])
    if not records["guides"]:
        del out["guides.csv"]
    return out


def case_files(office, records):
    """Decisions and inspections, each department in its own way."""
    p, x, d, r = records["penalties"], records["permits"], records["decisions"], records["inspection-results"]
    key, out = office.key, {}
    out["decisions.csv"] = gbk(c.DECISION, d, encoding="utf-8-sig" if key in ("sthj", "wsjk") else "gb18030", dates="iso" if key == "rlsb" else "slash")
    out["inspection-results.csv"] = gbk(c.RESULT, r, dates="slash" if office.order % 2 else "cn")
    out["permits.csv"] = gbk(c.PERMIT_STANDARD, x)
    if key in ("scjg", "zhzf"):
        shape = c.PENALTY_STANDARD if key == "scjg" else c.PENALTY_SHORT
        for year in (2024, 2025, 2026):
            out[f"penalties-{year}.csv"] = gbk(shape, by_year(p, year))
    if key == "scjg":
        del out["permits.csv"]
        out["permits-2024_2026.xlsx"] = workbook(c.PERMIT_STANDARD, x, hidden=("代码表", ["代码", "许可类别"], [[code, kind] for kind, code in PERMIT_CODES.items()]))
    elif key == "yjgl":
        out["penalties.json"] = as_json(c.PENALTY_CODES, p)
    elif key == "sthj":
        out["penalties.csv"] = gbk(c.PENALTY_BANK, p, encoding="utf-8-sig", dates="cn")
    elif key == "jtys":
        out["penalties.csv"] = gbk(c.PENALTY_STANDARD, p, separator="\t", dates="dot")
        del out["inspection-results.csv"]
        out["inspection-results.ndjson"] = as_json(c.RESULT, r, lines=True)
    elif key == "zhzf":
        out["penalties_mistakes.csv"] = mistakes.mistakes_file(office)
    elif key == "nyncj":
        out["penalties-2024.csv"] = gbk(c.PENALTY_2015, by_year(p, 2024), dates="compact")
        out["penalties-2025_2026.csv"] = gbk(c.PENALTY_STANDARD, by_year(p, 2025, 2026), dates="iso")
    elif key == "wsjk":
        out["penalties.csv"] = gbk(c.PENALTY_STANDARD, p, encoding="utf-8", newline="\n", dates="iso")
        del out["permits.csv"]
        coded = [{**record, "permit_kind": PERMIT_CODES[record["permit_kind"]]} for record in x]
        out["permits.ndjson"] = as_json(c.PERMIT_CODES, coded, lines=True, utc_dates=("decision_date",))
    elif key == "rlsb":
        out["penalties.csv"] = gbk(c.PENALTY_STANDARD, p, encoding="utf-8", separator=";", newline="\n", dates="iso")
    elif key == "zrzy":
        total = sum(record["fine_yuan"] for record in p) / 10000
        fine_column = [field for _, field in c.PENALTY_SHORT].index("fine")
        below = [["合计", f"{len(p)}件"] + [""] * (fine_column - 2) + [f"{total:g}"]]
        above = [["云溪县自然资源和规划局行政处罚信息公示表（2024年1月—2026年11月）"], ["填表说明：1. 罚款金额单位为万元；2. 决定书文号必填；3. 每月5日前报送上月数据，当月没有的也要报。"]]
        out["penalties.csv"] = gbk(c.PENALTY_SHORT, p, above=above, below=below)
    elif key == "wgl":
        out["penalties.xlsx"] = workbook(c.PENALTY_STANDARD, p, title="云溪县文化和广电旅游体育局行政处罚信息")
    elif key == "slj":
        out["penalties.csv"] = gbk(c.PENALTY_STANDARD, p, encoding="utf-8", dates="cn")
    elif key == "sfj":
        out["penalties.csv"] = gbk(c.PENALTY_SHORT, p)
        del out["permits.csv"]
    return out


def correction_files(county, office):
    """Decisions that were quashed or found unlawful: two departments withdraw what they had published."""
    acts = {"scjg": (("撤销", "行政复议决定撤销原处罚决定：主要事实不清、证据不足。", 4), ("撤销", "行政诉讼判决撤销原处罚决定：适用法律错误。", 9)),
            "sthj": (("确认违法", "行政复议决定确认原处罚程序违法。", 2),)}.get(office.key, ())
    if not acts:
        return {}
    penalties = by_year(county.records[office.key]["penalties"], 2026)
    rows = [{"act_number": f"2026-撤-{i:02d}", "target_dataset": "行政处罚", "target_key": penalties[index]["document_number"], "kind": kind, "reason": reason, "decided_on": date(2026, 11, 16 + i),
             "review_status": "通过", "reviewer": office.reviewers[0], "review_office": "政策法规科", "review_date": date(2026, 11, 16 + i), "entered_by": office.clerks[0]}
            for i, (kind, reason, index) in enumerate(acts, 1)]
    county.records[office.key]["corrections"] = rows
    return {"corrections.csv": gbk(c.CORRECTION, rows)}


def paper_files(county, office):
    if office.key == "sfj":
        rows, out = papers.county_papers(county.lot("sfj", "documents"), office)
    elif office.key in ("slj", "wgl", "rlsb"):
        rows, out = papers.office_papers(county.lot(office.key, "documents"), office)
        rows, out = rows[:-1], {}
    else:
        rows, out = papers.office_papers(county.lot(office.key, "documents"), office)
    out["documents.csv"] = gbk(c.DOCUMENT, rows)
    county.records[office.key]["documents"] = rows
    if office.key in ("zhzf", "nyncj"):
        out["entrustment.pdf"] = f.pdf_bytes([f"{office.name}行政执法委托书", "", f"委托机关：{office.name}", f"受委托组织：{lists.BRIGADES[office.key]}", "委托事项：行政检查、行政处罚的调查取证",
                                              "委托期限：至2028年12月31日", "", "（本文件为演示样例，云溪县为虚构。）"])
    if office.key in ("scjg", "wsjk"):
        out["application-form.docx"] = f.docx_bytes(["行政许可申请表（样本）", "", "申请人：", "统一社会信用代码：", "申请事项：", "申请人承诺所填内容和所附材料真实。"])
    if office.key == "zhzf":
        out["inspection-flow.png"] = papers.drawing()
    return out


def law_files(county):
    """The register of laws has no approval columns: 司法局 signs the whole file in a sidecar."""
    used = {}
    for office in county.offices.values():
        for group in (office.trades.OFFENCES, office.trades.PERMITS, office.trades.INSPECTIONS, office.trades.ACTS):
            for law in (law for thing in group for law in thing.laws):
                if office.short not in used.setdefault(law, []):
                    used[law].append(office.short)
    rows = laws.laws(used)
    county.records["sfj"]["laws"] = rows
    content = f.csv_bytes([h for h, _ in c.LAW], c.rows_of(c.LAW, rows), encoding="utf-8-sig")
    office = county.offices["sfj"]
    sidecar = (f'# 整个文件一次审核：改动 laws.csv 之后要重新审核，重新填写 sha256。\napprover = "{office.reviewers[0]}"\noffice = "行政执法协调监督科"\ndate = 2026-11-02\n'
               f'entered_by = "{office.clerks[0]}"\nsha256 = "{hashlib.sha256(content).hexdigest()}"\n')
    return {"laws.csv": content, "laws.csv.approved.toml": sidecar.encode()}


def inbox():
    county, out = County(), {}
    for key, office in county.offices.items():
        made = {**common_files(office, county.records[key]), **case_files(office, county.records[key]), **paper_files(county, office), **correction_files(county, office)}
        if key == "sfj":
            made.update(law_files(county))
        out.update({f"{key}/{name}": content for name, content in made.items()})
    return county, dict(sorted(out.items()))


def parts(name, content):
    """What must be equal: the bytes, or for a zip its parts."""
    if not name.endswith((".xlsx", ".docx")):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(info.filename, info.date_time, archive.read(info)) for info in archive.infolist()]


def check(made):
    found = {path.relative_to(INBOX).as_posix(): path.read_bytes() for path in INBOX.rglob("*") if path.is_file()}
    wrong = [f"missing: {name}" for name in made if name not in found] + [f"not of the generator: {name}" for name in sorted(found) if name not in made]
    wrong += [f"differs: {name}" for name in made if name in found and parts(name, made[name]) != parts(name, found[name])]
    print("\n".join(wrong) or f"{len(made)} files as the generator makes them")
    return 1 if wrong else 0


def main(arguments):
    county, made = inbox()
    if arguments == ["--check"]:
        return check(made)
    if arguments == ["--counts"]:
        for key in county.records:
            print(key, {name: len(rows) for name, rows in county.records[key].items()})
        print(sum(len(rows) for records in county.records.values() for rows in records.values()), "records,", sum(map(len, made.values())), "bytes")
        return 0
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    for name, content in made.items():
        path = Path(arguments[0]) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.exit(main(sys.argv[1:]))

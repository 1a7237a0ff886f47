"""Three years of cases: penalties, permits, other decisions, inspections. Each a dict from field name to value."""
from datetime import date, timedelta

from identifiers import capital_yuan, wan_yuan
from words import STREETS, TOWNS, VILLAGES

FIRST_DAY, LAST_DAY = date(2024, 1, 2), date(2026, 11, 18)
OUTSIDE = {"sthj", "nyncj", "zrzy", "slj", "jtys"}     # work in villages and on roads rather than in streets
UNITS = {("scjg", 1): "袋", ("scjg", 2): "公斤", ("scjg", 4): "种", ("scjg", 6): "台", ("scjg", 8): "盒", ("scjg", 11): "台", ("yjgl", 5): "处", ("yjgl", 7): "箱",
         ("yjgl", 8): "箱", ("sthj", 4): "桶", ("jtys", 1): "", ("jtys", 5): "辆", ("zhzf", 6): "瓶", ("zhzf", 7): "", ("nyncj", 1): "瓶", ("nyncj", 2): "种",
         ("nyncj", 3): "袋", ("nyncj", 4): "公斤", ("nyncj", 5): "公斤", ("nyncj", 6): "头", ("nyncj", 7): "瓶", ("zrzy", 2): "株", ("wgl", 5): "套", ("slj", 3): ""}


def workdays(rng, count):
    span = (LAST_DAY - FIRST_DAY).days
    days = []
    while len(days) < count:
        day = FIRST_DAY + timedelta(rng.randint(0, span))
        holiday = (day.month, day.day) <= (1, 3) or day.month == 10 and day.day <= 7 or day.month == 5 and day.day <= 3
        if day.weekday() < 5 and not holiday:
            days.append(day)
    return sorted(days)


def chinese(day):
    return f"{day.year}年{day.month}月{day.day}日"


def sign(rng, office, record, day, careless=True):
    """The approval. A few rows are not approved, or were approved by the one who entered them: these must never be shown."""
    record["entered_by"] = rng.choice(office.clerks)
    record["reviewer"] = rng.choice(office.reviewers)
    record["review_office"] = "法制科" if office.key in ("zhzf", "yjgl") else "政策法规科"
    record["review_status"] = "通过"
    record["review_date"] = min(day + timedelta(rng.randint(1, 5)), LAST_DAY + timedelta(1))
    draw = rng.random() if careless else 1
    if draw < 0.012:
        record["review_status"], record["reviewer"], record["review_date"] = "待审核", "", ""
    elif draw < 0.018:
        record["review_status"] = "退回"
    elif draw < 0.026:
        record["reviewer"] = record["entered_by"]
    return record


def party_fields(rng, party, day):
    name = party.name
    if party.old and (day < date(2025, 6, 1) or rng.random() < 0.3):
        name = party.old[0]
    natural = party.kind == "自然人"
    return {"party_name": name, "party_kind": party.kind, "party_code": "" if natural else party.code,
            "registration_number": party.registration, "legal_representative": "" if natural else party.head,
            "party_id_kind": "居民身份证" if natural else "", "party_id": party.id_number, "party_phone": party.mobile,
            "party_address": party.place if natural else ""}


def authority(office):
    return {"authority_name": office.name, "authority_code": office.code, "source_name": office.name, "source_code": office.code}


def place(rng, office):
    town = rng.choice(TOWNS)
    if office.key in OUTSIDE and rng.random() < 0.6:
        return town + rng.choice(VILLAGES)
    return f"{town}{rng.choice(STREETS)}{rng.randint(1, 288)}号"


def draw_fine(rng, offence):
    low, high, step = offence.fine
    return low + step * int(rng.random() ** 2 * ((high - low) // step + 1))


def penalty_content(rng, offence, fine, gain, seized):
    parts = []
    for kind in offence.kinds:
        if kind == "罚款":
            parts.append(rng.choice((f"罚款人民币{fine}元", f"罚款{fine}元", f"处罚款人民币{capital_yuan(fine)}（¥{fine}.00）", f"处以{fine}元罚款")))
        elif kind == "没收违法所得":
            parts.append(f"没收违法所得{gain}元")
        elif kind == "没收非法财物":
            parts.append(f"没收{seized or '涉案物品'}")
        else:
            parts.append("给予警告")
    head = offence.also or rng.choice(("", "", "责令改正违法行为，并处罚如下："))
    if len(parts) == 1:
        return head + parts[0] + "。"
    return head + "".join(f"{i}. {part}；" for i, part in enumerate(parts, 1))[:-1] + "。"


def penalty(rng, office, population, day, offence):
    party = population.pick(offence.trade, offence.natural, offence.institution)
    goods = rng.choice(offence.goods)
    number = int(offence.number[-3:])
    amount = f"{rng.randint(2, 48)}{UNITS.get((office.key, number), '件')}"
    fine = draw_fine(rng, offence) if offence.fine else 0
    gain = rng.randint(*offence.gain) if offence.gain else 0
    filed = day - timedelta(rng.randint(18, 80))
    seen = filed - timedelta(rng.randint(0, 6))
    past = seen - timedelta(rng.randint(40, 300))
    facts = rng.choice(offence.facts).format(
        day=chinese(seen), place=place(rng, office), goods=goods, n=amount, value=gain + rng.randint(30, 900) if number != 7 or office.key != "sthj" else rng.randint(60, 900),
        past=chinese(past), months=rng.choice((1, 3, 6, 9)), area=rng.randint(3, 60) * (20 if office.key in OUTSIDE else 1), people=rng.randint(1, 4))
    if party.kind == "自然人" and rng.random() < 0.25:
        facts = facts.replace("当事人", f"当事人{party.name}", 1)
    record = {**party_fields(rng, party, day), **authority(office), "case_name": offence.kind + "案", "violation_type": offence.kind, "facts": facts,
              "basis": offence.basis, "laws": "；".join(offence.laws), "item_code": office.item_code(offence.number), "kinds": ";".join(offence.kinds),
              "content": penalty_content(rng, offence, fine, gain, f"{goods}{amount}" if goods else ""), "fine": wan_yuan(fine) if fine else "",
              "fine_yuan": fine, "confiscated": wan_yuan(gain) if gain else "", "filed_on": filed, "decision_date": day,
              "served_on": min(day + timedelta(rng.randint(0, 5)), LAST_DAY), "publish_until": day.replace(year=day.year + 3) if fine >= 10000 and (day.month, day.day) != (2, 29) else "",
              "procedure": "简易程序" if party.kind == "自然人" and fine <= 200 and not gain else "普通程序", "officers": "；".join(office.active(rng)),
              "legal_review_on": day - timedelta(rng.randint(2, 9)) if fine >= 50000 else "", "status": "正常",
              "archive_number": f"{office.letters}{day.year}-{rng.randint(1, 900):04d}"}
    return sign(rng, office, record, day)


def numbered(records, field, mark, date_field):
    """文号 by year, in the order of the dates."""
    counts = {}
    for record in records:
        year = record[date_field].year
        counts[year] = counts.get(year, 0) + 1
        record[field] = f"{mark}〔{year}〕{counts[year]}号"
    return records


def weighted(rng, things):
    return rng.choices(things, [thing.weight for thing in things])[0]


def penalties(rng, office, population, count):
    records = [penalty(rng, office, population, day, weighted(rng, office.trades.OFFENCES)) for day in workdays(rng, count)]
    return numbered(records, "document_number", office.mark + "罚", "decision_date")


def permits(rng, office, population, count):
    records = []
    for day in workdays(rng, count):
        permit = weighted(rng, office.trades.PERMITS)
        party = population.pick(permit.trade, permit.natural, permit.institution)
        scope = rng.choice(permit.scopes)
        draw = rng.random()
        result = "不予许可" if draw < 0.02 else "准予延续" if draw < 0.12 else "准予变更" if draw < 0.2 else "准予许可"
        content = permit.content.format(scope=scope, place=place(rng, office), area=rng.randint(6, 16) * 10, n=rng.choice((20, 30, 50)))
        granted = result != "不予许可"
        until = date(day.year + permit.years, day.month, min(day.day, 28)) - timedelta(1) if permit.years else "长期"
        record = {**party_fields(rng, party, day), **authority(office), "document_name": permit.document, "permit_kind": permit.kind,
                  "certificate_name": permit.certificate if granted else "", "permit_number": f"{permit.prefix}{rng.randint(10000, 9999999):07d}" if granted else "",
                  "content": content if granted else f"申请从事{scope}，经审查不符合法定条件，决定不予许可，并告知复议和诉讼权利。", "result": result, "decision_date": day,
                  "valid_from": day if granted else "", "valid_until": until if granted else "", "item_code": office.item_code(permit.number),
                  "laws": "；".join(permit.laws), "basis": permit.basis, "status": "正常"}
        records.append(sign(rng, office, record, day))
    return numbered(records, "document_number", office.mark + "许", "decision_date")


def decisions(rng, office, population, count):
    records = []
    for day in workdays(rng, count):
        act = weighted(rng, office.trades.ACTS)
        party = population.pick(act.trade, act.natural)
        goods = rng.choice(act.goods)
        amount = ""
        if act.amount:
            low, high, step = act.amount
            amount = low + step * int(rng.random() ** 2 * ((high - low) // step + 1))
        words = {"goods": goods, "amount": amount, "place": place(rng, office)}
        record = {**party_fields(rng, party, day), **authority(office), "act_class": act.act_class, "act_kind": act.act_kind,
                  "matter": rng.choice(act.reasons).format(**words), "content": act.content.format(**words), "basis": act.basis, "laws": "；".join(act.laws),
                  "item_code": office.item_code(act.number), "amount": amount, "decision_date": day, "mark": act.mark,
                  "valid_until": day + timedelta(29) if "期限30日" in act.content else "", "officers": "；".join(office.active(rng)) if act.act_class == "行政强制" else ""}
        records.append(sign(rng, office, record, day))
    for mark in sorted({record["mark"] for record in records}):
        numbered([record for record in records if record["mark"] == mark], "document_number", "云" + mark, "decision_date")
    return records


RESULTS = (("1", 70), ("E", 16), ("F", 5), ("6", 4), ("7", 3), ("D", 1), ("B;E", 1))


def inspections(rng, office, population, count, cases):
    """`cases`: penalties of the office; now and then an inspection led to one."""
    records, serials = [], {}
    kinds = ("双随机抽查",) * 6 + ("部门联合双随机抽查", "专项检查", "日常检查", "重点检查")
    by_party = {}
    for case in cases:
        by_party.setdefault(case["party_code"], []).append(case)
    for day in workdays(rng, count):
        task = rng.choice(office.trades.INSPECTIONS)
        party = population.pick(task.trade)
        year, half = day.year, 1 if day.month <= 6 else 2
        serials[year] = serials.get(year, 0) + 1
        kind = rng.choice(kinds if task.joint else [k for k in kinds if "联合" not in k])
        code = rng.choices([c for c, _ in RESULTS], [w for _, w in RESULTS])[0]
        found = "E" in code or "D" in code
        record = {**authority(office), "check_number": f"JC330999-{office.letters}-{year}-{serials[year]:04d}",
                  "plan_code": f"{office.letters}{year}CC", "plan_name": f"{year}年度{office.short}随机抽查计划",
                  "task_code": f"{office.letters}{year}-{task.number}-{half}", "task_name": f"{year}年{'上' if half == 1 else '下'}半年{task.matter}", "check_kind": kind,
                  "party_name": party_fields(rng, party, day)["party_name"], "party_kind": party.kind, "party_code": party.code,
                  "inspection_code": office.item_code(task.number), "content": task.sub, "results": code, "detail": rng.choice(task.findings) + "。" if found else "",
                  "follow_up": "责令改正" if found else "抄告相关部门" if code in "67" else "无需后续处置", "check_date": day,
                  "joint": task.joint.replace(";", "；") if "联合" in kind else "", "officers": "；".join(office.active(rng)), "case_number": ""}
        later = [case for case in by_party.get(party.code, []) if 10 < (case["decision_date"] - day).days < 120]
        if later and found and party.code != "00000000000000000X":
            record["case_number"], record["follow_up"] = later[0]["document_number"], "发现案件线索"
        records.append(sign(rng, office, record, day))
    return records

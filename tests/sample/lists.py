"""What is published before anything happens: authorities, officers, matters, guides, charts, catalogues, papers."""
from datetime import date

from cases import sign

SIGNED = date(2026, 10, 20)     # the day on which this year's lists were signed off


def signed(rng, office, rows):
    return [sign(rng, office, row, SIGNED, careless=False) for row in rows]


REVIEW = "自知道或者应当知道该行政行为之日起六十日内，向{body}申请行政复议；或者六个月内，向{court}提起行政诉讼。法律另有规定的，从其规定。"
BRIGADES = {"scjg": "云溪县市场监管综合行政执法队", "jtys": "云溪县交通运输行政执法队", "zhzf": "云溪县综合行政执法队", "nyncj": "云溪县农业行政执法队",
            "wsjk": "云溪县卫生行政执法队", "wgl": "云溪县文化市场综合行政执法队"}
CLASSES = {"行政处罚": "OFFENCES", "行政许可": "PERMITS", "行政检查": "INSPECTIONS"}


def remedies(office):
    return REVIEW.format(body=office.review_body, court=office.court)


def fields_of(office):
    return list(dict.fromkeys(offence.field for offence in office.trades.OFFENCES))


def classes_of(office):
    found = [name for name, things in CLASSES.items() if getattr(office.trades, things)]
    return found + list(dict.fromkeys(act.act_class for act in office.trades.ACTS))


def authorities(rng, office, brigade_code):
    laws = list(dict.fromkeys(law for offence in office.trades.OFFENCES for law in offence.laws))
    fields = "、".join(fields_of(office))
    own = {"authority_name": office.name, "authority_code": office.code, "authority_kind": "行政机关", "act_classes": "；".join(classes_of(office)), "region": "云溪县行政区域",
           "duties": f"负责本县{fields}等领域的监督管理，依法查处违法行为，受理投诉举报。",
           "powers": "依法行使" + "、".join(classes_of(office)) + "等职权；具体事项见《行政执法事项清单》。", "basis": "".join(f"《{law}》" for law in laws), "laws": "；".join(laws),
           "procedure": "行政处罚适用普通程序的：立案、调查取证、审核、告知（听证）、决定、送达、执行、结案；适用简易程序的，可以当场作出决定。其他执法行为按照公布的流程图办理。",
           "remedies": remedies(office), "supervision": f"拨打监督电话{office.supervision_phone}，或者到{office.address}来访；也可以拨打12345。",
           "history": ("原" + "、".join(office.aliases) + "的职责在机构改革后划入本机关，以原名称作出的决定由本机关承继。") if len(office.aliases) > 1 else "",
           "address": office.address, "phone": office.phone, "supervision_phone": office.supervision_phone, "office_hours": office.hours,
           "head": office.reviewers[0], "liaison": office.clerks[0], "liaison_mobile": f"1990000{rng.randint(0, 9999):04d}"}
    rows = [own]
    if brigade_code:
        rows.append({**own, "authority_name": BRIGADES[office.key], "authority_code": brigade_code, "authority_kind": "受委托组织", "act_classes": "行政处罚；行政检查",
                     "entrusted_by": office.name, "entrusted_until": date(2028, 12, 31), "duties": f"受{office.name}委托，以其名义在本县实施{fields}领域的行政检查和行政处罚的调查取证。",
                     "powers": "以委托机关的名义执法，后果由委托机关承担。", "history": "", "entrustment": "entrustment.pdf" if office.key in ("zhzf", "nyncj") else ""})
    return signed(rng, office, rows)


def officers(rng, office):
    rows = []
    for one in office.officers:
        birth = one["birth_date"]
        row = dict(one)
        row["id_number"] = __import__("identifiers").id_number(birth.year, birth.month, birth.day, one["serial"] * 7)
        row["mobile"] = f"1990000{rng.randint(0, 9999):04d}"
        rows.append(row)
    return signed(rng, office, rows)


def items(rng, office):
    rows = []

    def add(number, name, category, field, basis, laws, party):
        rows.append({"item_code": office.item_code(number), "item_name": name, "category": category, "field": field, "authority_name": office.name, "authority_code": office.code,
                     "office": rng.choice(office.rooms), "duties": f"依法对{field}领域实施{category}，记录全过程，按期公示结果。", "powers": "县级；属于本级法定职权。",
                     "basis": basis, "laws": "；".join(laws), "procedure": {"行政处罚": "立案—调查取证—审核—告知—决定—送达—执行", "行政许可": "申请—受理—审查—决定—送达",
                     "行政检查": "制定计划—抽取对象和人员—亮证检查—记录—公示结果—后续处理"}.get(category, "启动—审查—决定—送达—执行"), "party_scope": party,
                     "supervision": f"监督电话{office.supervision_phone}", "published_on": date(2024, 1, 2), "remark": ""})
    for o in office.trades.OFFENCES:
        add(o.number, o.matter, "行政处罚", o.field, o.basis, o.laws, "公民、法人和其他组织" if o.natural else "法人和其他组织、个体工商户")
    for p in office.trades.PERMITS:
        add(p.number, p.matter, "行政许可", fields_of(office)[0], p.basis, p.laws, "公民、法人和其他组织")
    for i in office.trades.INSPECTIONS:
        add(i.number.replace("SJ", "JC"), i.matter, "行政检查", fields_of(office)[0], i.basis, i.laws, i.objects)
    for a in office.trades.ACTS:
        add(a.number, a.matter, a.act_class, fields_of(office)[-1], a.basis, a.laws, "公民、法人和其他组织")
    return signed(rng, office, rows)


def inspection_items(rng, office):
    return signed(rng, office, [{
        "inspection_code": office.item_code(i.number), "inspection_name": i.matter, "sub_item": i.sub, "authority_name": office.name, "joint": i.joint.replace(";", "；"),
        "basis": i.basis, "laws": "；".join(i.laws), "objects": i.objects, "content": i.content, "share": i.share, "method": i.method, "frequency": i.frequency, "yearly_cap": i.cap,
        "period": "3月—11月", "office": rng.choice(office.rooms), "item_code": office.item_code(i.number.replace("SJ", "JC"))} for i in office.trades.INSPECTIONS])


def guides(rng, office):
    rows = []
    for p in office.trades.PERMITS:
        rows.append({"guide_code": office.item_code(p.number).replace("330999", "ZN"), "item_name": p.matter, "category": "行政许可", "item_code": office.item_code(p.number), "basis": p.basis,
                     "laws": "；".join(p.laws), "conditions": "\n".join(f"{i}. {part}" for i, part in enumerate(p.conditions.rstrip("。").split("；"), 1)), "materials": "\n".join(p.materials),
                     "preferential": "实行告知承诺和容缺受理；小微企业免费寄递证照。" if p.kind == "普通" else "", "time_limit": f"自受理之日起{p.days}个工作日"})
    for a in office.trades.ACTS:
        if a.act_class in ("行政确认", "行政给付"):
            rows.append({"guide_code": office.item_code(a.number).replace("330999", "ZN"), "item_name": a.matter, "category": a.act_class, "item_code": office.item_code(a.number), "basis": a.basis,
                         "laws": "；".join(a.laws), "conditions": "", "materials": "申请表 原件 1份\n身份证明 原件核对 1份\n证明符合条件的材料 原件或者复印件 1份", "preferential": "", "time_limit": "自受理之日起20个工作日"})
    for row in rows:
        row.update({"accepting_office": f"云溪县政务服务中心{office.short}窗口", "deciding_office": office.name, "procedure": "1. 申请：到窗口或者网上提交材料\n2. 受理：材料齐全的当场受理，不齐的一次告知\n3. 审查：书面审查，需要的现场核查\n4. 决定：作出决定并送达，不予许可的说明理由",
                    "supervision": f"监督电话{office.supervision_phone}；也可以拨打12345。", "accountability": "工作人员不一次告知、超期办理、索要财物的，依照《中华人民共和国行政许可法》第七十二条至第七十四条和有关规定处理。",
                    "remedies": remedies(office), "office_hours": office.hours, "address": "云溪县城关街道云中路88号政务服务中心", "phone": office.phone, "fee": "不收费"})
    if rows and office.key in ("scjg", "wsjk"):
        rows[0]["form"] = "application-form.docx"
    return signed(rng, office, rows)


PENALTY_STEPS = """1 发现线索｜执法人员｜｜投诉举报、检查、移送
2 立案审批｜机关负责人｜发现之日起15日内 -> 3 予以立案；11 不予立案
3 调查取证｜两名以上执法人员｜｜出示执法证件，全过程音像记录
4 案件审核｜法制机构｜7个工作日｜重大案件法制审核、集体讨论
5 告知｜执法人员｜｜告知事实、理由、依据和陈述、申辩、听证权利 -> 6 要求听证；7 不要求听证
6 听证｜非本案调查人员｜提出后组织
7 作出决定｜机关负责人｜立案之日起90日内 -> 8 给予处罚；11 不予处罚；10 涉嫌犯罪
8 送达｜执法人员｜宣告后当场交付或者7日内送达
9 执行和公示｜执法机关｜决定之日起7个工作日内公示 -> 11
10 移送司法机关｜执法机关｜｜ -> 结束
11 结案归档｜执法机关｜｜ -> 结束"""
PERMIT_STEPS = """1 提出申请｜申请人｜｜窗口或者网上
2 收件核对｜窗口｜当场或者5日内 -> 3 材料齐全；1 一次告知补正
3 受理｜窗口｜即时｜出具受理凭证
4 审查｜承办科室｜承诺时限内｜需要的现场核查、听证
5 决定｜机关负责人｜20日内 -> 6 准予；7 不予，说明理由
6 制证送达和公示｜窗口｜10日内；7个工作日内公示 -> 结束
7 送达不予许可决定｜窗口｜10日内 -> 结束"""
FORCE_STEPS = """1 报告并批准｜机关负责人｜实施前
2 通知当事人到场｜两名以上执法人员｜当场｜出示执法身份证件
3 告知理由、依据、权利｜执法人员｜当场
4 听取陈述和申辩｜执法人员｜当场
5 制作现场笔录｜执法人员｜当场｜全过程音像记录
6 实施查封、扣押｜执法人员｜期限不超过30日，可延长一次 -> 7
7 处理决定｜机关负责人｜期限届满前 -> 8 没收、销毁；9 解除
8 依法没收或者销毁｜执法机关 -> 结束
9 解除并退还财物｜执法机关｜立即 -> 结束"""
REVIEW_STEPS = """1 送审｜承办机构｜作出决定前
2 材料核对｜法制机构｜1个工作日 -> 3 齐全；1 退回补充
3 审核｜法制机构｜7个工作日，复杂的延长3日
4 提出意见｜法制机构 -> 6 同意；5 有不同意见
5 协调，报负责人决定｜机关负责人｜3个工作日 -> 6
6 作出执法决定｜机关负责人 -> 7
7 归档｜承办机构 -> 结束"""
INSPECT_STEPS = """1 公布检查事项和频次上限｜执法机关
2 制定年度计划｜执法机关｜每年3月底前
3 随机抽取对象和人员｜执法机关｜检查前
4 亮证、扫码、说明事由｜两名以上执法人员
5 现场检查并记录｜执法人员 -> 6 未发现问题；7 发现问题
6 公示结果｜执法机关｜20个工作日内 -> 结束
7 责令改正或者立案｜执法机关 -> 6"""


def flowcharts(rng, office):
    charts = [("LC-01", "行政处罚普通程序流程图", "行政处罚", PENALTY_STEPS, [office.item_code(o.number) for o in office.trades.OFFENCES], "《中华人民共和国行政处罚法》第五章", "中华人民共和国行政处罚法")]
    if office.trades.PERMITS:
        charts.append(("LC-02", "行政许可流程图", "行政许可", PERMIT_STEPS, [office.item_code(p.number) for p in office.trades.PERMITS], "《中华人民共和国行政许可法》第四章", "中华人民共和国行政许可法"))
    forced = [office.item_code(a.number) for a in office.trades.ACTS if a.act_class == "行政强制"]
    if forced:
        charts.append(("LC-03", "查封、扣押流程图", "行政强制", FORCE_STEPS, forced, "《中华人民共和国行政强制法》第三章", "中华人民共和国行政强制法"))
    rows = [{"chart_code": office.item_code(code).replace("330999-", ""), "chart_title": f"{office.short}{title}", "category": category, "steps": steps,
             "item_codes": "；".join(codes), "basis": basis, "laws": law} for code, title, category, steps, codes, basis, law in charts]
    if office.key == "zhzf":
        rows.append({"chart_code": "ZH-LC-04", "chart_title": "县综合执法局行政检查流程图", "category": "行政检查", "item_codes": "", "image": "inspection-flow.png", "steps": "",
                     "image_text": "公布检查事项和频次上限 → 制定年度计划 → 随机抽取检查对象和执法人员 → 亮证、扫码、说明事由 → 现场检查并记录 → 公示结果（20个工作日内）；发现问题的，责令改正或者立案。",
                     "basis": "《国务院办公厅关于严格规范涉企行政检查的意见》（国办发〔2024〕54号）", "laws": ""})
    if office.key == "sfj":
        rows += [{"chart_code": "SF-LC-10", "chart_title": "重大执法决定法制审核流程图", "category": "行政处罚", "steps": REVIEW_STEPS, "item_codes": "", "basis": "《中华人民共和国行政处罚法》第五十八条", "laws": "中华人民共和国行政处罚法"},
                 {"chart_code": "SF-LC-11", "chart_title": "双随机、一公开检查流程图", "category": "行政检查", "steps": INSPECT_STEPS, "item_codes": "", "basis": "《国务院办公厅关于严格规范涉企行政检查的意见》（国办发〔2024〕54号）", "laws": ""}]
    return signed(rng, office, rows)


STAGES = (("现场检查", "执法记录仪；照相", "检查现场", "进入现场、出示证件时", "亮证告知、检查过程、发现的问题、当事人意见", "离开现场时", "否"),
          ("随机抽查", "执法记录仪", "抽查对象经营场所", "进入现场时", "抽取结果告知、检查过程", "检查记录签字后", "否"),
          ("调查取证", "录音录像设备；照相", "询问室或者现场", "告知权利义务时", "询问过程、提取证据、当事人确认", "笔录签字后", "否"),
          ("证据保全", "执法记录仪；照相", "保全现场", "宣布先行登记保存时", "清点、登记、封存、当事人签字", "封存完毕", "是"),
          ("听证", "固定摄像机", "听证室", "宣布听证开始时", "全过程", "宣布听证结束时", "是"),
          ("行政强制", "两台以上执法记录仪", "强制现场", "到达现场时", "告知、陈述申辩、查封扣押或者拆除的全过程", "撤离现场时", "是"),
          ("送达", "执法记录仪；照相", "送达地点", "说明来意时", "文书名称、签收或者拒收情况、留置或者公告张贴", "送达回证填写后", "否"))


def recording_items(rng, office):
    stages = STAGES if office.key in ("scjg", "zhzf", "sfj") else [s for s in STAGES if s[0] in ("现场检查", "调查取证", "证据保全", "行政强制", "送达")]
    return signed(rng, office, [{
        "recording_code": f"{office.letters}-YX-{i:02d}", "stage": stage, "category": "行政强制" if stage == "行政强制" else "行政检查" if "查" in stage and stage != "调查取证" else "行政处罚",
        "matter": "各类执法事项", "method": method, "place": where, "begins": begins, "content": what, "ends": ends, "full": full,
        "kept": "永久" if stage == "行政强制" else "不少于3年", "recorder": rng.choice(office.clerks)} for i, (stage, method, where, begins, what, ends, full) in enumerate(stages, 1)])


def review_catalog(rng, office):
    threshold = {"scjg": "10", "sthj": "20", "yjgl": "10", "zrzy": "10"}.get(office.key, "5")
    rows = [("行政处罚", "较大数额罚款、没收", f"对法人、非法人组织罚款{threshold}万元以上，对公民罚款1万元以上；没收违法所得、非法财物价值相当于上述数额。", threshold, "《中华人民共和国行政处罚法》第五十八条、第六十三条"),
            ("行政处罚", "吊销许可证件、责令停产停业", "吊销许可证件、降低资质等级、责令停产停业、责令关闭、限制从业的，不论金额。", "", "《中华人民共和国行政处罚法》第五十八条"),
            ("行政许可", "涉及第三人重大利益的许可", "直接关系申请人与他人之间重大利益关系、经过听证程序，或者撤销许可的。", "", "《中华人民共和国行政许可法》第四十六条、第四十七条、第六十九条")]
    if any(a.act_class == "行政强制" for a in office.trades.ACTS):
        rows.append(("行政强制", "查封生产经营场所、强制拆除", "查封生产经营场所、扣押物品价值较大，或者代履行、强制拆除的。", "", "《中华人民共和国行政强制法》第三章、第四章"))
    if office.key == "sfj":
        rows = rows[:1]
    return signed(rng, office, [{
        "catalog_code": f"{office.letters}-FS-{i:02d}", "matter": matter, "category": category, "criteria": criteria, "threshold": amount, "basis": basis,
        "review_points": "主体是否合法；人员是否具备资格；事实是否清楚；证据是否确凿；适用法律和裁量基准是否准确；程序是否合法；是否超越职权；文书是否完备；是否涉嫌犯罪需要移送。",
        "submission": "送审函；拟作出的决定；调查终结报告；证据材料；听证或者评估报告。", "reviewing_office": "法制科" if office.key in ("zhzf", "yjgl") else "政策法规科",
        "time_limit": "7个工作日"} for i, (category, matter, criteria, amount, basis) in enumerate(rows, 1)])


def windows(rng, office, count):
    services = [p.matter for p in office.trades.PERMITS] or [a.matter for a in office.trades.ACTS]
    rows = []
    for i in range(1, count + 1):
        officer = [o for o in office.officers if not o["expired"]][i % 5]
        rows.append({"window_code": f"{office.letters}{i:02d}", "window_name": f"{office.short}{'综合受理' if i == 1 else '业务办理'}窗口", "hall": "云溪县政务服务中心" + ("一" if office.order % 2 else "二") + "楼大厅",
                     "unit": office.name, "staff_name": officer["name"], "post": officer["post"], "certificate_number": officer["certificate_number"], "act_classes": "行政许可",
                     "services": "；".join(services), "office_hours": office.hours, "phone": office.phone, "supervision_phone": office.supervision_phone, "mobile": f"1990000{rng.randint(0, 9999):04d}"})
    return signed(rng, office, rows)

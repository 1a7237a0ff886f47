"""One file with the mistakes departments really make, each in its own row. MISTAKES says which; the docs quote the receipt."""
from datetime import date, timedelta

from columns import PENALTY_SHORT
from files import csv_bytes
from identifiers import credit_code, id_number

# line in the file (the header is line 1) → what is wrong there
MISTAKES = (
    (2, "没有错误：对照用"), (3, "处罚决定日期“2026-13-01”：没有 13 月"), (4, "统一社会信用代码校验位不对"), (5, "罚款金额填成元（应为 0.2 万元，填了 2000）"), (6, "没有决定书文号"),
    (7, "这一行少了后面的列（导出时断开）"), (8, "文号与第 2 行重复，内容不同"), (9, "事项编码 330999-ZH-CF-099 不在执法事项清单里"), (10, "当事人名称里有私有区字符（造字）"), (11, "违法事实里有没有成对的引号"),
    (12, "备注似的单元格以 = 开头，像公式"), (13, "违法事实里写了身份证号和手机号"), (14, "日期是 Excel 序列值 46294（能读，提醒）"), (15, "文号的六角括号写成 [ ]（能读，改写）"), (16, "处罚决定日期“2206-09-18”：年份前后颠倒"),
    (17, "统一社会信用代码栏填了身份证号"), (18, "信用代码被 Excel 变成 9.13331E+17"), (19, "处罚种类写成“罚钱”"), (20, "罚款金额与处罚内容不一致（500 元与 0.5 万元）"), (21, "待审核：不公示，也不算错误"), (22, "审核人和录入人是同一个人：不公示"),
    (23, "行政相对人类别空着，又没有代码：只能按自然人处理"))

CASES = (("云溪县临河建材经营有限公司", "城关街道解放街", "瓷砖"), ("云溪县青禾家居有限公司", "青石镇青石老街", "旧家具"), ("云溪县顺发装饰工程有限公司", "城关街道商贸城东区", "板材"), ("云溪县稻香粮油有限公司", "双溪镇双溪中路", "空油桶"),
         ("云溪县方圆五金制品有限公司", "城关街道工业一路", "钢管"), ("云溪县月湖餐饮服务有限公司", "听泉镇听泉巷", "桌椅"), ("云溪县百川商贸有限公司", "石桥镇石桥街", "纸箱"))


def mistakes_file(office):
    fields = [field for _, field in PENALTY_SHORT]
    good = credit_code("91", 9901 + 903 % len(CASES))
    flipped = good[:-1] + ("0" if good[-1] != "0" else "1")
    number = 900

    def row(**changes):
        nonlocal number
        number += 1
        name, place, thing = CASES[number % len(CASES)]
        day = date(2026, 9, 1) + timedelta(number - 900)
        values = {"#": str(number - 900), "document_number": f"云综执罚〔2026〕{number}号", "party_name": name, "party_kind": "法人及非法人组织", "party_code": credit_code("91", 9901 + number % len(CASES)), "case_name": "擅自占用公共场地堆放物料案",
                  "violation_type": "未经批准擅自占用公共场地堆放物料", "facts": f"{day.year}年{day.month}月{day.day}日巡查发现，当事人在{place}人行道上堆放{thing}约{number % 9 + 4}平方米，责令清理后逾期未改。", "basis": "《城市市容和环境卫生管理条例》第十四条、第三十六条第二项",
                  "kinds": "罚款", "content": "罚款500元。", "fine": "0.05", "decision_date": day + timedelta(15), "served_on": day + timedelta(17), "authority_name": office.name, "item_code": "330999-ZH-CF-001", "procedure": "普通程序",
                  "officers": "；".join(o["certificate_number"] for o in office.officers[:2]), "review_status": "通过", "reviewer": office.reviewers[0], "review_office": "法制科", "review_date": day + timedelta(18), "entered_by": office.clerks[0]}
        values.update(changes)
        return [values.get(field, "") for field in fields]

    person = {"party_name": "丁一木", "party_kind": "自然人", "party_code": ""}
    rows = [
        row(), row(decision_date="2026-13-01"), row(party_code=flipped), row(content="罚款人民币2000元。", fine="2000"), row(document_number=""),
        row(), row(document_number="云综执罚〔2026〕901号", content="罚款800元。", fine="0.08"), row(item_code="330999-ZH-CF-099"),
        row(party_name="云溪县\ue5e5泉建材有限公司"), row(facts='当事人在门口立有"停车收费牌子一块，未经批准。'), row(case_name="=HYPERLINK(\"http://example.example\",\"点我\")"),
        row(**person, facts=f"2026年9月5日，丁一木（身份证号{id_number(1979, 4, 5, 33)}，电话19900001234）在车站路摆摊占道，经劝导不改。"),
        row(decision_date="46294"), row(document_number="云综执罚[2026]914号"), row(decision_date="2206-09-18"), row(**{**person, "party_code": id_number(1979, 4, 5, 33)}),
        row(party_code="9.13331E+17"), row(kinds="罚钱"), row(content="罚款500元。", fine="0.5"), row(review_status="待审核", reviewer="", review_date=""), row(reviewer=office.clerks[0]),
        row(party_name="老丁修车", party_kind="", party_code="")]
    ragged = 5
    text = csv_bytes([header for header, _ in PENALTY_SHORT], rows, encoding="utf-8").decode()
    lines = text.split("\r\n")
    lines[ragged + 1] = ",".join(lines[ragged + 1].split(",")[:12])         # line 7
    lines[10] = lines[10].replace('"当事人在门口立有""停车收费牌子一块，未经批准。"', '当事人在门口立有"停车收费牌子一块，未经批准。')   # line 11: as a program that does not quote writes it
    return "\r\n".join(lines).encode("gb18030")

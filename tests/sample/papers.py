"""Rules, discretion tables, handbooks and specimen papers, with their files."""
from datetime import date

from files import docx_bytes, pdf_bytes, png_bytes
from lists import signed

SEVEN = ("公示范围", "公示内容", "公示载体", "公示程序", "时限要求", "监督方式", "保障措施")
SPECIMENS = (("立案审批表", ("案由：", "当事人：", "案件来源：", "承办机构意见：", "负责人审批意见：")),
             ("现场检查笔录", ("检查时间：", "检查地点：", "被检查人：", "执法人员及证号：", "检查情况：", "被检查人确认签字：")),
             ("询问笔录", ("询问时间：", "询问地点：", "询问人及证号：", "被询问人：", "告知权利义务：", "问：", "答：")),
             ("行政处罚事先告知书", ("当事人：", "拟处罚的事实、理由、依据：", "拟处罚的内容：", "你（单位）有权陈述、申辩，符合条件的可以要求听证。")),
             ("行政处罚决定书", ("当事人：", "违法事实和证据：", "处罚的种类和依据：", "履行方式和期限：", "申请行政复议、提起行政诉讼的途径和期限：", "机关名称和日期：")),
             ("送达回证", ("受送达人：", "文书名称和文号：", "送达方式：", "签收人和日期：")))


def county_papers(rng, office):
    """The rules of the whole county, by 司法局. Returns rows and files."""
    rows, files = [], {}
    rules = (("云溪县行政执法公示办法", "云司发〔2024〕5号", date(2024, 1, 12), "county-disclosure-rules.pdf", "公示谁、公示什么、在哪里公示、谁审核、几天之内公示、怎么监督、怎么保障，共七章。行政许可、行政处罚决定作出之日起7个工作日内公示，其他执法决定20个工作日内公示，法律、行政法规另有规定的除外。"),
             ("云溪县行政执法全过程记录实施办法", "云司发〔2024〕6号", date(2024, 1, 12), "county-recording-rules.pdf", "文字记录覆盖启动、调查取证、审核决定、送达执行；音像记录按清单执行，对直接涉及重大财产权益的现场执法活动全程音像记录。"),
             ("云溪县重大执法决定法制审核办法", "云司发〔2024〕7号", date(2024, 1, 12), "county-review-rules.pdf", "重大执法决定作出前必须经过法制审核，未经审核或者审核未通过的，不得作出决定。规定审核范围、材料、内容、时限和意见不一致时的协调。"),
             ("云溪县行政执法证件管理规定", "云司发〔2024〕19号", date(2024, 6, 3), "", "执法人员经考试合格取得证件，证件五年有效；调离、退休的收回证件；过期证件不得使用。"),
             ("云溪县涉企行政检查事项和年度频次上限通告", "云司发〔2025〕8号", date(2025, 3, 21), "inspection-caps.txt", "公布涉企行政检查的主体、事项和对同一企业的年度频次上限；未经公布的，不得实施。"),
             ("云溪县行政执法统计年报（2024年度）", "云司发〔2025〕3号", date(2025, 1, 24), "annual-report-2024.pdf", "各机关上一年度行政许可、行政处罚、行政强制、行政检查的数量和罚没金额，每年1月31日前公开。"),
             ("云溪县行政执法统计年报（2025年度）", "云司发〔2026〕2号", date(2026, 1, 27), "annual-report-2025.pdf", "各机关上一年度行政许可、行政处罚、行政强制、行政检查的数量和罚没金额，每年1月31日前公开。"))
    for i, (title, number, day, file, summary) in enumerate(rules, 1):
        kind = "年度报告" if "年报" in title else "通知通报" if "通告" in title else "制度文件"
        rows.append({"document_code": f"SF-WJ-{i:02d}", "document_title": title, "kind": kind, "document_number": number, "issuer": office.name, "published_on": day,
                     "validity": "现行有效", "summary": summary, "headings": "；".join(SEVEN) if "公示办法" in title else "", "attachment": file})
        lines = [title, number, "", *(f"第{n}章　{head}" for n, head in zip("一二三四五六七", SEVEN))] if "公示办法" in title else [title, number, "", *split_lines(summary)]
        if file.endswith(".pdf"):
            files[file] = pdf_bytes([*lines, "", "（本文件为演示样例，云溪县为虚构。）"])
        elif file:
            files[file] = ("\r\n".join([*lines, "", "（本文件为演示样例，云溪县为虚构。）"]) + "\r\n").encode()
    for i, (name, body) in enumerate(SPECIMENS, 1):
        file = f"specimen-{i:02d}.docx"
        files[file] = docx_bytes([f"云溪县行政执法文书样本：{name}", "", *body, "", "（样本，仅供参考）"])
        rows.append({"document_code": f"SF-WS-{i:02d}", "document_title": f"行政执法文书样本：{name}", "kind": "文书样本", "document_number": "", "issuer": office.name,
                     "published_on": date(2024, 3, 15), "validity": "现行有效", "summary": "适用于行政处罚普通程序，可以下载填写。栏目：" + "、".join(line.rstrip("：。") for line in body) + "。", "attachment": file})
    return signed(rng, office, rows), files


def split_lines(text, width=34):
    return [text[i:i + width] for i in range(0, len(text), width)]


def office_papers(rng, office):
    """The department's own: its three methods, and its discretion table."""
    files = {"discretion.pdf": pdf_bytes([f"{office.name}行政处罚裁量基准", "", "违法程度　　裁量幅度", "轻微　　　　可以不予处罚或者警告", "一般　　　　法定幅度的30%以下",
                                          "较重　　　　法定幅度的30%至70%", "严重　　　　法定幅度的70%以上", "", "（本文件为演示样例，云溪县为虚构。）"])}
    bases = (("行政执法公示实施细则", "本机关公示的范围、内容、载体、程序、时限、监督方式和保障措施；公示信息由承办机构录入、法制机构审核。"),
             ("行政执法全过程记录实施细则", "文字和音像记录的环节、设备、保存和调阅；音像记录事项见清单。"),
             ("重大执法决定法制审核实施细则", "本机关重大执法决定的范围、送审材料、审核时限和责任。"))
    rows = []
    for i, (title, summary) in enumerate(bases, 1):
        if office.key in ("wgl", "slj") and i > 1:
            continue                              # small offices have not written theirs yet: the page will say so
        rows.append({"document_code": f"{office.letters}-WJ-{i:02d}", "document_title": f"{office.short}{title}", "kind": "制度文件", "document_number": f"{office.mark}发〔2024〕{10 + i}号",
                     "issuer": office.name, "published_on": date(2024, 3, 5 + i), "validity": "现行有效", "summary": summary, "attachment": "",
                     "headings": "；".join(SEVEN[:6] if office.key == "slj" else SEVEN) if i == 1 else ""})
    rows.append({"document_code": f"{office.letters}-CL-01", "document_title": f"{office.short}行政处罚裁量基准", "kind": "裁量基准", "document_number": f"{office.mark}发〔2025〕21号", "issuer": office.name,
                 "published_on": date(2025, 5, 12), "valid_until": date(2030, 5, 11), "validity": "现行有效", "summary": "按违法程度分为轻微、一般、较重、严重四档，列明适用情形和裁量幅度。", "attachment": "discretion.pdf"})
    return signed(rng, office, rows), files


def drawing():
    """The inspection chart that 综合执法 keeps as a picture."""
    boxes = [(120, 10 + 52 * i, 240, 32) for i in range(6)] + [(400, 218, 70, 32)]
    arrows = [(240, 44 + 52 * i, 17) for i in range(5)]
    return png_bytes(480, 320, boxes, arrows)

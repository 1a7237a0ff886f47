"""Header sets: what stands in the first row of each department's file, and which field it is."""

APPROVAL = (("审核状态", "review_status"), ("审核人", "reviewer"), ("审核部门", "review_office"), ("审核日期", "review_date"), ("录入人", "entered_by"))

PENALTY_STANDARD = (
    ("行政相对人名称", "party_name"), ("行政相对人类别", "party_kind"), ("行政相对人代码_1（统一社会信用代码）", "party_code"), ("行政相对人代码_2（工商注册号）", "registration_number"),
    ("行政相对人代码_3（组织机构代码）", ""), ("行政相对人代码_4（税务登记号）", ""), ("行政相对人代码_5（事业单位证书号）", ""), ("行政相对人代码_6（社会组织登记证号）", ""),
    ("法定代表人", "legal_representative"), ("法定代表人证件类型", ""), ("法定代表人证件号码", ""), ("证件类型", "party_id_kind"), ("证件号码", "party_id"),
    ("行政处罚决定书文号", "document_number"), ("违法行为类型", "violation_type"), ("违法事实", "facts"), ("处罚依据", "basis"), ("处罚类别", "kinds"), ("处罚内容", "content"),
    ("罚款金额（万元）", "fine"), ("没收违法所得、没收非法财物的金额（万元）", "confiscated"), ("暂扣或吊销证照名称及编号", ""), ("处罚决定日期", "decision_date"), ("处罚有效期", ""),
    ("公示截止期", "publish_until"), ("处罚机关", "authority_name"), ("处罚机关统一社会信用代码", "authority_code"), ("数据来源单位", "source_name"),
    ("数据来源单位统一社会信用代码", "source_code"), ("备注", ""), ("执法事项编码", "item_code"), ("适用法律", "laws"), ("执法人员证号", "officers"), ("立案日期", "filed_on"), *APPROVAL)

PENALTY_CODES = (
    ("CF_WSH", "document_number"), ("CF_XDR_MC", "party_name"), ("CF_XDR_LB", "party_kind"), ("CF_XDR_SHXYM", "party_code"), ("CF_XDR_GSZC", "registration_number"), ("CF_FRDB", "legal_representative"),
    ("CF_XDR_ZJLX", "party_id_kind"), ("CF_XDR_ZJHM", "party_id"), ("CF_WFXW", "violation_type"), ("CF_SY", "facts"), ("CF_YJ", "basis"), ("CF_CFLB", "kinds"), ("CF_NR", "content"), ("CF_NR_FK", "fine"),
    ("CF_NR_WFFF", "confiscated"), ("CF_JDRQ", "decision_date"), ("CF_CFJG", "authority_name"), ("CF_CFJGDM", "authority_code"), ("CF_SJLY", "source_name"), ("CF_SJLYDM", "source_code"),
    ("执法事项编码", "item_code"), ("执法人员证号", "officers"), ("适用法律", "laws"), *APPROVAL)

PENALTY_2015 = (
    ("CF_WSH", "document_number"), ("CF_CFMC", "case_name"), ("CF_CFLB1", "kinds"), ("CF_CFLB2", ""), ("CF_SY", "facts"), ("CF_YJ", "basis"), ("CF_XDR_MC", "party_name"), ("CF_XDR_SHXYM", "party_code"),
    ("CF_XDR_ZDM", ""), ("CF_XDR_GSDJ", "registration_number"), ("CF_XDR_SWDJ", ""), ("CF_XDR_SFZ", "party_id"), ("CF_FR", "legal_representative"), ("CF_JG", "content"), ("CF_JDRQ", "decision_date"),
    ("CF_XZJG", "authority_name"), ("CF_ZT", "=0"), ("DFBM", "=330999"), ("SJC", "review_date"), ("BZ", ""), *APPROVAL)

PENALTY_SHORT = (
    ("序号", "#"), ("决定书文号", "document_number"), ("当事人", "party_name"), ("当事人类型", "party_kind"), ("统一社会信用代码", "party_code"), ("身份证号码", "party_id"), ("联系电话", "party_phone"), ("住址", "party_address"),
    ("案由", "case_name"), ("违法行为类型", "violation_type"), ("主要违法事实", "facts"), ("处罚依据", "basis"), ("处罚种类", "kinds"), ("处罚决定", "content"), ("罚款金额（万元）", "fine"), ("没收金额（万元）", "confiscated"),
    ("决定日期", "decision_date"), ("送达日期", "served_on"), ("处罚机关", "authority_name"), ("事项编码", "item_code"), ("适用程序", "procedure"), ("执法证号", "officers"), ("法制审核日期", "legal_review_on"),
    ("案卷号", "archive_number"), *APPROVAL)

PENALTY_BANK = (
    ("行政处罚决定书文号", "document_number"), ("被处罚当事人名称", "party_name"), ("当事人类别", "party_kind"), ("统一社会信用代码", "party_code"), ("违法违规类型", "violation_type"), ("主要违法违规事实（案由）", "facts"), ("行政处罚依据", "basis"),
    ("处罚种类", "kinds"), ("行政处罚决定", "content"), ("罚款金额（万元）", "fine"), ("作出处罚决定的日期", "decision_date"), ("作出处罚决定的行政机关名称", "authority_name"), ("执法事项编码", "item_code"),
    ("适用法律", "laws"), ("执法人员证号", "officers"), *APPROVAL)

PERMIT_STANDARD = (
    ("行政相对人名称", "party_name"), ("行政相对人类别", "party_kind"), ("行政相对人代码_1(统一社会信用代码)", "party_code"), ("行政相对人代码_2(工商注册号)", "registration_number"), ("法定代表人", "legal_representative"), ("证件类型", "party_id_kind"),
    ("证件号码", "party_id"), ("行政许可决定文书名称", "document_name"), ("行政许可决定文书号", "document_number"), ("许可类别", "permit_kind"), ("许可证书名称", "certificate_name"), ("许可编号", "permit_number"),
    ("许可内容", "content"), ("许可决定日期", "decision_date"), ("有效期自", "valid_from"), ("有效期至", "valid_until"), ("许可机关", "authority_name"), ("许可机关统一社会信用代码", "authority_code"), ("当前状态", "status"),
    ("数据来源单位", "source_name"), ("数据来源单位统一社会信用代码", "source_code"), ("备注", ""), ("许可结论", "result"), ("执法事项编码", "item_code"), ("许可依据", "basis"), *APPROVAL)

PERMIT_CODES = (
    ("XK_WSH", "document_number"), ("XK_XDR_MC", "party_name"), ("XK_XDR_LB", "party_kind"), ("XK_XDR_SHXYM", "party_code"), ("XK_FRDB", "legal_representative"), ("XK_XDR_ZJHM", "party_id"), ("XK_XKWS", "document_name"), ("XK_XKLB", "permit_kind"),
    ("XK_XKZS", "certificate_name"), ("XK_XKBH", "permit_number"), ("XK_NR", "content"), ("XK_JDRQ", "decision_date"), ("XK_YXQZ", "valid_from"), ("XK_YXQZI", "valid_until"), ("XK_XKJG", "authority_name"),
    ("XK_XKJGDM", "authority_code"), ("XK_LYDW", "source_name"), ("XK_LYDWDM", "source_code"), ("执法事项编码", "item_code"), ("许可结论", "result"), *APPROVAL)

DECISION = (
    ("序号", "#"), ("决定书文号", "document_number"), ("行政相对人名称", "party_name"), ("行政相对人类别", "party_kind"), ("统一社会信用代码", "party_code"), ("身份证号", "party_id"), ("执法类别", "act_class"), ("具体种类", "act_kind"), ("事由", "matter"),
    ("决定内容", "content"), ("决定依据", "basis"), ("适用法律", "laws"), ("执法事项编码", "item_code"), ("金额（元）", "amount"), ("决定日期", "decision_date"), ("期限至", "valid_until"), ("执法机关", "authority_name"),
    ("执法机关统一社会信用代码", "authority_code"), ("执法人员证号", "officers"), *APPROVAL)

RESULT = (
    ("检查记录编号", "check_number"), ("抽查计划编号", "plan_code"), ("抽查计划名称", "plan_name"), ("抽查任务编号", "task_code"), ("抽查任务名称", "task_name"), ("抽查类型", "check_kind"), ("检查对象名称", "party_name"), ("检查对象类别", "party_kind"),
    ("统一社会信用代码", "party_code"), ("抽查事项编码", "inspection_code"), ("检查内容", "content"), ("检查结果", "results"), ("情况说明", "detail"), ("后续处理", "follow_up"), ("处罚决定书文号", "case_number"), ("检查完成日期", "check_date"),
    ("检查机关", "authority_name"), ("检查机关代码", "authority_code"), ("参与部门", "joint"), ("执法人员证号", "officers"), *APPROVAL)

AUTHORITY = (
    ("执法主体名称", "authority_name"), ("统一社会信用代码", "authority_code"), ("主体性质", "authority_kind"), ("执法类别", "act_classes"), ("执法区域", "region"), ("职责", "duties"), ("权限", "powers"), ("执法依据", "basis"), ("适用法律", "laws"),
    ("程序", "procedure"), ("救济渠道", "remedies"), ("监督方式", "supervision"), ("委托机关", "entrusted_by"), ("委托期限至", "entrusted_until"), ("委托书", "entrustment"), ("职能沿革", "history"), ("办公地址", "address"), ("办公电话", "phone"),
    ("监督电话", "supervision_phone"), ("办公时间", "office_hours"), ("负责人", "head"), ("联络人", "liaison"), ("联络人手机", "liaison_mobile"), *APPROVAL)

OFFICER_S3 = (("序号", "#"), ("姓名", "name"), ("单位", "unit"), ("职务", "post"), ("证件编号", "certificate_number"), ("执法类别", "act_classes"), ("执法区域", "region"), ("有效期至", "valid_until"), ("身份证号", "id_number"), ("手机号", "mobile"), *APPROVAL)
OFFICER_S4 = (("姓名", "name"), ("所在内设机构", "office"), ("职务", "post"), ("执法种类", "act_classes"), ("执法证件编号", "certificate_number"), ("发证日期", "valid_from"), ("有效期", "valid_until"), ("发证机关", "issuer"), ("性别", "gender"), ("出生年月", "birth_date"),
              ("身份证号码", "id_number"), ("手机", "mobile"), ("学历", "education"), ("工作单位", "unit"), *APPROVAL)

ITEM = (("序号", "#"), ("事项编码", "item_code"), ("事项名称", "item_name"), ("执法类别", "category"), ("所属领域", "field"), ("行政执法主体", "authority_name"), ("实施主体代码", "authority_code"), ("承办机构", "office"), ("职责", "duties"), ("权限", "powers"),
        ("依据", "basis"), ("适用法律", "laws"), ("程序", "procedure"), ("行政相对人", "party_scope"), ("监督方式", "supervision"), ("公布日期", "published_on"), *APPROVAL)
INSPECTION = (("序号", "#"), ("抽查事项编码", "inspection_code"), ("抽查事项", "inspection_name"), ("检查子项", "sub_item"), ("抽查主体", "authority_name"), ("参与部门", "joint"), ("抽查依据", "basis"), ("适用法律", "laws"), ("抽查对象", "objects"), ("抽查内容", "content"),
              ("抽查比例", "share"), ("抽查方式", "method"), ("抽查频次", "frequency"), ("年度频次上限", "yearly_cap"), ("计划开展时间", "period"), ("股室", "office"), ("执法事项编码", "item_code"), *APPROVAL)
GUIDE = (("指南编号", "guide_code"), ("行政执法事项名称", "item_name"), ("执法类别", "category"), ("事项编码", "item_code"), ("依据", "basis"), ("适用法律", "laws"), ("受理机构", "accepting_office"), ("审批机构", "deciding_office"), ("许可条件", "conditions"),
         ("优惠政策", "preferential"), ("申请材料", "materials"), ("申请表", "form"), ("办理流程", "procedure"), ("办理时限", "time_limit"), ("监督方式", "supervision"), ("责任追究", "accountability"), ("救济渠道", "remedies"), ("办公时间", "office_hours"),
         ("办公地址", "address"), ("办公电话", "phone"), ("收费标准", "fee"), *APPROVAL)
CHART = (("流程图编号", "chart_code"), ("流程图名称", "chart_title"), ("执法类别", "category"), ("适用事项编码", "item_codes"), ("步骤", "steps"), ("流程图图片", "image"), ("图中文字", "image_text"), ("依据", "basis"), ("适用法律", "laws"), *APPROVAL)
RECORDING = (("清单编号", "recording_code"), ("关键环节", "stage"), ("执法类别", "category"), ("执法事项", "matter"), ("记录方式", "method"), ("记录场所", "place"), ("开始记录时间", "begins"), ("记录内容", "content"), ("结束记录时间", "ends"),
             ("是否全过程音像记录", "full"), ("保存期限", "kept"), ("记录人", "recorder"), *APPROVAL)
REVIEW = (("目录编号", "catalog_code"), ("审核事项", "matter"), ("执法类别", "category"), ("审核标准", "criteria"), ("金额标准（万元）", "threshold"), ("审核依据", "basis"), ("审核内容", "review_points"), ("送审材料", "submission"), ("法制审核机构", "reviewing_office"),
          ("审核时限", "time_limit"), *APPROVAL)
DOCUMENT = (("文件编号", "document_code"), ("文件名称", "document_title"), ("文件类别", "kind"), ("文号", "document_number"), ("发布机关", "issuer"), ("发布日期", "published_on"), ("有效期至", "valid_until"), ("有效性", "validity"), ("内容摘要", "summary"), ("章节", "headings"), ("附件", "attachment"), *APPROVAL)
CORRECTION = (("编号", "act_number"), ("信息类别", "target_dataset"), ("文号", "target_key"), ("处理方式", "kind"), ("理由", "reason"), ("决定日期", "decided_on"), *APPROVAL)
WINDOW = (("窗口编号", "window_code"), ("窗口名称", "window_name"), ("办事大厅", "hall"), ("单位", "unit"), ("姓名", "staff_name"), ("职务", "post"), ("执法证号", "certificate_number"), ("执法种类", "act_classes"), ("服务事项", "services"), ("办公时间", "office_hours"),
          ("窗口电话", "phone"), ("监督电话", "supervision_phone"), ("手机", "mobile"), *APPROVAL)
LAW = (("名称", "law_name"), ("效力级别", "level"), ("文号", "law_number"), ("制定机关", "issuer"), ("时效性", "validity"), ("公布日期", "promulgated_on"), ("施行日期", "effective_date"), ("失效日期", "repealed_on"), ("被何文件替代", "superseded_by"), ("修订情况", "amendments"),
       ("适用说明", "scope"), ("适用机关", "used_by"))


def rows_of(columns, records, number_start=1):
    """Cells in the order of the columns: "#" counts, "=x" is always x, "" is an empty column."""
    out = []
    for i, record in enumerate(records, number_start):
        out.append([str(i) if f == "#" else f[1:] if f.startswith("=") else record.get(f, "") if f else "" for _, f in columns])
    return out


def without_approval(columns):
    return tuple(column for column in columns if column not in APPROVAL)

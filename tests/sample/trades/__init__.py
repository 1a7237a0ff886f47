"""What each department enforces, in its own words: one module a department, data only.

The laws and articles are the real ones; every case is made up."""


class Offence:
    """One kind of penalty: the matter of the list, and how its cases read.

    facts   sentences with {day} {place} {goods} {n} {value} {past} {months} {area} {people}
    fine    (from, to, step) in yuan, or None;  gain: (from, to) of unlawful gains in yuan, or None
    """

    def __init__(self, number, matter, field, kind, facts, basis, laws, kinds, fine=None, gain=None, trade="shop", natural=0.0,
                 institution=0.0, goods=("",), also="", weight=3):
        self.number, self.matter, self.field, self.kind, self.facts = number, matter, field, kind, facts
        self.basis, self.laws, self.kinds, self.fine, self.gain = basis, laws, kinds, fine, gain
        self.trade, self.natural, self.institution, self.goods, self.also, self.weight = (
            trade, natural, institution, goods, also, weight)


class Permit:
    """`document`: name of the decision; `certificate`: name, prefix of its number; `content` with {scope} {place} {area}."""

    def __init__(self, number, matter, kind, document, certificate, prefix, content, scopes, years, basis, laws, trade,
                 natural=0.0, institution=0.0, conditions="", materials=(), days=10, weight=3):
        self.number, self.matter, self.kind, self.document = number, matter, kind, document
        self.certificate, self.prefix, self.content, self.scopes, self.years = certificate, prefix, content, scopes, years
        self.basis, self.laws, self.trade, self.natural, self.institution = basis, laws, trade, natural, institution
        self.conditions, self.materials, self.days, self.weight = conditions, materials, days, weight


class Inspection:
    """A matter of the random inspection list, with what is usually found."""

    def __init__(self, number, matter, sub, objects, content, basis, laws, trade, findings, share="5%", frequency="1次/年",
                 cap="每年不超过1次", method="现场检查", joint=""):
        self.number, self.matter, self.sub, self.objects, self.content = number, matter, sub, objects, content
        self.basis, self.laws, self.trade, self.findings = basis, laws, trade, findings
        self.share, self.frequency, self.cap, self.method, self.joint = share, frequency, cap, method, joint


class Act:
    """Another decision (强制、征收、收费、奖励、给付、确认): `content` with {amount} {goods} {place} {days}."""

    def __init__(self, number, matter, act_class, act_kind, reasons, content, basis, laws, trade, amount=None, natural=0.0,
                 goods=("",), mark="强", weight=2):
        self.number, self.matter, self.act_class, self.act_kind = number, matter, act_class, act_kind
        self.reasons, self.content, self.basis, self.laws, self.trade = reasons, content, basis, laws, trade
        self.amount, self.natural, self.goods, self.mark, self.weight = amount, natural, goods, mark, weight

"""The firms, sole traders and people that the departments meet. Drawn once, so that one firm turns up in several files."""
from identifiers import credit_code, id_number, registration_number
from words import FIRST, INSTITUTIONS, TRADES, TOWNS, address, person


class Party:
    """A party (行政相对人). `names`: the first is today's, the others are what it was called, or how clerks type it."""

    def __init__(self, kind, name, code="", head="", place="", trade="", old=(), registration=""):
        self.kind, self.name, self.code, self.head, self.place, self.trade = kind, name, code, head, place, trade
        self.old, self.registration = list(old), registration
        self.id_number, self.mobile = "", ""


class Population:
    def __init__(self, rng):
        self.rng = rng
        self.by_trade, self.serial, self.taken = {}, 4000, set()
        for trade, (companies, traders) in TRADES.items():
            self.by_trade[trade] = [self.company(trade, companies) for _ in range(34)] + \
                                   [self.trader(trade, traders) for _ in range(30)]
        self.institutions = [self.institution(name) for name in INSTITUTIONS]
        self.rename_some()

    def next_serial(self):
        self.serial += self.rng.randint(3, 60)
        return self.serial

    def company(self, trade, endings):
        while True:
            ending = self.rng.choice(endings)
            first = self.rng.choice(FIRST)
            name = f"云溪县{first}{ending}" if self.rng.random() < 0.7 else f"云溪{first}{ending}"
            if self.rng.random() < 0.06:
                name = f"{first}（云溪）{ending}"
            if name not in self.taken and name.replace("云溪县", "云溪") not in self.taken:
                break
        self.taken.update((name, name.replace("云溪县", "云溪")))
        return Party("法人及非法人组织", name, credit_code("91", self.next_serial()), person(self.rng), address(self.rng), trade)

    def trader(self, trade, endings):
        while True:
            head = person(self.rng)
            first = head[0] + "记" if self.rng.random() < 0.15 else self.rng.choice(FIRST)
            name = f"云溪县{self.rng.choice(TOWNS)[:2]}{first}{self.rng.choice(endings)}"
            if name not in self.taken:
                break
        self.taken.add(name)
        no_code = self.rng.random() < 0.05    # older traders have a 15-digit registration number only
        code = "00000000000000000X" if no_code else credit_code("92", self.next_serial())
        registration = registration_number(self.next_serial()) if no_code else ""
        return Party("个体工商户", name, code, head, address(self.rng), trade, registration=registration)

    def institution(self, name):
        prefix = "11" if "人民政府" in name else "52" if "幼儿园" in name else "N2" if "合作社" in name else "12"
        return Party("法人及非法人组织", name, credit_code(prefix, self.next_serial(), private=False), person(self.rng),
                     address(self.rng), "institution")

    def natural(self):
        rng = self.rng
        party = Party("自然人", person(rng), place=address(rng))
        party.id_number = id_number(rng.randint(1958, 2002), rng.randint(1, 12), rng.randint(1, 28), rng.randint(1, 998))
        party.mobile = f"1990000{rng.randint(0, 9999):04d}"
        return party

    def rename_some(self):
        """Names as they change and as clerks type them: brackets of both widths, blanks, an earlier name."""
        for trade in self.by_trade:
            for party in self.by_trade[trade][:34]:
                if "（" in party.name:
                    party.old.append(party.name.replace("（", "(").replace("）", ")"))
            renamed = [p for p in self.by_trade[trade][:12] if p.name.endswith("有限公司")][:2]
            for firm in renamed:
                other = self.rng.choice([first for first in FIRST if first not in firm.name])
                firm.old.append(f"云溪县{other}{firm.name[-6:]}")

    def pick(self, trade, natural=0.0, institution=0.0):
        """Some firms come often, most once or twice: squaring the draw does that."""
        rng = self.rng
        draw = rng.random()
        if draw < natural:
            return self.natural()
        if draw < natural + institution:
            return rng.choice(self.institutions)
        pool = self.by_trade[trade]
        half = 34 if rng.random() < 0.62 else len(pool)
        start = 0 if half == 34 else 34
        index = start + int(rng.random() ** 1.7 * (half - start))
        return pool[index]

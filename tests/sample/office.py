"""The departments of 云溪县 and the people who work there."""
import importlib
import tomllib
from datetime import date
from pathlib import Path

from words import RARE_NAMES, person

CONFIG = Path(__file__).resolve().parents[2] / "site-config"
# key: letters of its codes, 机关代字, class of its certificates, how many officers, offices
OFFICES = {
    "scjg": ("SC", "云市监", "市场监管", 18, ("食品安全监管科", "特种设备安全监察科", "执法稽查科", "城关市场监管所", "青石市场监管所", "双溪市场监管所")),
    "yjgl": ("YJ", "云应急", "应急管理", 10, ("安全生产基础科", "危险化学品监管科", "应急管理综合行政执法队")),
    "sthj": ("SH", "云环", "生态环境", 9, ("生态环境执法队", "污染防治科", "环境影响评价科")),
    "jtys": ("JT", "云交", "交通运输", 14, ("公路执法中队", "运输执法中队", "行政审批科")),
    "zhzf": ("ZH", "云综执", "综合行政执法", 20, ("城关中队", "青石中队", "双溪中队", "直属中队", "法制科")),
    "nyncj": ("NY", "云农", "农业农村", 10, ("农业综合行政执法队", "畜牧兽医科", "渔政渔港监督站")),
    "wsjk": ("WS", "云卫", "卫生健康", 10, ("卫生监督所监督一科", "卫生监督所监督二科", "医政科")),
    "rlsb": ("RL", "云人社", "人力社保", 8, ("劳动保障监察大队", "劳动关系科", "工伤保险科")),
    "zrzy": ("ZR", "云资规", "自然资源", 9, ("执法监察队", "林政稽查科", "用途管制科")),
    "wgl": ("WG", "云文旅", "文化旅游", 8, ("文化市场综合行政执法队", "行政审批科")),
    "slj": ("SL", "云水", "水利", 6, ("水政监察大队", "水资源科")),
    "sfj": ("SF", "云司", "司法行政", 5, ("行政执法协调监督科", "公共法律服务管理科")),
}
POSTS = ("科长", "副科长", "所长", "副所长", "四级主任科员", "一级科员", "二级科员", "中队长", "副中队长", "执法员")
EDUCATION = ("大学本科", "大专", "研究生")


class Office:
    def __init__(self, rng, key, order, config):
        self.key, self.order = key, order
        self.letters, self.mark, self.trade, count, self.rooms = OFFICES[key]
        self.name, self.short, self.code = config["name"], config["short"], config["code"]
        self.phone, self.supervision_phone = config["phone"], config["supervision_phone"]
        self.address, self.hours = config["address"], config["office_hours"]
        self.review_body, self.court, self.aliases = config["review_body"], config["court"], config["aliases"]
        self.trades = importlib.import_module(f"trades.{key}")
        self.reviewers = [person(rng) for _ in range(2)]
        self.clerks = [name for name in (person(rng) for _ in range(6)) if name not in self.reviewers][:3]
        self.officers = [self.officer(rng, i) for i in range(1, count + 1)]
        if key == "nyncj":
            self.officers[3]["name"] = RARE_NAMES[6]    # not in GBK; GB18030 has it in four bytes

    def officer(self, rng, serial):
        issued = date(rng.choice((2020, 2021, 2022, 2023, 2024)), rng.choice((3, 6, 9)), rng.choice((1, 15)))
        expired = serial % 9 == 8
        until = date(rng.choice((2025, 2026)), rng.choice((3, 6)), 30) if expired else date(rng.choice((2027, 2028, 2029)), rng.choice((3, 6, 9)), 30)
        birth = date(rng.randint(1966, 1998), rng.randint(1, 12), rng.randint(1, 28))
        return {"name": person(rng), "unit": self.name, "office": rng.choice(self.rooms), "post": rng.choice(POSTS),
                "certificate_number": f"330999{self.order:02d}{serial:03d}", "act_classes": self.trade, "region": "云溪县",
                "valid_from": issued, "valid_until": until, "issuer": "浙江省人民政府", "gender": rng.choice("男女"), "birth_date": birth,
                "education": rng.choice(EDUCATION), "serial": serial, "expired": expired}

    def active(self, rng, count=2):
        return sorted(o["certificate_number"] for o in rng.sample([o for o in self.officers if not o["expired"]], count))

    def item_code(self, number):
        return f"330999-{self.letters}-{number}"


def offices(rng):
    config = tomllib.loads((CONFIG / "departments.toml").read_text(encoding="utf-8"))
    return {key: Office(rng, key, i, config[key]) for i, key in enumerate(OFFICES, 1)}

"""Contracts made without a tender: alone, together, and in pieces."""

from typing import Any

import numpy as np

from qinglian.city.days import MINUTES, NEVER, day_of
from qinglian.city.draw import Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.tendering.moves import Shapes, added, quiet

WAN = 1_000_000
"""Ten thousand yuan, in fen."""
BUILT, BOUGHT, DRAWN = "施工合同", "设备采购合同", "设计合同"


def single(value: Any) -> Any:
    """A column of one value."""
    number = isinstance(value, int) and not isinstance(value, bool)
    return np.array([value], dtype=np.int64) if number else [value]


def deals(
    *parts: tuple[str, str, int, int, dict[str, Any]], also: str = "", **project: Any
) -> Deed:
    """A project of its own and its contracts: kind, title, 万元, days after the first, what else is told.

    The first contract is the one looked at; with `also` every one of them meets that rule as well.
    """

    def deed(scene: Scene, at: Ints) -> Proof:
        story, region = scene.story, scene.world.region_code
        ids, proved, beside = [], [], []
        for row in at.tolist():
            tender = story["tender"].take(np.array([row]))
            code = f"ZBXM-{region}-Z{story['project'].n:06d}"
            told = {
                "title": f"{scene.world.name}配套工程第{story['project'].n}号",
                "mandatory": None, "state_controlled": True,
                "fiscal_yuan": 600 * WAN, "budget_yuan": 1_000 * WAN, "estimate_yuan": 1_100 * WAN,
                "foreign_loan": False, "public_works": False, "status": "ongoing", **project,
            }  # fmt: skip
            start = int(day_of(tender["published_at"])[0])
            added(
                story["project"], project_id=[code], unit_id=tender["procuring_entity_id"],
                unit_name=tender["procuring_entity_name"], region_code=[region],
                _approved=np.array([(start - 20) * MINUTES]),
                **{name: single(value) for name, value in told.items()},
            )  # fmt: skip
            numbers = []
            for order, (kind, title, amount, after, more) in enumerate(parts):
                numbers.append(f"{tender['tender_id'][0]}-Y{story['project'].n}{order}")
                held = {"method": "direct", "exemption_doc_no": None, "item_class": None, **more}
                added(
                    story["contract"], contract_id=[numbers[-1]], project_id=[code], contract_type=[kind],
                    title=[f"{told['title']}{title}"], amount_yuan=np.array([amount * WAN // 100]),
                    performance_bond_yuan=np.array([NEVER]), regime=["tendering"], status=["active"], _gone=[False],
                    signed_at=np.array([(start + after) * MINUTES + 900]), awarded_at=np.array([NEVER]),
                    _t=np.array([row]), _award=np.array([NEVER]), _after_letter=np.array([NEVER]),
                    _bid=np.array([NEVER]),
                    _firm=np.array([row * 7 + order]), **{name: [value] for name, value in held.items()},
                )  # fmt: skip
            ids.append(numbers[-1])
            proved.append([("project", code), *(("contract", number) for number in numbers)])
            beside += [(also, "contract", number) for number in numbers] if also else []
            beside += [
                (rule, "contract", number)
                for number in numbers[:-1]
                for rule in ("BID-001-2", "BID-002")
            ]
        return Proof("contract", ids, proved, beside)

    return deed


def part(
    kind: str, title: str, amount: int, after: int = 5, **more: Any
) -> tuple[str, str, int, int, dict[str, Any]]:
    """One contract; the amount in hundredths of 万元."""
    return kind, title, amount, after, more


alone = Shapes("BID-001", "untendered", among=quiet)
alone.fault(
    "施工六百万直接发包", "Works of six million were let directly.", deals(part("works", BUILT, 60_000)),
)  # fmt: skip
alone.fault(
    "设备三百万直接买",
    "Equipment of three million for the project was bought directly.",
    deals(part("goods", BOUGHT, 30_000)),
)
alone.fault(
    "设计一百五十万直接委托", "A design of a million and a half was commissioned directly.",
    deals(part("services", DRAWN, 15_000)),
)  # fmt: skip
alone.fault(
    "正好四百万", "Works of exactly four million were let directly.", deals(part("works", BUILT, 40_000)),
)  # fmt: skip
alone.honest(
    "有可以不招标的批准", "The authority found that it need not be tendered.",
    deals(part("works", BUILT, 60_000, exemption_doc_no="示发改〔2024〕31号")),
)  # fmt: skip
alone.honest(
    "差一百元到起点", "Works of a hundred yuan less than four million.", deals(part("works", BUILT, 39_999)),
)  # fmt: skip
alone.honest(
    "资金不属于国有", "The project is paid by private money.",
    deals(part("works", BUILT, 60_000), state_controlled=False, fiscal_yuan=0),
)  # fmt: skip
alone.honest(
    "不是勘察设计监理",
    "Cleaning for two million is no surveying, design or supervision.",
    deals(part("services", "保洁服务合同", 20_000)),
)

together = Shapes("BID-001-2", "untendered", among=quiet)
together.fault(
    "同年两份施工", "Two works contracts of one project, each below, together above.",
    deals(part("works", BUILT, 25_000), part("works", "附属施工合同", 20_000, 40), also="BID-002"),
)  # fmt: skip
together.fault(
    "隔年再签一份", "The second comes fourteen months later.",
    deals(part("works", BUILT, 30_000), part("works", "续建施工合同", 30_000, 90)), touches=("together",),
    also=("BID-002",),
)  # fmt: skip
together.fault(
    "三份设计", "Three designs of one project, each below a million.",
    deals(part("services", DRAWN, 8_000), part("services", "初步设计合同", 5_000, 20),
          part("services", "施工图设计合同", 6_000, 60), also="BID-002"),
)  # fmt: skip
together.honest(
    "合计差一点", "Together they stay below the limit.",
    deals(part("works", BUILT, 19_000), part("works", "附属施工合同", 20_000, 40)),
)  # fmt: skip
together.honest(
    "种类不同", "Works and goods are not added up.",
    deals(part("works", BUILT, 30_000), part("goods", BOUGHT, 15_000, 30)),
)  # fmt: skip
together.honest(
    "有批准不招标", "The authority found that the rest need not be tendered.",
    deals(part("works", BUILT, 25_000, exemption_doc_no="示发改〔2024〕33号"),
          part("works", "附属施工合同", 20_000, 40, exemption_doc_no="示发改〔2024〕34号")),
)  # fmt: skip

pieces = Shapes("BID-002", "untendered", among=quiet)
pieces.fault(
    "一拆为二", "One work was split in two within a month.",
    deals(part("works", BUILT, 39_000), part("works", "二标段施工合同", 39_000, 25), also="BID-001-2"),
)  # fmt: skip
pieces.fault(
    "一拆为四",
    "It was split in four.",
    deals(
        *(part("works", f"{k}标段施工合同", 12_000, 10 * k) for k in (1, 2, 3, 4)), also="BID-001-2"
    ),
)
pieces.fault(
    "设备分三次买",
    "Equipment was bought in three pieces.",
    deals(
        *(part("goods", BOUGHT, 9_000, 30 * k, item_class="机电设备") for k in (1, 2, 3)),
        also="BID-001-2",
    ),
)
pieces.honest(
    "主体经过招标", "The main contract was tendered, a small one was not.",
    deals(part("works", BUILT, 30_000, method="open"), part("works", "零星施工合同", 5_000, 30)),
)  # fmt: skip
pieces.honest(
    "品目不同", "Pumps and lamps are not one purchase.",
    deals(part("goods", BOUGHT, 12_000, item_class="水泵"), part("goods", BOUGHT, 7_000, 30, item_class="灯具")),
)  # fmt: skip
pieces.honest(
    "有批准不招标", "Both lots were approved to go without a tender.",
    deals(part("works", BUILT, 39_000, exemption_doc_no="示发改〔2024〕41号"),
          part("works", "二标段施工合同", 39_000, 25, exemption_doc_no="示发改〔2024〕42号")),
)  # fmt: skip

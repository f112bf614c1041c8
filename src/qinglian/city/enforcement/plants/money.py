"""Fines: how high, collected how, paid where, and how often for one act."""

from typing import Any

import numpy as np

from qinglian.city.days import START
from qinglian.city.draw import Bools, Ints
from qinglian.city.enforcement import after, events
from qinglian.city.enforcement.moves import (
    Among,
    Shapes,
    alone,
    at_bank,
    cases,
    drawn,
    fine,
    fined,
    gap,
    gone,
    simple,
    told,
)  # fmt: skip
from qinglian.city.plant import Deed, Proof, Scene


def simple_of(kind: str) -> Among:
    """On-the-spot cases of one kind of party."""
    return lambda scene: simple(scene) & (cases(scene)["party_type"] == kind)


PAID = ("money", "pay")
high = Shapes("ENF-008", *PAID)
high.fault(
    "公民罚过二百元",
    "A person is fined some hundred yuan on the spot.",
    *at_bank,
    fine(210, 500, 10),
    among=simple_of("person"),
)
high.fault(
    "单位罚过三千元",
    "A firm is fined five thousand on the spot.",
    *at_bank,
    fine(3100, 8000, 100),
    among=simple_of("organisation"),
)
high.fault(
    "个体户罚过三千元",
    "Above either limit.",
    *at_bank,
    fine(3100, 5000, 100),
    among=simple_of("sole_trader"),
)
high.fault(
    "公民超一元", "Two hundred and one yuan.", *at_bank, fine(201), among=simple_of("person")
)
high.honest("正好二百元", "Two hundred yuan.", *at_bank, fine(200), among=simple_of("person"))
high.honest(
    "单位正好三千元", "Three thousand yuan.", *at_bank, fine(3000), among=simple_of("organisation")
)
high.honest(
    "普通程序罚得多",
    "A high fine, of the ordinary procedure.",
    *at_bank,
    fine(5000, 30000, 100),
    among=fined,
)


def taken(scene: Scene, at: Ints) -> None:
    """The officer collects the fine, ashore."""
    after.on_the_spot(scene.draw.at("taken"), cases(scene), at)
    told(on_water=False)(scene, at)
    gone("landed")(scene, at)


spot = Shapes("ENF-009", *PAID)
spot.fault(
    "当场收了一二百元",
    "Between one and two hundred yuan collected.",
    taken,
    told(remote=False),
    fine(101, 200),
    among=simple_of("person"),
)
spot.fault(
    "当场收单位罚款",
    "A firm's fine is collected.",
    taken,
    told(remote=False),
    fine(500, 3000, 100),
    among=simple_of("organisation"),
)
spot.fault(
    "普通程序上门收",
    "A fine of the ordinary procedure collected at the door.",
    taken,
    told(remote=False),
    fine(500, 9000, 100),
    among=fined,
)
spot.honest("正好一百元", "One hundred yuan.", taken, told(remote=False), fine(100), among=simple)
spot.honest(
    "边远地区当事人提出",
    "A remote place, and the party asked.",
    taken,
    told(remote=True),
    fine(150, 200, 10),
    among=simple,
)
spot.honest(
    "百元以上缴银行",
    "More than a hundred, paid at the bank.",
    *at_bank,
    fine(110, 200, 10),
    among=simple,
)

little = (told(remote=False), fine(20, 100, 10))
hand = Shapes("ENF-009-2", *PAID, among=simple)
hand.fault(
    "第三四日才交",
    "Handed in a day or two late.",
    taken,
    *little,
    gap("fine_handed_in", 3, 4, since="fine_collected"),
)
hand.fault(
    "压在手里数周",
    "Kept for weeks.",
    taken,
    *little,
    gap("fine_handed_in", 8, 25, since="fine_collected"),
)
hand.fault(
    "结案未见上交",
    "Closed, and never handed in.",
    taken,
    *little,
    gone("fine_handed_in", "fine_banked"),
)
hand.honest(
    "正好第二日",
    "On the second working day.",
    taken,
    *little,
    gap("fine_handed_in", 2, since="fine_collected"),
)
hand.honest(
    "直接缴银行",
    "Paid straight into the bank.",
    taken,
    *little,
    gone("fine_handed_in"),
    alone("fine_banked", "fine_collected", 1, 2),
)
hand.honest(
    "水上收缴抵岸后交",
    "On the water: the days run from landing.",
    taken,
    *little,
    drawn(after.on_the_water),
    gap("landed", 3, 8),
)

bank = Shapes("ENF-009-3", *PAID, among=simple)
bank.fault(
    "机关第三四日才缴",
    "The authority banks a day or two late.",
    taken,
    *little,
    gap("fine_banked", 3, 4),
)
bank.fault(
    "机关压了数周", "It keeps the money for weeks.", taken, *little, gap("fine_banked", 8, 25)
)
bank.fault("机关未缴银行", "It never banks the money.", taken, *little, gone("fine_banked"))
bank.honest("正好第二日", "On the second working day.", taken, *little, gap("fine_banked", 2))
bank.honest("当日缴银行", "That day.", taken, *little, gap("fine_banked", 0))
bank.honest(
    "直接缴库",
    "Booked as paid to the treasury.",
    taken,
    *little,
    gone("fine_banked"),
    alone("fine_paid", "fine_handed_in", 1, 2),
)

water = Shapes("ENF-009-4", *PAID, among=simple)
boat = (taken, *little, drawn(after.on_the_water))
water.fault("抵岸后第三四日", "Handed in late after landing.", *boat, gap("fine_handed_in", 3, 4))
water.fault("抵岸后数周", "Kept for weeks ashore.", *boat, gap("fine_handed_in", 8, 25))
water.fault("抵岸未交结案", "Never handed in.", *boat, gone("fine_handed_in", "fine_banked"))
water.honest("抵岸第二日", "On the second working day ashore.", *boat, gap("fine_handed_in", 2))
water.honest(
    "远航归来即交",
    "A voyage of weeks, handed in that day.",
    *boat,
    gap("landed", 9, 15),
    gap("fine_handed_in", 0),
)
water.honest(
    "抵岸直接缴银行",
    "Paid straight into the bank.",
    *boat,
    gone("fine_handed_in"),
    alone("fine_banked", "landed", 1, 2),
)

account = Shapes("ENF-010", *PAID, among=fined)
account.fault(
    "缴进机关账户", "Into the authority's own account.", *at_bank, told(account="authority")
)
account.fault("转给个人", "Into somebody's own account.", *at_bank, told(account="personal"))
account.fault(
    "缴进下属单位",
    "Into the account of a body below it.",
    *at_bank,
    told(account="other", remark="缴入下属事业单位账户"),
)
account.honest("缴国库", "Into the treasury.", *at_bank, told(account="treasury"))
account.honest(
    "当场收缴暂入机关",
    "Lawfully collected on the spot, booked at the authority first.",
    taken,
    *little,
    told(account="authority"),
    among=simple,
)
account.honest(
    "代收银行", "At the bank that collects for it.", *at_bank, told(account="agent_bank")
)


def banded(low: int, high: int, end: str) -> Deed:
    """The benchmark for such a case ends so many per cent above (below) the fine."""

    def deed(scene: Scene, at: Ints) -> None:
        rows = cases(scene)
        share = scene.draw.at("band").between(low, high, len(at))
        rows[end][at] = rows["amount"][at] * share // 100
        other = "band_min" if end == "band_max" else "band_max"
        rows[other][at] = (
            rows[end][at] * (3 if other == "band_max" else 1) // (1 if other == "band_max" else 3)
        )

    return deed


level = told(level="normal", reason=None)
band = Shapes("ENF-017", "money", among=fined)
band.fault("高出上限", "Fined above the band.", level, banded(40, 95, "band_max"))
band.fault(
    "低于下限无事由", "Fined below the band, without a word.", level, banded(110, 300, "band_min")
)
band.fault(
    "从重仍越上限",
    "Severe, and above the severe band.",
    told(level="severe", reason="屡次违法"),
    banded(60, 97, "band_max"),
)
band.honest("正好上限", "At the upper end.", level, banded(100, 100, "band_max"))
band.honest("正好下限", "At the lower end.", level, banded(100, 100, "band_min"))
band.honest(
    "低于下限有事由",
    "Below it, for a reason on file.",
    told(level="lenient", reason="主动消除危害后果"),
    banded(110, 300, "band_min"),
)
band.honest(
    "依法减轻",
    "Mitigated by law.",
    told(level="mitigated", reason=None),
    banded(110, 300, "band_min"),
)


def kept_back(scene: Scene) -> Bools:
    """Cases no other plant may touch: fined, old, of the ordinary procedure."""
    rows = cases(scene)
    calm = ~(events.is_on(rows, "revoked") | events.is_on(rows, "crime_suspected"))
    past = np.asarray(rows["began"] < START + 700, dtype=bool)
    mine = rows["kept_back"].astype(bool) & (rows["outcome"] == "penalised")
    return np.asarray(
        mine & calm & past & (rows["amount"] > 0) & ~rows["simple"].astype(bool), dtype=bool
    )


def again(
    low: int, high: int, change: Deed | None = None, first: Deed | None = None, **more: Any
) -> Deed:
    """The same act comes to a second case some days later; the second is named."""

    def deed(scene: Scene, at: Ints) -> Proof:
        rows = cases(scene)
        second = rows.take(at)
        second["penalty_id"] = np.array(
            [f"{number}B" for number in second["penalty_id"]], dtype=object
        )
        second["kept_back"] = None
        second["began"] = second["began"] + scene.draw.at("again").between(low, high, len(at))
        for name, value in more.items():
            second[name] = value
        if first is not None:
            first(scene, at)
        new = rows.add(second)
        if change is not None:
            change(scene, new)
        ids = rows["penalty_id"][new].tolist()
        both = zip(ids, rows["penalty_id"][at].tolist(), strict=True)
        return Proof(
            "penalty", ids, [[("penalty", one), ("penalty", other)] for one, other in both]
        )

    return deed


def revoked(scene: Scene, at: Ints) -> None:
    """The first decision is revoked."""
    after.revoke(scene.draw.at("revoked"), cases(scene), at, 3)


twice = Shapes("ENF-018", "twice", among=kept_back)
twice.fault("数月后又罚一次", "Fined again after some months.", again(100, 250))
twice.fault("次周重复立案", "Filed and fined again the next week.", again(5, 9))
twice.fault(
    "两个单位各罚一次",
    "Fined by one authority, and again by another.",
    again(10, 60, unit_name="示例县综合行政执法局"),
)
twice.honest(
    "前一决定已撤销", "The first decision was revoked on review.", again(120, 200, first=revoked)
)
twice.honest(
    "另一次只是警告",
    "The other time it was a warning.",
    again(20, 60, told(kinds=["warning"], amount=0)),
)
twice.honest(
    "共同违法的另一人",
    "Two did it together, each is fined once.",
    again(
        0,
        3,
        told(
            party_type="person", party_id=None, party_name=None, person_id_no="990101199001010019"
        ),
    ),
)

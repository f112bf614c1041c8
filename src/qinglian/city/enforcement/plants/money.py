"""Fines: how high on the spot, collected how, paid where."""

from qinglian.city.draw import Ints
from qinglian.city.enforcement import after
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
from qinglian.city.plant import Scene


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

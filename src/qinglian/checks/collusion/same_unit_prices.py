"""
两家清单单价相同或成固定比例。The unit prices of two bills are equal, or stand at one ratio.

《招标投标法实施条例》第四十条第四项：不同投标人的投标文件异常一致或者投标报价呈规律性差异的，视为投标人相互串通投标。

两家逐项求单价之比，以中位数为准，数落在其上下 `tolerance` 以内的项。单价全同即比值为一。暂估价、甲供材料、规费等招
标文件给定的价不比；一份清单里重复出现的编码不比；两家共有不足 `minimum_items` 项的说明不了什么。值是与对手单价同比
例的投标份数。有投标没有足够的清单，或者标段、投标人不明而足以改变结论的，留空。门槛是工程设定：同一定额、同一信息价
也会使部分单价相同。
For each pair of bills the ratio of unit prices is taken item by item, and the items within `tolerance` of its
median are counted; equal prices are the ratio one. Prices that the tender documents give are left out, as are codes
that come twice in a bill; pairs with fewer than `minimum_items` items in common say nothing. The value counts the
bids whose prices stand so to a rival's. Where a bid has no sufficient bill, or an unknown lot or bidder could
change the answer, nothing is concluded. The limits are those of an engineer: quotas and bulletins in common make
some prices equal too.
"""

import ibis
from ibis import Table

from qinglian.checks import _regime
from qinglian.checks.collusion import _sides
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

PAIR = ["tender_id", "side", "other_side"]

check = Check(
    __name__,
    title=Text(zh="两家清单单价相同或成固定比例", en="Unit prices of rivals at one ratio"),
    subject="tender",
    scope="population",
    dated_by="opened_on",
    needs={
        "tender": _sides.TENDER,
        "bid": _sides.BID,
        "bid_item": ("tender_id", _sides.WHOSE, "item_code", "unit_price_yuan"),
    },
    helps={
        "tender": _sides.TENDER_HELPS,
        "bid": _sides.BID_HELPS,
        "bid_item": (*_sides.TRACE, "given_flag"),
    },
    params={
        **_regime.LAW,
        "minimum_items": Param(
            int, Text("至少共有几项", "items in common at least"), required=True, minimum=10
        ),
        "share": Param(
            float, Text("同比例的项至少占几成", "share of the items at one ratio"), required=True
        ),
        "tolerance": Param(
            float,
            Text("比值上下相差多少以内算同比例", "how far from the ratio still is at it"),
            required=True,
        ),
    },
    seen=Text(
        "项目 {subject_id} 有 {value} 份投标的清单单价与对手相同或成固定比例",
        "Tender {subject_id}: unit prices of {value} bids stand at one ratio to a rival's",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    bid_item: Table,
    *,
    minimum_items: int,
    share: float,
    tolerance: float,
    law: str,
) -> Table:
    """Compare every bill with those of the rivals."""
    pairs = _pairs(bid_item, bid, minimum_items, share, tolerance)
    bill = _bill(bid_item, bid)
    sizes = bill.group_by("tender_id", "side").aggregate(items=bill.count())
    told = sizes.filter(sizes["items"] >= minimum_items)
    return _sides.judged(tender, bid, told, pairs, law=law)


@check.evidence
def evidence(
    flagged: Table,
    bid: Table,
    bid_item: Table,
    *,
    minimum_items: int,
    share: float,
    tolerance: float,
) -> Table:
    """The bids of such pairs."""
    pairs = _pairs(bid_item, bid, minimum_items, share, tolerance)
    rows = pairs.filter(pairs.sure).semi_join(flagged, "tender_id")
    own = bid.select(of_bid="bid_id", bidder="bidder_id")
    named = rows.left_join(own, rows.side == own.of_bid)
    return named.select(
        "tender_id",
        table=ibis.literal("bid"),
        row_id=named.of_bid.coalesce(named.side),
        role=ibis.literal("tenderer"),
        party_id=named.bidder,
    ).distinct()


def _pairs(
    bid_item: Table, bid: Table, minimum_items: int, share: float, tolerance: float
) -> Table:
    """Every two sides of a tender with items in common, both ways round; too few in common leave it open."""
    beside = _beside(_bill(bid_item, bid))
    middle = beside.group_by("tender_id", "side", "other_side").aggregate(
        middle=beside.ratio.median(), items=beside.count()
    )
    of = middle.rename(of_tender="tender_id", of_side="side", of_other="other_side").view()
    on = [("tender_id", "of_tender"), ("side", "of_side"), ("other_side", "of_other")]
    rows = beside.view().join(of, on)
    near = (rows.ratio / rows.middle - 1.0).abs() <= tolerance
    sums = rows.group_by(*PAIR, "items").aggregate(
        share=near.cast("float64").mean(), sure=rows.rivals.all(), may=rows.rivals.isnull().any()
    )
    enough = sums["items"] >= minimum_items
    alike = sums.share >= share
    return sums.select(*PAIR, sure=enough & alike & sums.sure, may=~enough | (alike & sums.may))


def _bill(bid_item: Table, bid: Table) -> Table:
    """Items that a bidder priced itself, each code once in its bill."""
    rows = _sides.sided(bid_item, bid, "bid_item_id")
    own = rows.filter(~rows.given_flag.fill_null(False), rows.unit_price_yuan > 0)
    whose = ("tender_id", "lot", "side", "bidder_id", "certain")
    once = own.group_by(*whose, "item_code").aggregate(
        price=own.unit_price_yuan.max(), times=own.count()
    )
    return once.filter(once.times == 1).drop("times")


def _beside(bill: Table) -> Table:
    """The same item in two bills of a tender, and whether they surely are those of rivals."""
    one, other = bill.view(), bill.view().rename("other_{name}")
    b = one.join(other, [("tender_id", "other_tender_id"), ("item_code", "other_item_code")])
    b = b.filter(b.side != b.other_side, (b.bidder_id != b.other_bidder_id).fill_null(True))
    rivals = _sides.one_lot(b)
    b = b.mutate(rivals=rivals, ratio=b.price.cast("float64") / b.other_price.cast("float64"))
    return b.filter(b.rivals.fill_null(True)).select(*PAIR, "ratio", "rivals")

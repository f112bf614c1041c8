"""
各家报价成等差或等比。The prices of the bidders form a ladder.

《招标投标法实施条例》第四十条第四项：不同投标人的投标文件异常一致或者投标报价呈规律性差异的，视为投标人相互串通投标。

n 份报价有 n - 1 个间隔。最小间隔与平均间隔之比为 1 - d；最低最高既定、其余任意时，d 不超过某值的概率恰为该值的 n -
2 次方。报价取整
会使间隔凑巧相同，所以最小间隔先减去一个取整单位（全部报价都能整除的最大的十的幂）。等差与等比各算一次，取小者加倍。
聚成几堆的报价间隔更不均匀，只会更难提示。少于 `minimum_bids` 份的不问。同时问许多项目，用 Benjamini–Hochberg 控制：
所提示的项目中，预期出于偶然的不超过
`false_discovery`。

值是成等差或等比的标段里的报价份数。报价不明、份数够而缺报价的，留空。
Given the lowest and the highest of n prices and the rest anywhere between, the chance that the least gap comes
within d of the mean gap (least = (1 - d) mean) is d to the power n - 2, exactly. Rounded prices make equal gaps by
luck, so the least gap is first made smaller by one unit of rounding. Arithmetic and geometric ladders are tried,
the smaller chance is doubled. Prices in clusters only make it rarer. Of the tenders that are flagged, no more than
the share `false_discovery` is expected to be chance. The value counts the prices of the ladder. Where a price is
unknown, nothing is concluded.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks import _chance, _regime
from qinglian.checks._procurement import price
from qinglian.checks.collusion import _sides
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

LOT = ["tender_id", "lot"]
ROUNDED = range(9)
"""Powers of ten, in fen, to which prices may be rounded."""

check = Check(
    __name__,
    title=Text(zh="各家报价成等差或等比", en="Prices that form a ladder"),
    subject="tender",
    scope="population",
    needs={
        "tender": ("tender_id",),
        "bid": ("bid_id", "tender_id", ("amount", "amount_yuan")),
    },
    helps={
        "tender": _sides.TENDER_HELPS,
        "bid": ("lot_id", "status", "withdrawn", "bidder_id", "amount", "amount_yuan"),
    },
    params={
        **_regime.LAW,
        "minimum_bids": Param(
            int, Text("至少几份报价", "prices at least"), required=True, minimum=4
        ),
        "false_discovery": Param(
            float,
            Text("提示中预期出于偶然的份额至多", "share of chance among what is flagged"),
            required=True,
        ),
    },
    seen=Text(
        "项目 {subject_id} 的 {value} 份报价成等差或等比",
        "Tender {subject_id}: {value} prices form a ladder",
    ),
)


@check
def evaluate(
    tender: Table, bid: Table, *, minimum_bids: int, false_discovery: float, law: str
) -> Table:
    """Weigh the gaps between the prices of every lot."""
    asked = _regime.asked_under(tender, law)
    rows = _prices(bid.semi_join(asked, "tender_id"))
    lots = chances(rows).filter(lambda lot: lot.bids >= minimum_bids)
    known = lots.filter(lots.priced == lots.bids)
    found = _chance.discovered(known, LOT, known.aggregate(tests=known.count()), false_discovery)
    told = found.select("tender_id", "bids", found=found.found)
    unknown = lots.filter(lots.priced != lots.bids).select(
        "tender_id", "bids", found=ibis.null("boolean")
    )
    every = told.union(unknown)
    judged = every.group_by("tender_id").aggregate(
        ladder=every.bids.max(where=every.found),
        most=every.bids.max(),
        unknown=every.found.isnull().any(),
    )
    flagged = ibis.cases(
        (judged.ladder.notnull(), True), (judged.unknown, ibis.null("boolean")), else_=False
    )
    owner = asked.select(
        "follows",
        of_tender="tender_id",
        unit_id=asked.procuring_entity_id.coalesce(asked.buyer_id),
    )
    rows = judged.mutate(flagged=flagged).join(owner, judged.tender_id == owner.of_tender)
    return rows.select(
        "tender_id",
        "unit_id",
        value=rows.ladder.coalesce(rows.most),
        flagged=rows.flagged & rows.follows,
    )


@check.evidence
def evidence(flagged: Table, bid: Table) -> Table:
    """All bids of the tender with their bidders."""
    rows = _sides.stayed(bid).semi_join(flagged, "tender_id")
    return rows.select(
        "tender_id",
        table=ibis.literal("bid"),
        row_id=rows.bid_id,
        role=ibis.literal("tenderer"),
        party_id=rows.bidder_id,
    )


def _prices(bid: Table) -> Table:
    stayed = _sides.stayed(bid)
    asked = price(stayed)
    return stayed.select(
        "tender_id",
        "bid_id",
        lot=stayed.lot_id.fill_null(""),
        price=(asked > 0).ifelse(asked, None),
    )


def chances(rows: Table) -> Table:
    """One row a lot: `bids`, how many are `priced`, and the chance `p` of gaps so even."""
    in_turn = ibis.window(group_by=LOT, order_by=["price", "bid_id"])
    priced = rows.filter(rows.price.notnull())
    fen = (priced.price * 100).round().cast("int64")
    gaps = priced.mutate(
        gap=priced.price - priced.price.lag().over(in_turn),
        log_gap=priced.price.ln() - priced.price.lag().over(in_turn).ln(),
        **{f"even_{power}": (fen % 10**power) == 0 for power in ROUNDED},
    )
    lots = gaps.group_by(LOT).aggregate(
        priced=gaps.count(),
        least=gaps.gap.min(),
        log_least=gaps.log_gap.min(),
        low=gaps.price.min(),
        high=gaps.price.max(),
        **{f"even_{power}": gaps[f"even_{power}"].all() for power in ROUNDED},
    )
    unit: Any = ibis.cases(
        *((lots[f"even_{power}"], 10.0**power / 100) for power in reversed(ROUNDED)), else_=0.01
    )
    sums = lots.mutate(unit=unit, n=lots.priced.cast("float64"))
    by_step: Any = _chance_of(sums.least - sums.unit, sums.high - sums.low, sums.n)
    by_factor = _chance_of(
        sums.log_least - sums.unit / sums.low, sums.high.ln() - sums.low.ln(), sums.n
    )
    told = sums.select(*LOT, "priced", p=ibis.least(1.0, ibis.least(by_step * 2, by_factor * 2)))
    bids = rows.group_by(LOT).aggregate(bids=rows.count())
    both = bids.left_join(told, LOT)
    return both.select(*LOT, "bids", priced=both.priced.fill_null(0), p=both.p.fill_null(1.0))


def _chance_of(least: Any, spread: Any, n: Any) -> Any:
    """The power n - 2 of d, where the least of n - 1 gaps is (1 - d) times their mean."""
    mean: Any = spread / ibis.greatest(n - 1, 1.0)
    uneven: Any = 1.0 - least / ibis.greatest(mean, 1e-300)
    kept: Any = ibis.least(1.0, ibis.greatest(0.0, uneven))
    return ((spread > 0) & (n > 2)).ifelse(kept ** (n - 2), 1.0)

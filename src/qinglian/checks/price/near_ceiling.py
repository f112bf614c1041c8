"""
报价总是贴着最高限价。A bidder's prices keep close to the ceiling, far more often than its rivals'.

线索：陪标者常把价报到限价附近以保证不中。只与同一项目里的对手比：限价定得紧、大家都贴近的项目，不显得谁特别。

一个项目有 n 份有效报价，其中 k 份在限价之下 `margin` 以内；若各家彼此可以互换，某家贴近的机会就是 k/n。逐项目相加得
预期次数 λ，实际次数的可能不大于泊松尾概率的上界（见 `_chance`）。同时问许多家，用 Benjamini–Hochberg 控制：所提示的
各家中，预期出于偶然的不超过
`false_discovery`。

值是贴近限价的报价份数。可比的投标少于 `minimum_count` 份的不问；本有这么多份而限价或报价不明、可比的不足的，留空。
贴近不到
`minimum_near` 份的不提示。划分标段的项目限价各不相同，不比；报价不足 `minimum_bids` 份的项目不比。 Cover bids are
often put just below the ceiling so as not to win. Each bidder is compared with its rivals in the same tenders only:
if k of n prices are within `margin` below the ceiling and bidders are exchangeable, each is so with chance k/n.
Summed over its tenders that is the expected number, and the chance of the number seen is bounded from above. Of the
bidders that are flagged no more than the share `false_discovery` is expected to be chance. The value counts the
prices so close. Tenders of several lots are left out. Bidders with fewer than `minimum_count` bids are not asked;
where ceilings or prices are unknown and too few can be compared, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks import _chance
from qinglian.checks._procurement import price
from qinglian.checks._tendering import LAW, tendered
from qinglian.checks.collusion import _sides
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="报价总是贴着最高限价", en="Prices that keep close to the ceiling"),
    subject="bidder",
    scope="population",
    needs={
        "tender": ("tender_id", "ceiling_yuan"),
        "bid": ("bid_id", "tender_id", "bidder_id", ("amount", "amount_yuan")),
    },
    helps={"tender": LAW, "bid": ("lot_id", "status", "withdrawn", "amount", "amount_yuan")},
    params={
        "margin": Param(
            float,
            Text("限价之下多大份额以内算贴近", "share below the ceiling that is close"),
            required=True,
        ),
        "minimum_count": Param(
            int, Text("至少几份投标才问", "bids at least"), required=True, minimum=2
        ),
        "minimum_near": Param(
            int, Text("至少几份贴近", "close prices at least"), required=True, minimum=2
        ),
        "minimum_bids": Param(
            int,
            Text("项目至少几份报价才比", "prices of a tender at least"),
            required=True,
            minimum=2,
        ),
        "false_discovery": Param(
            float,
            Text("提示中预期出于偶然的份额至多", "share of chance among what is flagged"),
            required=True,
        ),
    },
    seen=Text(
        "投标人 {subject_id} 有 {value} 份报价贴近最高限价，远多于同项目的对手",
        "Bidder {subject_id}: {value} prices close to the ceiling, far more than its rivals in the same tenders",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    *,
    margin: float,
    minimum_count: int,
    minimum_near: int,
    minimum_bids: int,
    false_discovery: float,
) -> Table:
    """Count the close prices of each bidder beside those of its rivals."""
    rows = _bids(tender, bid, margin, minimum_bids)
    rows = rows.filter(rows.bidder_id.notnull())
    sums = rows.group_by("bidder_id").aggregate(
        bids=rows.count(),
        judged=rows.near.count(),
        value=rows.near.sum().fill_null(0),
        expected=rows.chance.sum().fill_null(0.0),
    )
    asked = sums.filter(sums.bids >= minimum_count)
    known = asked.filter(asked.judged >= minimum_count)
    known = known.mutate(p=_chance.tail(known.value, known.expected))
    tests = known.aggregate(tests=known.count())
    found = _chance.discovered(known, ["bidder_id"], tests, false_discovery)
    told = found.select("bidder_id", "value", flagged=found.found & (found.value >= minimum_near))
    unknown = asked.filter(asked.judged < minimum_count)
    return told.union(unknown.select("bidder_id", "value", flagged=ibis.null("boolean")))


@check.evidence
def evidence(
    flagged: Table, tender: Table, bid: Table, *, margin: float, minimum_bids: int
) -> Table:
    """The bids that came so close."""
    rows = _bids(tender, bid, margin, minimum_bids)
    near = rows.filter(rows.near == 1).semi_join(flagged, "bidder_id")
    return near.select(
        "bidder_id",
        table=ibis.literal("bid"),
        row_id=near.bid_id,
        role=ibis.literal("tenderer"),
        party_id=near.bidder_id,
    )


def _bids(tender: Table, bid: Table, margin: float, minimum_bids: int) -> Table:
    """Bids for tenders of one lot: whether `near`, and the `chance` of that; null where nothing is compared."""
    stayed = _sides.stayed(bid)
    lots = stayed.group_by(lot_tender="tender_id").aggregate(lots=stayed.lot_id.nunique())
    whole = stayed.semi_join(lots.filter(lots.lots <= 1), [("tender_id", "lot_tender")])
    asked = whole.select("bid_id", "tender_id", "bidder_id", price=price(whole))
    held = tendered(tender)
    ceiling = held.select(of_tender="tender_id", ceiling=held.ceiling_yuan.cast("float64"))
    rows = asked.join(ceiling, asked.tender_id == ceiling.of_tender)
    close = (rows.price <= rows.ceiling) & (rows.price >= rows.ceiling * (1.0 - margin))
    rows = rows.mutate(near=close.cast("int64"))
    shares = rows.group_by(in_tender="tender_id").aggregate(
        compared=rows.near.count(), share=rows.near.mean()
    )
    both = rows.join(shares, rows.tender_id == shares.in_tender)
    enough = both.near.notnull() & (both.compared >= minimum_bids)
    return both.select(
        "bid_id",
        "bidder_id",
        near=enough.ifelse(both.near, None),
        chance=enough.ifelse(both.share, None),
    )

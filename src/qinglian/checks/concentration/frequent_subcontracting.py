"""
采购人的中标分包得格外多。Awards of one buyer are subcontracted unusually often.

开放采购红旗目录 R072。值是该采购人写明有无分包的中标中，分包的比例。与其他采购人在同一市场（默认同类别）的比例相比，
多到碰巧的机会极小的才提示；一批采购人同问，提示之中碰巧的期望比例不超过 false_discovery_rate。
OCP red flag R072. The value is the share of a buyer's awards with subcontracting, of those that say. It is compared
with the share of all other buyers in the same markets (by default of one category). The bound of Chernoff and
Hoeffding on so many by chance is adjusted after Benjamini and Hochberg over all buyers with at least `minimum_count`
awards: of the flagged, at most `false_discovery_rate` are expected to be luck. Buyers with fewer are left undecided.
The bound lies above the exact chance, so that small buyers are flagged late rather than early.
"""

import ibis
from ibis import Table

from qinglian.checks import _market
from qinglian.checks._contracts import cite
from qinglian.checks._discovery import RATE, adjusted, tail_bound
from qinglian.checks._market import HELPS, NEEDS, won
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="采购人的中标分包过多", en="High prevalence of subcontracts"),
    subject="unit",
    scope="population",
    needs={**NEEDS, "award": (*NEEDS["award"], "subcontracted")},
    helps=HELPS,
    params={
        "minimum_count": Param(int, Text("至少几个写明的中标", "awards that say, at least"), required=True, minimum=1),
        **RATE,
        **_market.PARAMS,
    },
    seen=Text(
        "采购人 {subject_id} 的中标中有 {value} 分包，比其他采购人多得难以用碰巧解释",
        "A share of {value} of the awards of {subject_id} is subcontracted, more than chance explains",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    award: Table,
    item: Table,
    *,
    minimum_count: int,
    false_discovery_rate: float,
    peers: list[str],
    digits: int,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare the share of every buyer with that of all others."""
    rows = won(
        tender,
        award,
        item,
        peers=peers,
        digits=digits,
        excluded=excluded_procurement_method_details,
    )
    rows = rows.select("award_id", "unit_id", "market").distinct()
    rows = rows.inner_join(award.select(own="award_id", let="subcontracted"), [("award_id", "own")])
    rows = rows.filter(rows.unit_id.notnull())
    said = rows.filter(rows.let.notnull(), rows.market.notnull())
    here = said.group_by("unit_id", "market").aggregate(n=said.count(), hits=said.let.sum())
    whole = said.group_by(whole="market").aggregate(all=said.count(), all_hits=said.let.sum())
    both = here.inner_join(whole, [("market", "whole")])
    elsewhere = (both.all_hits - both.hits + 1) / (both["all"] - both.n + 2)
    sums = both.group_by(of_unit="unit_id").aggregate(
        n=both.n.sum(), hits=both.hits.sum(), expected=(both.n * elsewhere).sum()
    )
    every = rows.select("unit_id").distinct()
    found = every.left_join(sums, [("unit_id", "of_unit")])
    chance = tail_bound(found.hits, found.n, found.expected / found.n)
    tested = found.select(
        "unit_id",
        value=found.hits / found.n,
        p=(found.n >= minimum_count).ifelse(chance, ibis.null("float64")),
    )
    judged = adjusted(tested, ["unit_id"])
    return judged.select("unit_id", "value", flagged=judged.q <= false_discovery_rate)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    award: Table,
    item: Table,
    *,
    peers: list[str],
    digits: int,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The subcontracted awards with their suppliers."""
    let = award.filter(award.subcontracted)
    rows = won(
        tender, let, item, peers=peers, digits=digits, excluded=excluded_procurement_method_details
    )
    mine = rows.semi_join(flagged, "unit_id")
    return cite(
        mine,
        "unit_id",
        table="award",
        row_id=mine.award_id,
        role="supplier",
        party=mine.tenderer_id,
    )

"""
投标多而中标少，少得不像碰巧。A bidder wins more seldom than luck explains.

与开放采购红旗目录 R025 同问，但不拿所有投标人的中标率画界线：只看评审已定、一家中标、有两家以上有效投标的采购过程，如果
各家机会均等，n 家里中标的机会是 1/n；值是中标次数÷投标次数，界线是机会均等时的中标率。少于碰巧（`_discovery` 的界与多重
检验）、又不到均等时的 lift 分之一的提示。
It asks what OCP red flag R025 asks, but draws no fence through the win ratios of all bidders: of the processes with one
final single-supplier award and two valid lone bidders or more, each of n bidders would win one in n if all had the same
chance. The value is processes won / processes bid for, the threshold what equal chances would give; flagged where luck
does not explain so few (bound and procedure of `_discovery`) and `lift` times the value is no more than that. Skill,
size and price differ for honest reasons: a flag says that this one loses more than luck explains, not why.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._discovery import RATE, adjusted, tail_bound
from qinglian.checks._peers import ENOUGH
from qinglian.checks._procurement import EXCLUDED, TENDER, cite_bids, processes
from qinglian.checks.competition.unsuccessful_bidder import counted_bids
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="投标多而中标少，少得不像碰巧", en="Wins more seldom than luck explains"),
    subject="tenderer",
    scope="population",
    needs={
        "tender": ("tender_id",),
        "bid": ("bid_id", "tender_id", "bidder_id", "status"),
        "award": ("tender_id", "status", "supplier_id"),
    },
    helps={"tender": TENDER},
    params={
        **ENOUGH,
        **RATE,
        "lift": Param(
            float,
            Text(
                "机会均等时的中标率至少是它的几倍",
                "equal chances give at least so many times its win ratio",
            ),
            default=3.0,
            minimum=1,
        ),
        **EXCLUDED,
    },
    threshold="threshold",
    seen=Text(
        "投标人 {subject_id} 的中标率只有 {value}，机会均等时应为 {threshold}，不像碰巧",
        "Bidder {subject_id} wins a share of {value} where equal chances give {threshold}: luck does not explain it",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    award: Table,
    *,
    minimum_count: int,
    false_discovery_rate: float = 0.05,
    lift: float = 3.0,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare what each bidder won with what equal chances would give."""
    rows = counted_bids(processes(tender, excluded=excluded_procurement_method_details), bid, award)
    each = rows.group_by("tenderer_id", "tender_id").aggregate(
        came=rows.counts.cast("int64").max(), won=rows.won.cast("int64").max()
    )
    rivals = each.came.sum().over(ibis.window(group_by="tender_id"))
    many: Any = ibis.greatest(rivals, 1)
    each = each.mutate(met=(each.came == 1) & (rivals > 1), chance=1.0 / many)
    summed = each.group_by("tenderer_id").aggregate(
        bids=each.met.cast("int64").sum(),
        won=each.won.sum(where=each.met).fill_null(0),
        usual=each.chance.sum(where=each.met),
    )
    bids = summed.bids.nullif(0)
    usual = summed.usual / bids.cast("float64")
    enough = summed.bids >= minimum_count
    luck = tail_bound(summed.bids - summed.won, bids, 1.0 - usual)
    share = summed.won.cast("float64") / bids.cast("float64")
    told = summed.select(
        "tenderer_id", value=share, threshold=usual, p=enough.ifelse(luck, ibis.null("float64"))
    )
    judged = adjusted(told, ["tenderer_id"])
    few = (judged.q <= false_discovery_rate) & (judged.value * lift <= judged.threshold)
    return judged.select(
        "tenderer_id",
        "value",
        "threshold",
        flagged=judged.q.isnull().ifelse(ibis.null("boolean"), few),
    )


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    award: Table,
    *,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The valid bids that were counted."""
    asked = processes(tender, excluded=excluded_procurement_method_details)
    rows = counted_bids(asked, bid.semi_join(flagged, [("bidder_id", "tenderer_id")]), award)
    rows = rows.filter(rows.counts)
    return cite_bids(rows, key="tenderer_id", bidder=rows.tenderer_id)

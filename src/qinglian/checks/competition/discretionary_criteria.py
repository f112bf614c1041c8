"""
采购人用主观评审标准的比例异常高。A buyer uses discretionary award criteria unusually often.

开放采购红旗目录 R021；腐败风险指数（CRI）的“非价格标准”同理。值是评审办法不在所列客观办法（只比价格或费用）之中的过
程数÷评审办法已知的过程数。与其他采购人（peers 设定时，在同类之内）相比，高出不止碰巧、且达到 lift 倍的提示；误报率
见 `_shares`。
OCP red flag R021; like the non-price criteria of the Corruption Risk Index. The value is the processes whose award
criteria are not among the listed objective ones (price or cost alone) over all whose criteria are known, flagged
where it is higher than luck explains beside all other buyers (within `peers` where set) and at least `lift` times
theirs. For the rate of false alarms see `_shares`.
"""

from typing import Any

from ibis import Table

from qinglian.checks._peers import peer_names, with_peers
from qinglian.checks._procurement import TENDER, listed, processes
from qinglian.checks._shares import unusual
from qinglian.checks.competition._body_shares import HELPS, SHARES, cite_hits
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="主观评审标准的比例异常高", en="High use of discretionary criteria"),
    subject="buyer",
    scope="population",
    needs={"tender": ("tender_id", "buyer_id", "award_criteria")},
    helps={"tender": (*TENDER, *HELPS)},
    params={
        "objective_criteria": Param(
            list, Text("客观的评审办法", "award criteria that are objective"), required=True
        ),
        **SHARES,
    },
    seen=Text(
        "采购人 {subject_id} 采用主观评审标准的比例为 {value}，同类通常为 {threshold}",
        "The buyer {subject_id} uses discretionary criteria in a share of {value} of its processes, "
        "where {threshold} is usual",
    ),
)


@check
def evaluate(
    tender: Table,
    *,
    objective_criteria: list[str],
    minimum_count: int,
    false_discovery_rate: float = 0.05,
    lift: float = 1.5,
    peers: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare the share of each buyer with that of all others."""
    rows = _named(tender, peers, excluded_procurement_method_details)
    return unusual(
        rows,
        "buyer_id",
        rows.award_criteria.notin(listed(objective_criteria)),
        groups=peer_names(peers),
        minimum_count=minimum_count,
        false_discovery_rate=false_discovery_rate,
        lift=lift,
    )


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    *,
    objective_criteria: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The processes with discretionary criteria."""
    rows = _named(tender, None, excluded_procurement_method_details)
    return cite_hits(
        rows, flagged, "buyer_id", rows.award_criteria.notin(listed(objective_criteria)), "buyer"
    )


def _named(tender: Table, peers: Any, excluded: Any) -> Table:
    rows = processes(
        with_peers(tender, peers),
        "buyer_id",
        "award_criteria",
        *peer_names(peers),
        excluded=excluded,
    )
    return rows.filter(rows.buyer_id.notnull())

"""
采购人采用非竞争方式的比例异常高。A buyer uses methods without competition unusually often.

开放采购红旗目录 R013；腐败风险指数（CRI）的“封闭程序”同理。值是所列方式的过程数÷全部方式已知的过程数。与其他采购人
（peers 设定时，在同类之内）相比，高出不止碰巧、且达到 lift 倍的提示；误报率见 `_shares`。
OCP red flag R013; like the closed procedure of the Corruption Risk Index. The value is the processes by the listed
methods over all whose method is known, flagged where it is higher than luck explains beside all other buyers
(within `peers` where set) and at least `lift` times theirs. For the rate of false alarms see `_shares`.
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
    title=Text(zh="非竞争方式的比例异常高", en="High use of non-competitive methods"),
    subject="buyer",
    scope="population",
    needs={"tender": ("tender_id", "buyer_id", "method")},
    helps={"tender": (*TENDER, *HELPS)},
    params={
        "methods": Param(list, Text("非竞争的方式", "methods without competition"), required=True),
        **SHARES,
    },
    seen=Text(
        "采购人 {subject_id} 采用非竞争方式的比例为 {value}，同类通常为 {threshold}",
        "The buyer {subject_id} uses methods without competition in a share of {value} of its processes, "
        "where {threshold} is usual",
    ),
)


@check
def evaluate(
    tender: Table,
    *,
    methods: list[str],
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
        rows.method.isin(listed(methods)),
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
    methods: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The processes without competition."""
    rows = _named(tender, None, excluded_procurement_method_details)
    return cite_hits(rows, flagged, "buyer_id", rows.method.isin(listed(methods)), "buyer")


def _named(tender: Table, peers: Any, excluded: Any) -> Table:
    rows = processes(
        with_peers(tender, peers), "buyer_id", "method", *peer_names(peers), excluded=excluded
    )
    return rows.filter(rows.buyer_id.notnull())

"""
评审决定比同类慢得多。The award came much later than in processes of its kind.

开放采购红旗目录 R062，与同类相比的一种。值是截标到最后一个生效中标的日历天数；超过同类（默认同类别、同年）上界（Q3＋
1.5 倍四分位距）的提示。同类太少的不下结论。
OCP red flag R062, against peers. The value is the number of calendar days from the closing of bids to the last active
award, flagged above the upper fence (Q3 + 1.5 IQR) of the processes of its kind, by default of one category that
closed in one year. With fewer peers than `minimum_count`, or an unknown kind, nothing is concluded.

同类全无问题时，若天数呈正态分布，千分之三到四的过程会越过上界；若呈指数分布，约百分之五。
With nothing wrong among the peers, the fence is passed by 0.35 % of processes where days are normally distributed,
and by about 5 % where they are exponential: waiting times lie between the two.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._procurement import KEY, listed, per_process
from qinglian.checks._statistics import upper_fence
from qinglian.checks.competition._decision import HELPS, NEEDS, PARAMS, cite_decision, decision_days
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

PEERS = ("category", "method", "method_details", "region", "year")

check = Check(
    __name__,
    title=Text(zh="评审决定比同类慢得多", en="Decision period unusually long"),
    subject="contracting_process",
    scope="population",
    needs=NEEDS,
    helps={**HELPS, "tender": (*HELPS["tender"], "category", "region", "period_end_on")},
    params={
        "minimum_count": Param(int, Text("同类至少几个", "peers at least"), required=True, minimum=4),
        "peers": Param(
            list,
            Text(f"同类按这些划分：{'、'.join(PEERS)}", f"what peers have in common: {', '.join(PEERS)}"),
            default=["category", "year"],
        ),
        **{name: param for name, param in PARAMS.items() if name != "days"},
    },
    seen=Text(
        "采购过程 {subject_id} 截标后 {value} 天才定标，超过同类的上界 {threshold}",
        "Contracting process {subject_id} was awarded {value} days after bids closed, above the fence of {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    award: Table,
    *,
    minimum_count: int,
    peers: list[str],
    procurement_methods: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare the days of every process with the upper fence of its peers."""
    rows = decision_days(
        tender,
        award,
        which="last",
        methods=procurement_methods,
        excluded=excluded_procurement_method_details,
    )
    named = tender.select(own="tender_id", peers=_kind(tender, listed(peers))).distinct()
    rows = rows.view().left_join(named, [("tender_id", "own")])
    fences = upper_fence(rows.filter(rows.peers.notnull()), "days", ["peers"])
    fences = fences.filter(fences.subjects >= minimum_count).rename(of_peers="peers")
    both = rows.left_join(fences, [("peers", "of_peers")])
    both = both.select(KEY, "position", "unit_id", "days", threshold="fence")
    return per_process(both, both.days > both.threshold, both.days.cast("float64"))


def _kind(tender: Table, peers: list[str]) -> Any:
    """What a process has in common with its peers, null where one part is unknown."""
    year: Any = tender.period_end_on.year().cast("string")
    text: Any = ibis.literal("")
    for name in peers:
        text = text + " / " + (year if name == "year" else tender[name])
    return text


@check.evidence
def evidence(flagged: Table, tender: Table, award: Table) -> Table:
    """The tender and its awards."""
    return cite_decision(flagged, tender, award)

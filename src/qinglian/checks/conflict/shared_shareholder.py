"""
几家投标人有同一大股东。Bidders of one process share a major shareholder.

开放采购红旗目录 R033。持股比例（百分数）不低于 `minimum_share` 的算大股东；比例不明的可能是，留空。按登记号、没有时
按代码比较，不按名称。值是共同的大股东数。
OCP red flag R033. A holder with at least `minimum_share` per cent counts; one whose share is unknown may be one,
and leaves the answer open. Compared by identifier, else id, never by name. The value is how many such holders are
shared. Where all bidders name their shareholders and none is shared the answer is no.
"""

from ibis import Table

from qinglian.checks.conflict._owners import HELPS, NEEDS, PARAMS, cite_shared, shared
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

KIND = "shareholder"

check = Check(
    __name__,
    title=Text(zh="投标人有同一大股东", en="Bidders share same major shareholder"),
    subject="contracting_process",
    scope="case",
    needs=NEEDS,
    helps=HELPS,
    params={
        "minimum_share": Param(
            float, Text("持股百分之几以上算大股东", "per cent held that make a major holder"), required=True, minimum=0
        ),
        **PARAMS,
    },
    seen=Text(
        "采购过程 {subject_id} 的几家投标人有 {value} 个共同的大股东",
        "Bidders of contracting process {subject_id} share {value} major shareholders",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    bid: Table,
    party: Table,
    owner: Table,
    *,
    minimum_share: float,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Look for a major shareholder of two bidders."""
    holdings = owner.mutate(counts=owner.share >= minimum_share)
    return shared(tender, bid, party, holdings, excluded_procurement_method_details, KIND)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    party: Table,
    owner: Table,
    *,
    minimum_share: float,
) -> Table:
    """The shareholders in common, the bids of those they hold, and the tender."""
    holdings = owner.mutate(counts=owner.share >= minimum_share)
    return cite_shared(flagged, tender, bid, party, holdings, KIND)

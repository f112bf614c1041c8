"""
几家投标人有同一受益所有人。Bidders of one process share a beneficial owner.

开放采购红旗目录 R032。按受益所有人的登记号、没有时按代码比较，不按姓名：同名者众。值是共同的受益所有人数。投标人都
登记了受益所有人而没有共同的，为否；有投标人没有登记的，留空。
OCP red flag R032. Compared by the identifier of the owner, else its id, never by name: many people share one. The
value is how many owners are shared. Where all bidders declare their owners and none is shared the answer is no;
where one declares nobody, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.conflict._owners import HELPS, NEEDS, PARAMS, cite_shared, shared
from qinglian.model.check import Check
from qinglian.model.text import Text

KIND = "beneficial"

check = Check(
    __name__,
    title=Text(zh="投标人有同一受益所有人", en="Bidders share same beneficial owner"),
    subject="contracting_process",
    scope="case",
    needs=NEEDS,
    helps=HELPS,
    params=PARAMS,
    seen=Text(
        "采购过程 {subject_id} 的几家投标人有 {value} 个共同的受益所有人",
        "Bidders of contracting process {subject_id} share {value} beneficial owners",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    party: Table,
    owner: Table,
    *,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Look for an owner of two bidders."""
    holdings = owner.mutate(counts=ibis.literal(True))
    return shared(tender, bid, party, holdings, excluded_procurement_method_details, KIND)


@check.evidence
def evidence(flagged: Table, tender: Table, bid: Table, party: Table, owner: Table) -> Table:
    """The owners in common, the bids of those they hold, and the tender."""
    holdings = owner.mutate(counts=ibis.literal(True))
    return cite_shared(flagged, tender, bid, party, holdings, KIND)

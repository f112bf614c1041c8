"""
当场收缴罚款不符合条件。A fine was collected on the spot outside the conditions of the law.

《行政处罚法》第六十八条：当场作出决定，依法给予一百元以下罚款的，可以当场收缴；第六十九条：边远、水上、交通不便地区，
经当事人提出，可以当场收缴。

值是罚款金额。是否当场收缴、是否属于边远且当事人提出不明的，留空。
The value is the fine. Where it is unknown whether the fine was collected on the spot, or whether the place was
remote and the party asked, nothing is concluded.
"""

from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="当场收缴罚款不符合条件", en="Fine collected on the spot outside the conditions"),
    subject="penalty",
    scope="case",
    dated_by="decided_on",
    needs={
        "penalty": (
            "penalty_id",
            "procedure",
            "amount_yuan",
            "collected_on_spot",
            "remote_request",
            "decided_on",
        )
    },
    helps={"penalty": ("unit_id",)},
    params={
        "limit": Param(
            float,
            Text("可以当场收缴的最高罚款（元）", "highest fine that may be collected"),
            required=True,
        )
    },
    threshold="limit",
    seen=Text(
        "案件 {subject_id} 当场收缴罚款 {value} 元，一般限于 {threshold} 元以下的当场处罚",
        "Case {subject_id}: {value} yuan collected on the spot, where {threshold} yuan is the usual limit",
    ),
)


@check
def evaluate(penalty: Table, *, limit: float) -> Table:
    """Collected on the spot, too much or for no on-the-spot penalty, and not asked for in a remote place."""
    asked = penalty.filter(
        penalty.collected_on_spot.fill_null(True),
        (penalty.amount_yuan > 0) | penalty.amount_yuan.isnull() | penalty.collected_on_spot,
    )
    outside = (asked.amount_yuan > limit) | (asked.procedure != "simple")
    return asked.select(
        "penalty_id",
        "unit_id",
        value=asked.amount_yuan,
        flagged=asked.collected_on_spot & outside & ~asked.remote_request,
    )


@check.evidence
def evidence(flagged: Table, penalty: Table) -> Table:
    """The case itself."""
    return the_row(flagged, penalty, table="penalty", key="penalty_id")

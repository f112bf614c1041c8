"""
当场处罚的罚款超过限额。An on-the-spot fine above the limit of the simple procedure.

《行政处罚法》第五十一条：对公民处以二百元以下、对法人或者其他组织处以三千元以下罚款的，可以当场作出决定。

值是罚款金额。适用程序不明，或者个体工商户、类别不明而金额落在两个限额之间的，留空。
The value is the fine. Where the procedure is unknown, or the party is of no kind that has a limit and the amount
lies between the limits, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="当场处罚的罚款超过限额", en="On-the-spot fine above the limit"),
    subject="penalty",
    scope="case",
    dated_by="decided_on",
    needs={"penalty": ("penalty_id", "procedure", "party_type", "amount_yuan", "decided_on")},
    helps={"penalty": ("unit_id", "penalty_kinds")},
    params={
        "limits": Param(
            dict, Text("当事人类别 → 限额（元）", "kind of party → limit in yuan"), required=True
        )
    },
    seen=Text(
        "案件 {subject_id} 当场罚款 {value} 元，超过限额",
        "Case {subject_id}: fined {value} yuan on the spot, above the limit",
    ),
)


@check
def evaluate(penalty: Table, *, limits: dict[str, float]) -> Table:
    """Compare the fine of every case of the simple procedure with the limit of its party."""
    asked = penalty.filter((penalty.procedure == "simple").fill_null(True))
    no_fine = asked.amount_yuan.isnull() & ~asked.penalty_kinds.contains("fine")
    fine = no_fine.fill_null(False).ifelse(0, asked.amount_yuan)
    limit = asked.party_type.cases(*limits.items())
    above = ibis.cases(
        (limit.notnull(), fine > limit),
        (fine > max(limits.values()), True),
        (fine <= min(limits.values()), False),
    )
    return asked.select(
        "penalty_id",
        "unit_id",
        value=asked.amount_yuan,
        flagged=(asked.procedure == "simple") & above,
    )


@check.evidence
def evidence(flagged: Table, penalty: Table) -> Table:
    """The case itself."""
    return the_row(flagged, penalty, table="penalty", key="penalty_id")

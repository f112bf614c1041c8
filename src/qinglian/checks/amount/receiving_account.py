"""
罚款没有缴入国库或指定银行。A fine was paid to an account other than the treasury or its bank.

《行政处罚法》第六十七条：作出罚款决定的行政机关应当与收缴罚款的机构分离；除依法当场收缴的以外，不得自行收缴。

值是罚款金额。账户性质不明，或者账户不在许可之列而是否当场收缴不明的，留空。
The value is the fine. Where the kind of account is unknown, or the account is another one and it is unknown whether
the fine was lawfully collected on the spot, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="罚款没有缴入国库或指定银行", en="Fine not paid to the treasury or its bank"),
    subject="penalty",
    scope="case",
    dated_by="decided_on",
    needs={"penalty": ("penalty_id", "account_kind", "collected_on_spot", "decided_on")},
    helps={"penalty": ("unit_id", "penalty_kinds", "amount_yuan")},
    params={
        "allowed": Param(
            list, Text("许可的收款账户类型", "kinds of account that are lawful"), required=True
        )
    },
    seen=Text(
        "案件 {subject_id} 罚款 {value} 元的收款账户不是国库或指定银行",
        "Case {subject_id}: a fine of {value} yuan went to another account",
    ),
)


@check
def evaluate(penalty: Table, *, allowed: list[str]) -> Table:
    """Every fine, by the kind of account that received it."""
    fined = ibis.coalesce(penalty.penalty_kinds.contains("fine"), penalty.amount_yuan > 0, True)
    asked = penalty.filter(fined)
    elsewhere = asked.account_kind.notin(allowed)
    return asked.select(
        "penalty_id",
        "unit_id",
        value=asked.amount_yuan,
        flagged=elsewhere & ~asked.collected_on_spot,
    )


@check.evidence
def evidence(flagged: Table, penalty: Table) -> Table:
    """The case itself."""
    return the_row(flagged, penalty, table="penalty", key="penalty_id")

"""
收取了目录之外的费用。A fee was taken that the published list does not have.

《行政许可法》第五十八条：行政机关实施行政许可，不得收取任何费用；法律、行政法规另有规定的，依照其规定。

值是收费金额。没有收费金额，或者收了费而台账没有写明是否在目录之内的，留空；所填依据是否成立由人判断。
The value is the fee. Without an amount, or where a fee was taken and the ledger does not say whether it is
listed, nothing is concluded; whether a stated basis holds is for people to judge.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="收取目录外费用", en="Fee outside the published list"),
    subject="permit",
    scope="case",
    needs={"permit": ("permit_id", "fee_yuan", "fee_listed_flag")},
    helps={"permit": ("fee_basis",)},
    params={
        "free_up_to": Param(
            int,
            Text("无依据时至多可收几元", "yuan that may be taken without a basis"),
            required=True,
            minimum=0,
        )
    },
    threshold="free_up_to",
    seen=Text(
        "办件 {subject_id} 收费 {value} 元，不在公布的收费目录内",
        "Case {subject_id}: a fee of {value} yuan is not in the published list",
    ),
)


@check
def evaluate(permit: Table, *, free_up_to: int) -> Table:
    """Every case by its fee, and by whether that is listed."""
    taken = permit.fee_yuan > free_up_to
    flagged = ibis.cases(
        (taken.isnull(), ibis.null("boolean")),
        (~taken, False),
        else_=~permit.fee_listed_flag,
    )
    return permit.select("permit_id", value=permit.fee_yuan, flagged=flagged)


@check.evidence
def evidence(flagged: Table, permit: Table) -> Table:
    """The case itself, with the basis it states."""
    return the_row(flagged, permit, table="permit", key="permit_id")

"""
违约金、扣款作出后没有扣。A contract penalty was decided and never taken.

值是没有扣的元数。作出满 `days` 天才问；台账没有已扣一列的、金额不明的，留空；已扣一列空着的是没有扣。
The value is what was not taken, in yuan. Asked `days` after the decision; where the ledger has no column of what
was taken, or the sum is unknown, nothing is concluded; an empty one says nothing was taken.
"""

from datetime import date

import ibis
from ibis import Table

from qinglian.checks._turns import EPOCH
from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="违约金没有扣回", en="Contract penalty never taken"),
    subject="contract_penalty",
    scope="case",
    needs={
        "contract_penalty": (
            "contract_penalty_id",
            "kind",
            "decided_on",
            "amount_yuan",
            "deducted_yuan",
        )
    },
    helps={"contract_penalty": ("decided_day", "unit_id", "party_id", "ground_code")},
    params={
        "kinds": Param(list, Text("哪些处理", "which kinds"), required=True),
        "days": Param(int, Text("作出后几天", "days after the decision"), required=True, minimum=0),
    },
    seen=Text(
        "合同处理 {subject_id} 还有 {value} 元没有扣",
        "Contract penalty {subject_id}: {value} yuan were never taken",
    ),
)


@check
def evaluate(
    contract_penalty: Table, *, kinds: list[str], days: int, as_of: date, absent: frozenset[str]
) -> Table:
    """Set what was taken beside what was decided."""
    today = (as_of - EPOCH).days
    asked = contract_penalty.filter(
        contract_penalty.kind.isin(kinds),
        (contract_penalty.decided_day + days < today).fill_null(True),
        (contract_penalty.amount_yuan > 0).fill_null(True),
    )
    taken = asked.deducted_yuan.cast("float64").fill_null(0.0)
    open_ = asked.amount_yuan.cast("float64") - taken
    short = open_ > 0.005
    if "contract_penalty.deducted_yuan" in absent:
        short = unknown()
    flagged = asked.decided_on.isnull().ifelse(short.ifelse(unknown(), False), short)
    return asked.select(
        "contract_penalty_id", "unit_id", value=ibis.greatest(open_, 0.0), flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, contract_penalty: Table) -> Table:
    """The decision, with the firm concerned."""
    return of_row(
        flagged, contract_penalty, "contract_penalty", "contract_penalty_id", "contractor", "party_id"
    )  # fmt: skip

"""
养护考核应扣的钱没有扣。What an assessment of maintenance was to deduct was not deducted.

养护合同约定按考核扣款；考核分扣了，结算照付全额，考核就没有用。

值是没有扣的元数：应扣减已扣。当期已经结算的才问；有免扣文号的不提示。台账没有结算日、免扣文号一列的，已扣不明的，留
空。
The value is what was not deducted, in yuan. Only periods that have been paid for are asked; a decision not to
deduct clears. Where the ledger has no such column, or what was deducted is unknown, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="考核扣款没有执行", en="Deduction of an assessment not made"),
    subject="performance_check",
    scope="case",
    needs={
        "performance_check": (
            "performance_check_id", "kind", "deduction_yuan", "deducted_yuan", "settled_on", "waiver_doc_no",
        )
    },
    helps={"performance_check": ("party_id", "unit_id", "score")},
    params={"kinds": Param(list, Text("哪些考核", "which assessments"), required=True)},
    seen=Text(
        "考核 {subject_id} 应扣的 {value} 元在结算时没有扣",
        "Assessment {subject_id}: {value} yuan were due and not deducted when it was settled",
    ),
)  # fmt: skip


@check
def evaluate(performance_check: Table, *, kinds: list[str], absent: frozenset[str]) -> Table:
    """Set what was deducted beside what was due."""
    asked = performance_check.filter(
        performance_check.kind.isin(kinds), (performance_check.deduction_yuan > 0).fill_null(True)
    )
    due, made = asked.deduction_yuan.cast("float64"), asked.deducted_yuan.cast("float64")
    short = due - made > 0.005
    no_day = "performance_check.settled_on" in absent
    no_waiver = "performance_check.waiver_doc_no" in absent
    flagged = ibis.cases(
        (asked.waiver_doc_no.notnull(), False),
        (asked.settled_on.isnull(), short.ifelse(unknown(), False) if no_day else ibis.literal(False)),
        (short, unknown() if no_waiver else ibis.literal(True)),
        else_=short,
    )  # fmt: skip
    return asked.select(
        "performance_check_id", "unit_id", value=ibis.greatest(due - made, 0.0), flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, performance_check: Table) -> Table:
    """The assessment, with the firm."""
    return of_row(
        flagged, performance_check, "performance_check", "performance_check_id", "contractor", "party_id"
    )  # fmt: skip

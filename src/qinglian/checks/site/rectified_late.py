"""
履约检查发现的问题过了整改期限。Defects found by a check of performance were not put right in time.

值是逾期的天数，没有整改的数到运行之日。没有发现问题的不问；整改期限、问题数不明的，台账没有整改完成日一列的，留空。
The value is the days past the term, to the day of the run where it is still open. Checks without defects are not
asked; without a term or a number of defects, or where the ledger has no column of completion, nothing is concluded.
"""

from datetime import date
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._turns import EPOCH
from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="履约检查问题逾期未整改", en="Defects of a check not put right in time"),
    subject="performance_check",
    scope="case",
    dated_by="checked_on",
    needs={
        "performance_check": (
            "performance_check_id", "checked_on", "problems", "rectify_due_on", "rectified_on",
        )
    },
    helps={
        "performance_check": ("rectify_due_day", "rectified_day", "kind", "party_id", "unit_id")
    },
    params={"grace": Param(int, Text("宽限几天", "days of grace"), default=0, minimum=0)},
    seen=Text(
        "检查 {subject_id} 的问题整改逾期 {value} 天",
        "Check {subject_id}: its defects are {value} days past their term",
    ),
)  # fmt: skip


@check
def evaluate(performance_check: Table, *, grace: int, as_of: date, absent: frozenset[str]) -> Table:
    """Set the day put right, or today, beside the term."""
    today = (as_of - EPOCH).days
    asked = performance_check.filter((performance_check.problems > 0).fill_null(True))
    open_: Any = ibis.literal(today, "int64")
    if "performance_check.rectified_on" in absent:
        open_ = ibis.null("int64")
    end: Any = asked.rectified_day.cast("int64").coalesce(open_)
    late = end - asked.rectify_due_day.cast("int64")
    told = late > grace
    flagged = asked.problems.isnull().ifelse(told.ifelse(unknown(), False), told)
    return asked.select(
        "performance_check_id", "unit_id", value=ibis.greatest(late, 0), flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, performance_check: Table) -> Table:
    """The check, with the firm."""
    return of_row(
        flagged, performance_check, "performance_check", "performance_check_id", "contractor", "party_id"
    )  # fmt: skip

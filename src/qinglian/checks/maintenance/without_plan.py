"""
养护工程没有计划批复，或者批复在开工之后。Maintenance works without an approved plan, or approved after they began.

《公路养护工程管理办法》：养护工程按年度计划实施；应急养护除外，日常养护不是养护工程。

值是开工早于批复的天数。没有批复文号和日期的提示；两列都没有的、有文号而日期不明的、开工日不明的，留空。
The value is by how many days works began before the approval. With neither number nor day it is flagged; where the
ledger has neither column, the number stands without a day, or the begin is unknown, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="养护工程没有计划批复", en="Maintenance works without an approved plan"),
    subject="work_order",
    scope="case",
    needs={
        "work_order": ("work_order_id", "kind", "started_on", ("plan_doc_no", "plan_approved_on"))
    },
    helps={
        "work_order": ("started_day", "plan_approved_day", "party_id", "unit_id", "amount_yuan")
    },
    params={"kinds": Param(list, Text("哪些类别", "which kinds"), required=True)},
    seen=Text(
        "任务单 {subject_id} 开工时没有养护计划批复",
        "Work order {subject_id} began without an approved plan",
    ),
)


@check
def evaluate(work_order: Table, *, kinds: list[str], absent: frozenset[str]) -> Table:
    """Set the approval beside the begin."""
    asked = work_order.filter(work_order.kind.isin(kinds))
    early = asked.plan_approved_day.cast("int64") - asked.started_day.cast("int64")
    neither = {"work_order.plan_doc_no", "work_order.plan_approved_on"} <= absent
    nothing = asked.plan_doc_no.isnull() & asked.plan_approved_on.isnull()
    flagged = ibis.cases(
        (nothing, unknown() if neither else ibis.literal(True)),
        else_=early > 0,
    )  # fmt: skip
    flagged = asked.started_on.isnull().ifelse(unknown(), flagged)
    return asked.select("work_order_id", "unit_id", value=ibis.greatest(early, 0), flagged=flagged)


@check.evidence
def evidence(flagged: Table, work_order: Table) -> Table:
    """The order, with the firm."""
    return of_row(flagged, work_order, "work_order", "work_order_id", "contractor", "party_id")

"""
缺陷责任期满后，质量保证金没有在规定的天数内返还。The guarantee was not given back in time after the defects period.

《建设工程质量保证金管理办法》第十条、第十一条：发包人接到返还申请后十四天内核实，核实后十四天内返还；期满与返还之间合计二十八天。

值是期满（申请晚的从申请起）到返还或者今天的日历天数。有缺陷未修复通知的不提示；期满日不明的，留空；还没有期满的不问。
The value is the calendar days from the end of the period, or the later application, to the return or today. With notice
of defects it is clear; without the end nothing is concluded; one still running is not asked.
"""

from datetime import date
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="质保金逾期不退", en="Guarantee returned late"),
    subject="retention",
    scope="case",
    needs={
        "retention": (
            "retention_id",
            "period_to_day",
            "returned_day",
        )
    },
    helps={
        "retention": (
            "asked_day",
            "defect_notice_doc_no",
            "unit_id",
        )
    },
    params={"days": Param(int, Text("最多几天", "days at most"), required=True, minimum=0)},
    threshold="days",
    seen=Text(
        "质保金 {subject_id} 期满 {value} 天仍未返还（限 {threshold} 天）",
        "Guarantee {subject_id}: {value} days after the end of its period, {threshold} at most",
    ),
)


@check
def evaluate(retention: Table, *, days: int, as_of: date) -> Table:
    """Guarantee returned late, row by row."""
    r = retention
    today = (as_of - date(1970, 1, 1)).days
    begun: Any = ibis.greatest(r.period_to_day, r.asked_day.fill_null(r.period_to_day))
    r = r.mutate(waited=r.returned_day.fill_null(today) - begun)
    r = r.filter((begun <= today).fill_null(True))
    flagged = ibis.cases((r.defect_notice_doc_no.notnull(), False), else_=r.waited > days)
    return r.select("retention_id", "unit_id", value=r.waited, flagged=flagged)


@check.evidence
def evidence(flagged: Table, retention: Table) -> Table:
    """The row itself."""
    return the_row(flagged, retention, table="retention", key="retention_id")

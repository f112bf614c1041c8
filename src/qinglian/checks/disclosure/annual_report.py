"""
政府信息公开工作年度报告公布迟。The yearly report on disclosure of information was published late.

《政府信息公开条例》第四十九条：部门在每年1月31日前、主管部门在每年3月31日前公布上一年度报告。

值是公布日期比期限晚的天数，未到期限为零或负数；没有公布的，算到核查日。报告主体不明而两个期限结论不一的，留空。
The value is how many days after the last day the report came, zero or less when in time; unpublished ones are counted to the day of
the run. Where it is unknown whose report it is and the two last days disagree, nothing is concluded.
"""

from collections.abc import Mapping
from datetime import date

import ibis
from ibis import Table
from ibis.expr import types as ir

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="年度报告公布迟", en="Yearly report published late"),
    subject="disclosure",
    scope="case",
    needs={
        "disclosure": ("disclosure_id", "report_year", "publisher_level", "published_day"),
    },
    params={
        "deadlines": Param(
            dict,
            Text("报告主体 → 次年的 {month, day}", "whose report → {month, day} of the next year"),
            required=True,
        ),
        "first_year": Param(int, Text("从哪一年度的报告起", "first year reported on"), required=True),
    },
    seen=Text(
        "年度报告 {subject_id} 比期限晚 {value} 天",
        "Yearly report {subject_id} came {value} days after the last day",
    ),
)


@check
def evaluate(
    disclosure: Table, *, deadlines: Mapping[str, Mapping[str, int]], first_year: int, as_of: date
) -> Table:
    """Compare every yearly report with the last day of those who owe it."""
    asked = disclosure.filter(disclosure.report_year >= first_year)
    today = ibis.literal(as_of).epoch_days()
    published = asked.published_day.coalesce(today)
    ends = {level: _last_day(asked, **day) for level, day in deadlines.items()}
    late = {level: published > end for level, end in ends.items()}
    flagged = ibis.cases(
        *((asked.publisher_level == level, answer) for level, answer in late.items()),
        (ibis.and_(*late.values()), True),
        (~ibis.or_(*late.values()) & asked.published_day.notnull(), False),
    )
    due = asked.publisher_level.cases(*ends.items())
    open_still = (asked.published_day.isnull() & ~flagged).fill_null(False)
    return asked.select(
        "disclosure_id",
        value=published - due,
        flagged=flagged,
        state=ibis.cases((open_still, "pending"), (flagged, "violated"), (~flagged, "satisfied")),
        due_on=open_still.ifelse(_due_on(asked, deadlines), ibis.null("date")),
    )


@check.evidence
def evidence(flagged: Table, disclosure: Table) -> Table:
    """The report."""
    return the_row(flagged, disclosure, table="disclosure", key="disclosure_id", role="report")


def _last_day(asked: Table, month: int, day: int) -> ir.IntegerValue:
    return ibis.date((asked.report_year + 1).cast("int32"), month, day).epoch_days()


def _due_on(asked: Table, deadlines: Mapping[str, Mapping[str, int]]) -> ir.DateValue:
    next_year = (asked.report_year + 1).cast("int32")
    return asked.publisher_level.cases(
        *((level, ibis.date(next_year, day["month"], day["day"])) for level, day in deadlines.items())
    )

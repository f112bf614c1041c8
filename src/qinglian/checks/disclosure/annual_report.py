"""
政府信息公开工作年度报告公布迟。The yearly report on disclosure of information was published late.

《政府信息公开条例》第四十九条：部门在每年1月31日前、主管部门在每年3月31日前公布上一年度报告。

值是公布日期比期限晚的天数，未到期限为零或负数；没有公布的，算到核查日。报告主体不明而两个期限结论不一的，留空。
The value is how many days after the last day the report came, zero or less when in time; unpublished ones are
counted to the day of the run. Where it is unknown whose report it is and the two last days disagree, nothing is
concluded.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

EPOCH = date(1970, 1, 1)

check = Check(
    __name__,
    title=Text(zh="年度报告公布迟", en="Yearly report published late"),
    subject="disclosure",
    scope="case",
    needs={"disclosure": ("disclosure_id", "report_year", "publisher_level")},
    helps={"disclosure": ("unit_id", "published_day")},
    params={
        "deadlines": Param(
            dict,
            Text("报告主体 → 次年的 {month, day}", "whose report → {month, day} of the next year"),
            required=True,
        ),
        "first_year": Param(
            int, Text("从哪一年度的报告起", "first year reported on"), required=True
        ),
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
    today = ibis.literal((as_of - EPOCH).days, "int32")
    published = asked.published_day.coalesce(today)
    ends = {level: _last_day(asked, **day) for level, day in deadlines.items()}
    late = {level: published > end.epoch_days() for level, end in ends.items()}
    early = ~ibis.or_(*late.values()) & asked.published_day.notnull()
    flagged = ibis.cases(
        *((asked.publisher_level == level, answer) for level, answer in late.items()),
        (ibis.and_(*late.values()), True),
        (early, False),
    )
    due_on = asked.publisher_level.cases(*ends.items())
    waiting = asked.published_day.isnull() & (today <= due_on.epoch_days())
    return asked.select(
        "disclosure_id",
        "unit_id",
        value=published - due_on.epoch_days(),
        flagged=flagged,
        state=ibis.cases(
            (waiting, "pending"),
            (flagged == ibis.literal(True), "violated"),
            (flagged.notnull(), "satisfied"),
        ),
        due_on=waiting.ifelse(due_on, ibis.null("date")),
    )


@check.evidence
def evidence(flagged: Table, disclosure: Table) -> Table:
    """The report."""
    return the_row(flagged, disclosure, table="disclosure", key="disclosure_id", role="report")


def _last_day(asked: Table, month: int, day: int) -> Any:
    return ibis.date((asked.report_year + 1).cast("int32"), month, day)

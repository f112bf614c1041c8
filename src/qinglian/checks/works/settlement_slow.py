"""
结算审查超过规定的天数。A settlement was reviewed beyond its term.

财建〔2004〕369号第十四条：五百万元以下二十天、二千万元以下三十天、五千万元以下四十五天、以上六十天，自接到完整资料之日起。

值是送审到审定（未审定的到今天）的日历天数。争议鉴定的不提示；金额、送审日期不明的，留空。
The value is the calendar days from submission to review, or to today. In dispute it is clear; without money or day of
submission nothing is concluded.
"""

from datetime import date

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="结算审查超期", en="Settlement reviewed late"),
    subject="settlement",
    scope="case",
    needs={
        "settlement": (
            "settlement_id",
            "submitted_yuan",
            "submitted_day",
            "reviewed_day",
        )
    },
    helps={
        "settlement": (
            "dispute_flag",
            "unit_id",
        )
    },
    params={
        "terms": Param(list, Text("各档：[{up_to, days}]", "steps: [{up_to, days}]"), required=True)
    },
    seen=Text(
        "结算 {subject_id} 审查用了 {value} 天，超过规定",
        "Settlement {subject_id} took {value} days, beyond its term",
    ),
)


@check
def evaluate(settlement: Table, *, terms: list[dict[str, int]], as_of: date) -> Table:
    """Settlement reviewed late, row by row."""
    r = settlement
    today = (as_of - date(1970, 1, 1)).days
    days = r.reviewed_day.fill_null(today) - r.submitted_day
    yuan = r.submitted_yuan.cast("float64")
    steps = [(yuan <= step["up_to"], step["days"]) for step in terms if "up_to" in step]
    most = ibis.cases((yuan.isnull(), ibis.null("int64")), *steps, else_=terms[-1]["days"])
    flagged = ibis.cases((r.dispute_flag.fill_null(False), False), else_=days > most)
    return r.select("settlement_id", "unit_id", value=days, flagged=flagged)


@check.evidence
def evidence(flagged: Table, settlement: Table) -> Table:
    """The row itself."""
    return the_row(flagged, settlement, table="settlement", key="settlement_id")

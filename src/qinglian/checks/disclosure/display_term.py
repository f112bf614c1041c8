"""
处罚信息的公示期短于最短或长于最长。A penalty is shown for less than the least or more than the longest term.

值是公示的整月数。期限按失信程度取；失信程度不明而各档结论不一、没有公示截止日期的，留空。已经信用修复的，不问最短期
限。
The value is the number of whole months. Terms go by the grade of dishonesty; where the grade is unknown and the
grades disagree, or the last day is not recorded, nothing is concluded. After credit repair the least term is not
asked.
"""

from collections.abc import Mapping
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._months import apart, whole_months
from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="处罚信息公示期不在规定之内", en="Penalty shown outside its term"),
    subject="penalty",
    scope="case",
    needs={"penalty": ("penalty_id", "published_on", "published_until_on", "dishonesty_grade")},
    helps={"penalty": ("unit_id", "repaired")},
    params={
        "terms": Param(
            dict,
            Text("失信程度 → {at_least, at_most} 个月", "grade → {at_least, at_most} months"),
            required=True,
        )
    },
    seen=Text(
        "案件 {subject_id} 公示 {value} 个月，不在规定的期限内",
        "Case {subject_id} is shown for {value} months, outside its term",
    ),
)


@check
def evaluate(penalty: Table, *, terms: Mapping[str, Mapping[str, int]]) -> Table:
    """Compare the months on show with the term of the grade."""
    asked = penalty.filter(penalty.published_on.notnull())
    months = whole_months(asked.published_on, asked.published_until_on)
    answers = {
        grade: _longer(asked, term["at_most"])
        | ((months < term["at_least"]) & ~asked.repaired.fill_null(False))
        for grade, term in terms.items()
    }
    every, some = ibis.and_(*answers.values()), ibis.or_(*answers.values())
    flagged = ibis.cases(
        *((asked.dishonesty_grade == grade, answer) for grade, answer in answers.items()),
        (asked.dishonesty_grade.notnull(), ibis.null("boolean")),
        (every, True),
        (~some, False),
    )
    return asked.select("penalty_id", "unit_id", value=months, flagged=flagged)


@check.evidence
def evidence(flagged: Table, penalty: Table) -> Table:
    """The case itself."""
    return the_row(flagged, penalty, table="penalty", key="penalty_id")


def _longer(asked: Table, months: int) -> Any:
    """The last day lies after the same day `months` later."""
    first, last = asked.published_on, asked.published_until_on
    between = apart(first, last)
    return (between > months) | ((between == months) & (last.day() > first.day()))

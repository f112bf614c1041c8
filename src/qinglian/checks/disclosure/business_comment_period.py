"""
涉企规范性文件公开征求意见的期限少于规定天数。A rule document on business was open to comment for too few days.

《优化营商环境条例》第六十二条第二款：制定与市场主体生产经营活动密切相关的行政规范性文件，向社会公开征求意见的期限一般不少于30日。

值是自然日数，开始当日不计，截止当日计入。标明不涉企的不提示；天数不足而是否涉企不明，或者起止日期、类别不明足以改变结论的，留空。
The value is the number of calendar days, the day of opening not counted. Documents marked as not on business are not
flagged. Where too few days meet an unknown business mark, or an unknown day or kind could change the answer, nothing is
concluded.
"""

from datetime import date

from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.checks.disclosure._comment import COLUMNS, commented, too_short
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="涉企文件公开征求意见期限不足", en="Public comment on business rules too short"),
    subject="policy",
    scope="case",
    needs={"policy": (*COLUMNS, "business_related")},
    helps={"policy": ("unit_id", "comment_short_explained")},
    params={
        "kinds": Param(list, Text("问哪几类事项", "kinds that are asked"), required=True),
        "minimum_days": Param(
            int, Text("至少几日", "how many days at least"), required=True, minimum=0
        ),
        "since": Param(
            date, Text("只问这一天起的征求意见", "asks from this day on"), required=True
        ),
    },
    threshold="minimum_days",
    seen=Text(
        "涉企文件 {subject_id} 公开征求意见 {value} 日，少于 {threshold} 日",
        "Business rule {subject_id} was open to comment for {value} days, fewer than {threshold}",
    ),
)


@check
def evaluate(policy: Table, *, kinds: list[str], minimum_days: int, since: date) -> Table:
    """Every document opened to comment that is on business, or not known not to be."""
    asked = commented(policy, kinds, since)
    asked = asked.filter(asked.business_related.fill_null(True))
    flagged = too_short(asked, minimum_days) & asked.business_related
    return asked.select("policy_id", "unit_id", value=asked.days, flagged=flagged)


@check.evidence
def evidence(flagged: Table, policy: Table) -> Table:
    """The row with both days."""
    return the_row(flagged, policy, table="policy", key="policy_id")

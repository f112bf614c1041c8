"""
公开征求意见的期限少于规定天数。A draft was open to public comment for fewer days than required.

《重大行政决策程序暂行条例》第十五条第一款：公开征求意见的期限一般不少于30日；因情况紧急等原因需要缩短期限的，公开征求意见时应当予以
说明。

值是自然日数，开始当日不计，截止当日计入，末日遇休假日不顺延。写明已说明缩短理由的不提示；起止日期缺一，或者类别不明而天数不足的，
留空；没有公开征求过意见的，不问。
The value is the number of calendar days: the day of opening does not count, the last day does, and a holiday at the
end moves nothing. A shorter period that was explained is not flagged. Where a day is missing, or an unknown kind could
change the answer, nothing is concluded; drafts never opened to comment are not asked.
"""

from datetime import date

from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.checks.disclosure._comment import COLUMNS, commented, too_short
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="公开征求意见期限不足", en="Public comment too short"),
    subject="policy",
    scope="case",
    needs={"policy": COLUMNS},
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
        "{subject_id} 公开征求意见 {value} 日，少于 {threshold} 日",
        "{subject_id} was open to public comment for {value} days, fewer than {threshold}",
    ),
)


@check
def evaluate(policy: Table, *, kinds: list[str], minimum_days: int, since: date) -> Table:
    """Every draft that was opened to public comment, by the days it stood open."""
    asked = commented(policy, kinds, since)
    flagged = too_short(asked, minimum_days)
    return asked.select("policy_id", "unit_id", value=asked.days, flagged=flagged)


@check.evidence
def evidence(flagged: Table, policy: Table) -> Table:
    """The row with both days."""
    return the_row(flagged, policy, table="policy", key="policy_id")

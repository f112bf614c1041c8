"""
关键人员当月在岗天数少于合同约定。A key person was on site for fewer days of a month than the contract says.

招标文件与施工合同约定项目经理、总监等关键人员的每月在岗天数。考勤只作为结果导入，不看影像。

值是当月在岗的天数，界限是约定天数：不超过当月施工天数，并减去批准请假、停工、公出的天数。只问任职满一整月的月份。考
勤没有导全而缺的天数可能改变结论的、约定天数不明的，留空；导全了而没有记录的，是没有到岗。
The value is the number of days present, the limit the days agreed: no more than were worked in that month, less
approved leave, suspension and duty elsewhere. Only whole months in the post are asked. Where attendance was not
imported whole, or the days agreed are unknown, nothing is concluded; where it was, no record means not there.
"""

from datetime import date
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.site._month import name, number, number_of, unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="关键人员在岗天数不足", en="Key person away from the post"),
    subject="key_person",
    scope="group",
    key=("key_person_id", "period"),
    needs={
        "key_person": ("key_person_id", "section_id", "post", "person_id", "contracted_days", "from_on"),
        "attendance": ("attendance_id", "section_id", "person_id", "attended_on", "present"),
        "site_month": ("site_month_id", "section_id", "month_on", "attendance_complete"),
    },
    helps={
        "key_person": ("to_on", "party_id", "unit_id"),
        "attendance": ("excuse",),
        "site_month": ("open_days",),
    },
    params={
        "posts": Param(list, Text("哪些岗位", "which posts"), required=True),
        "share": Param(
            float, Text("至少在岗约定天数的几成", "share of the days agreed, at least"), default=1.0, minimum=0
        ),
    },
    seen=Text(
        "关键人员 {subject_id} 当月在岗 {value} 天，约定 {threshold} 天",
        "Key person {subject_id} was on site {value} days of the month, {threshold} agreed",
    ),
)  # fmt: skip


@check
def evaluate(
    key_person: Table,
    attendance: Table,
    site_month: Table,
    *,
    posts: list[str],
    share: float,
    as_of: date,
) -> Table:
    """Count the days of each whole month in the post."""
    months = site_month.group_by("section_id", month=number(site_month.month_on)).aggregate(
        first=site_month.month_on.min(),
        open_days=site_month.open_days.max(),
        complete=site_month.attendance_complete.max(),
    )
    asked = key_person.filter(key_person.post.isin(posts)).join(months, "section_id")
    begun = number(asked.from_on) + (asked.from_on.day() > 1).cast("int64")
    whole = (asked.month >= begun) & (asked.month < number(asked.to_on)).fill_null(True)
    asked = asked.filter(whole.fill_null(True), asked.month < number_of(as_of))
    days = attendance.mutate(month=number(attendance.attended_on))
    there = days.present.fill_null(False)
    counted = days.group_by(
        at="section_id", who="person_id", in_month="month"
    ).aggregate(
        sure=days.attended_on.nunique(where=there),
        unsure=days.attended_on.nunique(where=days.present.isnull() & days.excuse.isnull()),
        excused=days.attended_on.nunique(where=~there & days.excuse.notnull()),
    )  # fmt: skip
    rows = asked.left_join(
        counted, [("section_id", "at"), ("person_id", "who"), ("month", "in_month")]
    )
    present = rows.sure.fill_null(0)
    worked: Any = ibis.least(
        rows.contracted_days, rows.open_days.coalesce(31).cast("float64")
    ).cast("float64")
    due = ibis.greatest(worked * share - rows.excused.fill_null(0), 0.0)
    flagged = ibis.cases(
        (present >= due, False),
        (rows.contracted_days.isnull() | rows.from_on.isnull(), unknown()),
        (present + rows.unsure.fill_null(0) >= due, unknown()),
        (rows.complete.fill_null(False), True),
        else_=unknown(),
    )
    return rows.select(
        "key_person_id",
        "unit_id",
        period=name(rows.first),
        value=present,
        threshold=due,
        flagged=flagged,
    )


@check.evidence
def evidence(flagged: Table, key_person: Table, site_month: Table) -> Table:
    """The post, with the firm that sent the person, and the month."""
    key = ["key_person_id", "period"]
    posts = flagged.select(*key).join(key_person, "key_person_id")
    months = site_month.select("site_month_id", at="section_id", of_month=name(site_month.month_on))
    here = posts.join(months, [("section_id", "at"), ("period", "of_month")])
    return ibis.union(
        cite(posts, *key, table="key_person", row_id=posts.key_person_id, role="contractor", party=posts.party_id),
        cite(here, *key, table="site_month", row_id=here.site_month_id),
    )  # fmt: skip

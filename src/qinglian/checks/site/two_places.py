"""
同一人同一天在两个项目都有到岗记录。One person is recorded on site at two works on one day.

清廉指标 GC14：关键人员缺勤、考勤替代。只看结果，不看影像。

值是当天到岗的项目数，提示当天的第一条记录；两处都够 `hours` 小时才算。同一项目的两个标段不算两处。小时数不明而足以
改变结论的，留空。
The value is the number of works where the person was present that day; the first record of the day is flagged. A
place counts from `hours` on. Two sections of one project are one place. Where hours are unknown and could change
the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="同一天在两个项目都有到岗记录", en="Present at two works on one day"),
    subject="attendance",
    scope="group",
    needs={
        "attendance": (
            "attendance_id", "person_id", ("project_id", "section_id"), "attended_on", "present", "hours",
        )
    },
    helps={"attendance": ("means",)},
    params={
        "hours": Param(float, Text("每处至少几小时", "hours at each place at least"), required=True, minimum=0)
    },
    seen=Text(
        "考勤 {subject_id} 当天，同一人在 {value} 个项目都有到岗记录",
        "On the day of attendance {subject_id} the same person is recorded at {value} works",
    ),
)  # fmt: skip


@check
def evaluate(attendance: Table, *, hours: float) -> Table:
    """Gather the places of each person and day."""
    days = _days(attendance, hours)
    found = days.group_by("person_id", "attended_on").aggregate(
        attendance_id=days.attendance_id.min(),
        sure=days.work.nunique(where=days.long.fill_null(False)),
        most=days.work.nunique(where=days.long.fill_null(True)),
    )
    flagged = ibis.cases(
        (found.sure > 1, True), (found.most > 1, unknown()), else_=False
    )  # fmt: skip
    return found.select("attendance_id", value=found.sure, flagged=flagged)


@check.evidence
def evidence(flagged: Table, attendance: Table, *, hours: float) -> Table:
    """All records of the person on that day."""
    days = _days(attendance, hours)
    first = days.semi_join(flagged, "attendance_id").select(
        first_id="attendance_id", who="person_id", day="attended_on"
    )
    rows = first.join(days, [("who", "person_id"), ("day", "attended_on")])
    return rows.select(
        attendance_id=rows.first_id,
        table=ibis.literal("attendance"),
        row_id=rows.attendance_id,
        role=ibis.literal("officer"),
        party_id=rows.who,
    )


def _days(attendance: Table, hours: float) -> Table:
    """Records of presence, with the `work` and whether they are `long` enough."""
    there = attendance.filter(attendance.present.fill_null(False))
    return there.mutate(work=there.project_id.coalesce(there.section_id), long=there.hours >= hours)

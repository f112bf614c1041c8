"""A half-year report, an annual one, a report on oneself and a self-check of the county. 报告与自查的示例。"""

from datetime import date, timedelta

from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.duties.models import CheckMatch
from qinglian.web.duties.report_kinds import half_of
from qinglian.web.duties.services.reports import kinds_of, lists_of, report_make
from qinglian.web.duties.services.self_checks import match_say, self_check_make

CHECKLIST = """1. 是否召开会议研究清廉单元建设并形成纪要
2. 工程变更是否集体研究，有无记录
3. 农民工工资专用账户是否按月核对
4. 上次督导反馈的问题是否整改到位
5. 困难问题是否按期答复"""


def reports_made(people: dict[str, User], staff: dict[int, dict[str, User]]) -> None:
    """The half year of the first body, its whole year, its head about themselves, and a checklist from above."""
    body = next(some for _pk, some in sorted(staff.items()) if "jb" in some or "zy" in some)
    officer = body.get("zy") or body["jb"]
    head = body.get("fz")
    today, half = timezone.localdate(), half_of(timezone.localdate())
    year = date(today.year, 1, 1), date(today.year, 12, 31)
    report_make(kind="unit", begins=half.begins, ends=half.ends, by=officer)
    report_make(kind="unit", begins=year[0], ends=year[1], by=officer)
    if head is not None and "person" in kinds_of(head):
        report_make(kind="person", begins=year[0], ends=year[1], by=head)
    for name in ("qinglianban", "qinglianban2"):
        of = lists_of(people[name]).first()
        if of is not None:
            report_make(kind="list", begins=year[0], ends=year[1], by=people[name], of=of)
            break
    check = self_check_make(
        title="示例市清廉建设督导自查", visitor="示例市清廉办", text=CHECKLIST,
        begins=today - timedelta(days=365), ends=today, by=officer,
        visit_on=today + timedelta(days=10),
    )  # fmt: skip
    match = CheckMatch.objects.filter(line__of=check).order_by("line__place", "-score").first()
    if match is not None:
        match_say(match=match, fits=True, by=officer)

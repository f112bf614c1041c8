"""Papers of a meeting: minutes to be completed, the list of what was agreed. 会议纪要、议定事项督办清单。"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qinglian.web.core.drafts import (
    Block,
    Cited,
    Content,
    DraftKind,
    Fields,
    Grid,
    Heading,
    Paragraph,
    Words,
)
from qinglian.web.core.masking import mask_text
from qinglian.web.core.templatetags.site import day
from qinglian.web.core.wording import listed, noted
from qinglian.web.tasks.meeting_queries import carried_into, standing
from qinglian.web.tasks.meeting_states import COMING, HOSTING, Status
from qinglian.web.tasks.models import Decision, Meeting, Task

HEADS = (
    gettext_lazy("议定事项"),
    gettext_lazy("责任单位"),
    gettext_lazy("协办单位"),
    gettext_lazy("期限"),
    gettext_lazy("状态"),
)


def _held(meeting: Meeting) -> bool:
    return meeting.status in (Status.HELD, Status.DONE)


def _agreed(meeting: Meeting) -> bool:
    return _held(meeting) and meeting.decisions.exists()


def _coming(meeting: Meeting) -> bool:
    return meeting.status in COMING and meeting.attendance.exists()


def notice(on: Meeting, user: Any, **_period: Any) -> Content:
    """会议通知: when, where, what about, who reports."""
    said = _("定于%(day)s在%(place)s召开%(meeting)s，请派员参加。")
    agenda = on.agenda.select_related("unit").prefetch_related("papers")
    rows = tuple(
        (one.title, listed(part for part in (one.unit, one.reporter) if part) or "–")
        for one in agenda
    )
    blocks: list[Block] = [
        Paragraph(said % {"day": day(on.at), "place": on.place, "meeting": on.title}),
        Fields(((_("主持人"), on.chair), (_("联系人及电话"), ""))),
    ]
    if rows:
        blocks += [Heading(_("议题")), Grid((_("议题"), _("汇报人")), rows)]
    return Content(
        _("关于召开%(meeting)s的通知") % {"meeting": on.title},
        listed(one.unit for one in on.attendance.select_related("unit")),
        tuple(blocks),
        signed=str(on.host),
        attached=tuple(paper.name for one in agenda for paper in one.papers.all()),
    )


def minutes(on: Meeting, user: Any, **_period: Any) -> Content:
    """会议纪要: who, when, what about, which figures lay there, what was agreed; what was said is filled in by hand."""
    attendance = list(on.attendance.select_related("unit"))
    blocks: list[Block] = [
        Fields(
            (
                (_("时间"), day(on.at)),
                (_("地点"), on.place),
                (_("主持人"), on.chair),
                (_("参会单位"), listed(one.unit for one in attendance if one.came is not False)),
                (_("未到单位"), listed(one.unit for one in attendance if one.came is False)),
            )
        )
    ]
    if on.minutes:
        blocks.append(Paragraph(mask_text(on.minutes)))
    blocks.append(Heading(_("议题")))
    for one in on.agenda.select_related("unit"):
        blocks.append(Heading(one.title, 2))
        who = listed(part for part in (one.unit, one.reporter) if part)
        blocks.append(
            Paragraph(_("%(who)s作了汇报。会议认为：") % {"who": who} if who else _("会议认为："))
        )
    blocks += _figures(on)
    if on.decisions.exists():
        blocks += [Heading(_("议定事项")), _grid(on.decisions.all(), user)]
    carried = carried_into(on)
    if carried:
        blocks += [Heading(_("上次议定事项落实情况")), _grid(carried, user)]
    title = _("%(meeting)s纪要") % {"meeting": on.title}
    return Content(title, "", tuple(blocks), signed=str(on.host))


def agreed_items(on: Meeting, user: Any, **_period: Any) -> Content:
    """议定事项督办清单: each with its task."""
    said = _("%(day)s %(meeting)s议定下列事项，请责任单位按期办结，办结时报告结果。")
    return Content(
        _("%(meeting)s议定事项督办清单") % {"meeting": on.title},
        listed(dict.fromkeys(str(one.unit) for one in on.decisions.select_related("unit"))),
        (
            Paragraph(said % {"day": day(on.at), "meeting": on.title}),
            _grid(on.decisions.all(), user),
        ),
        signed=str(on.host),
    )


def _grid(decisions: Any, user: Any) -> Grid:
    rows = list(decisions.select_related("unit", "task").prefetch_related("assisting"))
    tasks = Task.objects.visible_to(user).filter(decision__in=[one.pk for one in rows])
    seen = set(tasks.values_list("pk", flat=True))
    return Grid(tuple(map(str, HEADS)), tuple(_row(one, one.task_id in seen) for one in rows))


def _row(one: Decision, linked: bool) -> tuple[Words, ...]:
    text = mask_text(one.text)
    said: Words = Cited(text, one.task.get_absolute_url()) if one.task and linked else text
    due = one.task.due_on if one.task else one.due_on
    return said, str(one.unit), listed(one.assisting.all()) or "–", day(due), str(standing(one))


def _figures(on: Meeting) -> list[Block]:
    frozen = on.frozen.last()
    if frozen is None or not frozen.figures:
        return []
    address = reverse("tasks:meeting_figures", args=(on.public_id, frozen.number))
    rows = tuple(
        (one["group"], one["label"], (Cited(one["number"], one["url"] or address), one["measure"]))
        for one in frozen.figures
    )
    title = noted(
        _("会议数据"),
        _("%(begins)s 至 %(ends)s") % {"begins": day(frozen.begins), "ends": day(frozen.ends)},
    )
    return [Heading(_("会议数据")), Grid((_("类别"), _("口径"), _("数字")), rows, title)]


MEETING_DRAFTS = [
    DraftKind(
        "meeting_notice", gettext_lazy("会议通知"), "tasks.meeting", HOSTING, notice, _coming
    ),
    DraftKind(
        "meeting_minutes", gettext_lazy("会议纪要"), "tasks.meeting", HOSTING, minutes, _held
    ),
    DraftKind(
        "agreed_items",
        gettext_lazy("议定事项督办清单"),
        "tasks.meeting",
        HOSTING,
        agreed_items,
        _agreed,
    ),
]
"""To be joined with the other papers of tasks in `drafts.py`."""

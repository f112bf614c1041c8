"""One meeting with frozen figures and agreed items, and a paper on which others were heard. 一次会议，一次征求意见。"""

from datetime import timedelta

from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.campaigns.models import Campaign, Notice
from qinglian.web.consultations.services.consulting import consultation_open
from qinglian.web.consultations.services.opinions import (
    Change,
    opinion_draft,
    opinion_sign,
    point_answer,
)
from qinglian.web.demo.signed import picture
from qinglian.web.inspections.models import Inspection
from qinglian.web.tasks.services.agendas import agenda_add, figures_freeze
from qinglian.web.tasks.services.decisions import decision_add, decisions_confirm
from qinglian.web.tasks.services.matters import matter_link, matter_open
from qinglian.web.tasks.services.meetings import (
    meeting_hold,
    meeting_invite,
    meeting_minutes,
    meeting_open,
    meeting_settle,
)
from qinglian.web.units.models import Unit


def meeting_made(
    bodies: dict[str, Unit], people: dict[str, User], staff: dict[int, dict[str, User]]
) -> None:
    """One held on frozen figures, its two agreed items became tasks; one called and not yet held."""
    now, office = timezone.now(), people["qinglianban"]
    today = timezone.localdate()
    units = [
        one for one in Unit.objects.filter(pk__in=staff).order_by("code") if one != office.unit
    ][:5]
    coming = meeting_open(
        title="示例县清廉建设联络员会", kind="liaison", host=office.unit, at=now + timedelta(days=9),
        place="示例县会议中心", chair="示例清廉办", attending=units, by=office,
    )  # fmt: skip
    agenda_add(
        meeting=coming, by=office, title="下半年安排", unit=office.unit, reporter="示例清廉办"
    )
    meeting_invite(meeting=coming, by=office)
    meeting = meeting_open(
        title="示例县清廉建设推进会", kind="drive", host=office.unit, at=now - timedelta(days=2),
        place="示例县会议中心", chair="示例县领导", attending=units, by=office,
    )  # fmt: skip
    agenda_add(
        meeting=meeting, by=office, title="半年工作情况", unit=office.unit, reporter="示例清廉办"
    )
    item = agenda_add(
        meeting=meeting, by=office, title="保证金清退", unit=units[0], reporter="示例负责人"
    )
    meeting_invite(meeting=meeting, by=office)
    figures_freeze(meeting=meeting, by=office, begins=today - timedelta(days=180), ends=today)
    meeting_settle(meeting=meeting, by=office)
    meeting_hold(meeting=meeting, by=office, at=now - timedelta(days=2), absent=[units[4]])
    matter = matter_open(
        title="工程招投标突出问题整治", host=office.unit, by=office, concerned=units,
        text="部署、检查、通报、考核、落实一张表。",
    )  # fmt: skip
    for unit, text in (
        (units[0], "一个月内清退全部逾期保证金"),
        (units[1], "公布评标专家抽取规则"),
    ):
        decision_add(
            meeting=meeting, by=office, text=text, unit=unit, due_on=today + timedelta(days=30), item=item,
            matter=matter,
        )  # fmt: skip
    decisions_confirm(meeting=meeting, by=office)
    for column, row in (
        ("deployed", Campaign.objects.get()),
        ("inspected", Inspection.objects.filter(status="closed").get()),
        ("circulated", Notice.objects.get()),
    ):
        matter_link(
            matter=matter, by=office, column=column, number=row.public_id, reason="同一事项"
        )
    with picture(office, "会议纪要", 90) as papers:
        meeting_minutes(
            meeting=meeting, by=office, text="会议听取半年情况，议定两项。", papers=papers
        )


def consultation_made(people: dict[str, User], staff: dict[int, dict[str, User]]) -> None:
    """Three bodies gave their views on a draft, one of them wants a change; two are asked to countersign it."""
    office = people["qinglianban"]
    units = [
        one for one in Unit.objects.filter(pk__in=staff).order_by("code") if one != office.unit
    ][:3]
    whole = consultation_open(
        kind="opinion", subject="示例县评标专家管理办法（征求意见稿）", asker=office.unit, asked=units, by=office,
        text="请于期限内书面反馈修改意见。",
    )  # fmt: skip
    asked = list(whole.rounds.get().asked.select_related("unit").order_by("unit__code"))
    for number, one in enumerate(asked):
        own = staff[one.unit_id]
        changes = [Change("第五条", "“随机抽取”前加“公开”。", "便于监督。")] if number == 1 else []
        drafted = opinion_draft(
            asked=one, by=own["zy"], stance="changes" if changes else "agree", changes=changes
        )
        opinion_sign(asked=drafted, by=own["fz"])
    for point in asked[1].points.all():
        point_answer(point=point, by=office, adopted="yes", answer="")
    consultation_open(
        kind="countersign", subject="示例县评标专家管理办法（送审稿）", asker=office.unit, asked=units[:2], by=office,
        text="请会签。", serial=True,
    )  # fmt: skip

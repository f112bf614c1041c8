"""Papers about inspections: the plan of work, the circular, the feedback to one body. 督查文书。"""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import GRANTS
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
from qinglian.web.core.templatetags.site import day
from qinglian.web.inspections.models import Finding, Inspection, Visit
from qinglian.web.inspections.states import GONE, MADE, TOLD, Follow, Mode, Severity, Stage, Topic

INSPECTING = frozenset(
    role
    for role, grants in GRANTS.items()
    if any(one.object == "inspection" and one.anchor == "giver" for one in grants)
)
"""Roles that inspect."""
SEVERAL = "有关单位"


def _list(inspection: Inspection, room: str = "findings", **filters: Any) -> str:
    # By the search: what was searched is not kept in records, and the number may be one that nobody may know of.
    query = {"q": inspection.public_id, "state": "told", **filters}
    return reverse(f"inspections:{room}", query=query)


def _page(of: Any, number: Any) -> Cited:
    return Cited(str(number), of.get_absolute_url())


def work_plan(on: Inspection, user: Any, **_period: Any) -> Content:
    """督查工作方案: what for, who, how drawn, with which questions. Of an unannounced one no body is named."""
    visits = on.visits.exclude(status__in=GONE).select_related("unit")
    joint = [one.unit.name for one in on.bodies.filter(left_at=None).select_related("unit")]
    draw = getattr(on, "draw", None)
    line = f"{on.line.plan.document}第{on.line.number}项" if on.line else "计划外，已按规定批准"
    blocks: list[Block] = [
        Heading("督查事项"),
        Paragraph(f"{on.matter}。依据：{line}。"),
        Heading("方式、范围和时间"),
        Paragraph(
            f"方式：{on.get_mode_display()}。范围：{on.get_breadth_display()}。时间：{day(on.begins_on)}至{day(on.ends_on)}。"
        ),
        Heading("督查组"),
        Paragraph(
            f"由{'、'.join([on.giver_unit.name, *joint])}组成"
            + ("联合督查组，一个组、去一次、出一份报告。" if joint else "督查组。")
        ),
        Heading("督查单位"),
    ]
    if draw is not None:
        words: Words = (
            "从", _page(on, len(draw.codes)), "个单位中抽取", _page(on, draw.size),
            f"个，种子{draw.seed}，名册哈希{draw.sha256[:16]}，任何人可以复算。",
        )  # fmt: skip
        blocks.append(Paragraph(words))
    if on.mode == Mode.OPEN:
        rows = tuple((str(number), one.unit.name) for number, one in enumerate(visits, 1))
        blocks.append(Grid(("序号", "单位"), rows))
    else:
        blocks.append(Paragraph("暗访单位不在本方案中列出，到场前不通知。"))
    blocks.append(Heading("督查内容"))
    items = [(str(one.place), one.text, one.basis) for one in on.items.all()]
    blocks.append(Grid(("序号", "检查什么", "依据"), tuple(items)))
    blocks += [
        Heading("有关要求"),
        Paragraph("轻车简从，不要求被督查单位另行准备汇报材料，不层层陪同，听取被督查单位意见。"),
    ]
    return Content(f"{on.title}工作方案", SEVERAL, tuple(blocks), signed=on.giver_unit.name)


def circular(on: Inspection, user: Any, **_period: Any) -> Content:
    """
    督查通报: numbers with their lists, findings by kind; no names of persons. Only visits that were fed back count: a
    body reads nothing here that it was not told.
    """
    visits = on.visits.filter(status__in=TOLD)
    found = Finding.objects.filter(visit__in=visits).exclude(follow=Follow.WITHDRAWN)
    visited = Cited(str(visits.count()), _list(on, "visits"))
    days = f"{day(on.begins_on)}至{day(on.ends_on)}"
    how = f"{on.get_mode_display()}、{on.get_breadth_display()}方式"

    def followed(follow: Follow) -> Cited:
        number = found.filter(follow=follow).count()
        return Cited(str(number), _list(on, follow=follow.value))

    blocks: list[Block] = [
        Heading("基本情况"),
        Paragraph(
            (
                f"{days}，{on.giver_unit}就{on.matter}以{how}督查", visited, "个单位，发现问题",
                Cited(str(found.count()), _list(on)), "个，其中立查立改", followed(Follow.ON_SPOT),
                "个，列入问题清单", followed(Follow.PROBLEM), "个，转督办", followed(Follow.TASK), "个。",
            )
        ),
        Heading("发现的问题"),
    ]  # fmt: skip
    counted = dict(found.order_by().values_list("topic").annotate(n=Count("pk")))
    graded = dict(found.order_by().values_list("severity").annotate(n=Count("pk")))
    topics = [
        (str(one.label), Cited(str(counted[one]), _list(on, topic=one.value)))
        for one in Topic
        if counted.get(one)
    ]
    grades = [
        (str(one.label), Cited(str(graded[one]), _list(on, severity=one.value)))
        for one in Severity
        if graded.get(one)
    ]
    if topics:
        blocks.append(Grid(("类别", "个数"), tuple(topics), "按类别"))
        blocks.append(Grid(("程度", "个数"), tuple(grades), "按程度"))
        for one in Topic:
            rows = found.filter(topic=one).select_related("visit__unit")
            if rows:
                blocks.append(Heading(str(one.label), 2))
                blocks += [
                    Paragraph((f"{row.visit.unit}：", _page(row, row.title), "。")) for row in rows
                ]
    else:
        blocks.append(Paragraph("没有发现问题。"))
    if on.report:
        blocks += [Heading("督查报告摘要"), Paragraph(on.report)]
    blocks += [
        Heading("下一步要求"),
        Paragraph("有关单位对照通报的问题逐项整改，按期反馈；没有发现问题的单位对照自查。"),
    ]
    return Content(f"关于{on.title}情况的通报", SEVERAL, tuple(blocks), signed=on.giver_unit.name)


def feedback(on: Visit, user: Any, **_period: Any) -> Content:
    """督查反馈: to one body."""
    rows = list(on.findings.exclude(follow=Follow.WITHDRAWN))
    grid = tuple(
        (str(number), _page(one, one.title), str(one.get_severity_display()), one.basis)
        for number, one in enumerate(rows, 1)
    )
    visited = day(on.finished_on)
    blocks: list[Block] = [
        Paragraph(
            f"{visited}，{on.giver_unit}对你单位开展{on.inspection.title}。现将情况反馈如下。"
        ),
        Heading("督查情况"),
        Paragraph(on.summary or "（请填写）"),
        Heading("发现的问题"),
        Grid(("序号", "问题", "程度", "依据"), grid) if grid else Paragraph("没有发现问题。"),
        Heading("你单位的意见"),
        Paragraph(on.statement or "（请填写）"),
        Heading("要求"),
        Paragraph(
            f"对反馈有异议的，请于{day(on.objects_until)}前书面提出。"
            if on.objects_until
            else "对反馈有异议的，请在规定期限内书面提出。"
        ),
        Fields((("占用你单位时间（分钟）", _page(on, on.minutes)), ("编号", on.public_id))),
    ]
    return Content(
        f"关于{on.inspection.title}情况的反馈",
        on.unit.name,
        tuple(blocks),
        signed=on.giver_unit.name,
    )


def _finished(on: Visit) -> bool:
    return on.finished_on is not None and on.status in MADE


def _reported(on: Inspection) -> bool:
    return on.visits.filter(status__in=TOLD).exists()


DRAFTS = [
    DraftKind(
        "inspection_plan", _("督查工作方案"), "inspections.inspection", INSPECTING, work_plan,
        lambda on: on.status in (Stage.PREPARING, Stage.ISSUED),
    ),
    DraftKind("inspection_circular", _("督查通报"), "inspections.inspection", INSPECTING, circular, _reported),
    DraftKind("inspection_feedback", _("督查反馈"), "inspections.visit", INSPECTING, feedback, _finished),
]  # fmt: skip

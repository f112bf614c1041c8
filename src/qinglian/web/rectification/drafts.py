"""Papers of rectification as drafts. 整改文书（代拟稿）。"""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.drafts import (
    Cited,
    Content,
    DraftKind,
    Fields,
    Grid,
    Heading,
    Paragraph,
    Words,
    long_day,
)
from qinglian.web.core.masking import mask_text
from qinglian.web.core.reporting import by_key
from qinglian.web.core.templatetags.site import day, yuan
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.models.measures import with_progress
from qinglian.web.rectification.reporting import figures, found_between
from qinglian.web.rectification.services.money import sums
from qinglian.web.rectification.states import (
    COUNTED,
    FINDING,
    OPEN,
    SUPERVISING,
    WORKING,
    Progress,
    Status,
)

LINES = 60
"""Problems named in a report; the ledger has all of them."""


def notice(on: Any, user: Any, **_: Any) -> Content:
    """整改通知: what is wrong, who saw it, what is asked by when."""
    seen = [
        (one.who, one.get_origin_display(), one.document or "", one.number, day(one.seen_on))
        for one in on.sightings.select_related("unit")
    ]
    return Content(
        title=f"关于“{mask_text(on.title)}”的整改通知",
        addressee=str(on.unit),
        blocks=(
            Paragraph(("经", seen_by(on), "发现，你单位存在以下问题：", cited(on))),
            Heading("问题"),
            Paragraph(mask_text(on.text)),
            *_money(on),
            Heading("要求"),
            Paragraph(
                f"请于{long_day(on.due_on)}前完成整改。按立行立改、分阶段整改、长期坚持分类制定措施，写明责任人和时限；"
                "属于制度漏洞的，修订制度并报送文号和施行日期；完成后申请销号，附佐证材料。"
            ),
            Paragraph(f"牵头部门：{on.lead_unit}。")
            if on.lead_unit
            else Paragraph("整改结果由发现单位复核。"),
            Heading("来源"),
            Grid(("发现单位", "来源", "文件", "序号", "日期"), tuple(seen)),
        ),
        signed=str(on.finder_unit),
    )


def strike_off(on: Any, user: Any, **_: Any) -> Content:
    """销号申请表: the problem, the measures, what came of them, and room for the two checks."""
    rows: list[tuple[str, Words]] = [
        ("问题编号", cited(on)), ("问题", mask_text(on.title)), ("具体情形", mask_text(on.text)),
        ("责任单位", str(on.unit)), ("发现单位", seen_by(on)), ("整改期限", day(on.due_on)),
        ("整改结果", mask_text(on.outcome)),
    ]  # fmt: skip
    signed: list[tuple[str, Words]] = [
        ("责任单位主要负责人意见", ""), ("牵头部门初验意见", _said(on, "first_check")),
        ("监督部门复核意见", _said(on, "second_check")), ("公示情况", _notice(on)),
    ]  # fmt: skip
    return Content(
        title="整改销号申请表",
        addressee=str(on.lead_unit or on.finder_unit),
        blocks=(
            Fields(tuple(rows)),
            measures(on),
            *_fixes(on),
            *_money(on),
            Fields(tuple(signed)),
        ),
        signed=str(on.unit),
        attached=tuple(
            paper.name for step in on.steps.filter(verb="apply") for paper in step.papers.all()
        ),
    )


def progress(on: Any, user: Any, *, begins: date, ends: date, **_: Any) -> Content:
    """整改进展情况: numbers of a period with a table by problem, for a half-year report."""
    said = by_key(figures(user, begins, ends))

    def number(key: str) -> Cited:
        found = said[f"rectification.{key}"]
        text = f"{found.number:,.2f}" if key == "money" else str(found.number)
        return Cited(text, found.url)

    rows = with_progress(Problem.objects.visible_to(user).filter(status__in=COUNTED))
    found = (
        rows.filter(found_between(begins, ends))
        .select_related("unit")
        .order_by("unit__name", "due_on", "pk")
    )
    lines = tuple(
        (
            cited(one, mask_text(one.title)), str(one.unit), one.get_origin_display(),
            str(Progress(one.progress).label), one.get_status_display(), day(one.due_on),
        )
        for one in found[:LINES]
    )  # fmt: skip
    return Content(
        title="整改进展情况",
        addressee="",
        blocks=(
            Heading("总体情况"),
            Paragraph(
                (
                    f"{long_day(begins)}至{long_day(ends)}，挂号问题", number("found"),
                    "个：已完成整改", number("done"), "个，正在推进", number("going"),
                    "个，尚未完成", number("undone"), "个。期内销号", number("struck"),
                    "个，其中按期申请销号", number("in_time"), "个；重新挂号", number("reopened"), "个；有建章立制的",
                    number("fixed"), "个；追缴、退还、扣回", number("money"), "元。",
                )
            ),
            Heading("问题清单"),
            Grid(("问题", "责任单位", "来源", "整改情况", "环节", "期限"), lines),
        ),
    )  # fmt: skip


def cited(on: Problem, text: str = "") -> Cited:
    """A problem with its page."""
    return Cited(text or on.public_id, on.get_absolute_url())


def seen_by(on: Problem) -> str:
    """All who saw it, once each."""
    return "、".join(dict.fromkeys(one.who for one in on.sightings.select_related("unit")))


def measures(on: Problem) -> Grid:
    """What is done, by whom, by when, how far."""
    rows = tuple(
        (
            str(number), str(one.get_pace_display()), mask_text(one.text), mask_text(one.who),
            day(one.due_on) if one.due_on else f"每{one.every}个月查看", one.progress_label, mask_text(one.result),
        )
        for number, one in enumerate(on.measures.told(), 1)
    )  # fmt: skip
    return Grid(("序号", "类型", "措施", "责任人", "时限", "情况", "结果"), rows, "整改措施")


def _fixes(on: Problem) -> tuple[Grid, ...]:
    rows = []
    for one in on.fixes.prefetch_related("proofs"):
        last = next(iter(one.proofs.all()), None)
        rows.append(
            (
                one.title,
                one.doc_no,
                day(one.effective_on),
                last.get_outcome_display() if last else "还没有验证",
            )
        )
    return (
        (Grid(("制度", "文号", "施行日期", "规则重跑验证"), tuple(rows), "建章立制"),)
        if rows
        else ()
    )


def _money(on: Problem) -> tuple[Paragraph, ...]:
    if on.amount_fen is None:
        return ()
    said = sums(on)
    return (
        Paragraph(
            (
                "涉及金额", cited(on, yuan(on.amount_fen)), "元，已追缴、退还、扣回", cited(on, yuan(said["all"])),
                "元，其中已对上支付凭证", cited(on, yuan(said["tied"])), "元。",
            )
        ),
    )  # fmt: skip


def _said(on: Problem, verb: str) -> str:
    step = on.steps.filter(verb=verb).select_related("by").last()
    checked = on.first_by_id if verb == "first_check" else on.second_by_id
    return f"{mask_text(step.text)}（{step.by}，{day(step.at.date())}）" if step and checked else ""


def _notice(on: Problem) -> str:
    if not on.notice_on:
        return ""
    return f"{on.notice_place}，{day(on.notice_on)}至{day(on.notice_until)}，异议{on.objections.count()}件"


DRAFTS = [
    DraftKind(
        "rectification.notice", _("整改通知"), "rectification.problem", FINDING, notice,
        lambda on: on.status in OPEN,
    ),
    DraftKind(
        "rectification.strike_off", _("销号申请表"), "rectification.problem", WORKING | SUPERVISING, strike_off,
        lambda on: on.status not in (Status.JOINED, Status.WITHDRAWN),
    ),
    DraftKind("rectification.progress", _("整改进展情况"), "", FINDING, progress),
]  # fmt: skip

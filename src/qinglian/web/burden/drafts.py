"""减负情况通报, as a draft: sums by giver and kind, no names of the asked. 代拟稿。Words of papers are Chinese."""

from datetime import date
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from qinglian.web.accounts.roles import Role
from qinglian.web.burden.kinds import Kind
from qinglian.web.burden.models import Ask, AskedUnit
from qinglian.web.burden.queries import by_giver
from qinglian.web.burden.reporting import figures
from qinglian.web.burden.twice import twice
from qinglian.web.core.drafts import Cited, Content, DraftKind, Grid, Heading, Paragraph, long_day
from qinglian.web.core.masking import mask_text

MOST = 10
"""Pairs of alike requests that are named; the others are counted."""
DRAFTING = frozenset(
    {Role.PROGRAMME_OFFICE, Role.AUTHORITY_HEAD, Role.UNIT_HEAD, Role.SUPERVISION_HEAD}
)


def circular(on: None, user: Any, begins: date, ends: date, **_more: Any) -> Content:
    """What was asked of units in a period, by whom, what went above the cap, what was asked twice."""
    with override("zh-hans"):
        number = {one.key: one for one in figures(user, begins, ends)}
        pairs = twice(user, begins, ends)
        rows = AskedUnit.objects.visible_to(user).filter(
            counts=True, ask__on_day__gte=begins, ask__on_day__lte=ends
        )
        kinds = dict(rows.order_by().values_list("ask__kind").annotate(n=Sum("minutes")))

        def cited(key: str) -> Cited:
            one = number[f"burden.{key}"]
            return Cited(f"{one.number}{one.measure}", one.url)

        over = Ask.objects.visible_to(user).filter(
            on_day__gte=begins, on_day__lte=ends, withdrawn_at=None, over__gt=0
        )
        return Content(
            title="关于减负情况的通报",
            addressee="各单位",
            signed=str(user.unit or ""),
            blocks=(
                Paragraph(
                    (
                        f"{long_day(begins)}至{long_day(ends)}，向单位提出要求", cited("asked"), "，占用单位时间",
                        cited("minutes"), "，平均每个单位", cited("average"), "；其中超过每月上限", cited("over"),
                        "，撤回", cited("withdrawn"), "，疑似重复", cited("twice"),
                        "。时间按估计用时计算，预警核查、问题整改不计入。",
                    )
                ),
                Heading("谁提出的"),
                Grid(
                    ("提出单位", "项", "次×单位", "合计分钟", "其中超上限"),
                    tuple(
                        (one["ask__giver_unit__name"], *(str(one[key]) for key in ("asks", "times", "total", "over")))
                        for one in by_giver(rows)
                    ),
                ),
                Heading("要的是什么"),
                Grid(
                    ("种类", "合计分钟"),
                    tuple((str(kind.label), str(kinds[kind])) for kind in Kind if kind in kinds),
                ),
                Heading("超过上限的"),
                *(
                    Paragraph(
                        (
                            Cited(mask_text(one.on_title), one.get_absolute_url()),
                            f"：{one.giver_unit}提出，{one.over}个单位超上限，{_approval(one)}。",
                        )
                    )
                    for one in over.select_related("giver_unit", "approved_by").order_by("on_day", "pk")[:50]
                ),
                Heading("疑似重复的"),
                *(
                    Paragraph(
                        (
                            Cited(mask_text(one.again.on_title), one.again.get_absolute_url()), "与",
                            Cited(mask_text(one.first.on_title), one.first.get_absolute_url()),
                            f"相近，{len(one.units)}个单位都被要过。{one.advice}",
                        )
                    )
                    for one in pairs[:MOST]
                ),
                Paragraph(("全部见", Cited("重复要的", reverse("burden:twice")), "。")),
            ),
        )  # fmt: skip


def _approval(one: Ask) -> str:
    """What the named approver says to it; by their post here, never by name in a circular."""
    if one.confirmed:
        return "批准人已确认"
    return "批准人不认可" if one.confirmed is False else "批准人尚未确认"


DRAFTS = [DraftKind("burden_circular", _("减负情况通报"), "", DRAFTING, circular)]

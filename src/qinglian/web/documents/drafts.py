"""
Papers about a period: the briefing for the progress meeting, the half-yearly report. 推进会情况汇报、半年汇报。

Numbers are those of `core.reporting`, each with the list it was counted from, in sections by what they are about. They
name no matter: a paper of numbers says the same whatever becomes of one of them. What only people can say is a marked
gap; a paper with a gap left is not submitted.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role
from qinglian.web.core.drafts import Cited, Content, DraftKind, Grid, Heading, Paragraph, long_day
from qinglian.web.core.reporting import Figure, figures_between
from qinglian.web.documents.content import GAP

REPORTING = frozenset(
    {
        Role.PROGRAMME_OFFICE, Role.TRIAGE_OFFICER, Role.SUPERVISOR, Role.SUPERVISION_HEAD, Role.UNIT_OFFICER,
        Role.UNIT_HEAD, Role.LEAD_LIAISON, Role.AUTHORITY_HANDLER, Role.AUTHORITY_HEAD,
    }
)  # fmt: skip
FIRST = 4
"""Numbers of a section that stand in a sentence; the table has them all."""


def period_name(begins: date, ends: date) -> str:
    """2026年上半年 where it is one, else from when to when."""
    if (begins.year, begins.month, begins.day) == (ends.year, 1, 1):
        if (ends.month, ends.day) == (6, 30):
            return f"{ends.year}年上半年"
        if (ends.month, ends.day) == (12, 31):
            return f"{ends.year}年"
    if (begins.month, begins.day, ends.month, ends.day) == (
        7,
        1,
        12,
        31,
    ) and begins.year == ends.year:
        return f"{ends.year}年下半年"
    return f"{long_day(begins)}至{long_day(ends)}"


def number_text(number: Any) -> str:
    """A number without noughts that say nothing."""
    return f"{number:,}" if isinstance(number, int) else f"{number.normalize():,f}"


def _gap(what: str) -> Paragraph:
    return Paragraph(f"{GAP}{what}】")


def _sections(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for one in figures:
        found.setdefault(str(one.group), []).append(one)
    return found


def _sentence(figures: list[Figure]) -> Paragraph:
    words: list[Any] = []
    for at, one in enumerate(figures[:FIRST]):
        words += [
            "，" if at else "",
            f"{one.label}",
            Cited(number_text(one.number), one.url),
            str(one.measure),
        ]
    return Paragraph((*words, "。"))


def _numbers(user: Any, begins: date, ends: date) -> list[Any]:
    """A section for each group: a sentence, a table, and a gap for what was done."""
    blocks: list[Any] = []
    for group, figures in _sections(figures_between(user, begins, ends)).items():
        rows = tuple(
            (str(one.label), (Cited(number_text(one.number), one.url),), str(one.measure))
            for one in figures
        )
        blocks += [
            Heading(group, 2),
            _sentence(figures),
            Grid(("指标", "数", "单位"), rows, title=f"{group}情况"),
        ]
        if not any(one.number for one in figures):
            blocks.append(_gap(f"{group}本期没有数，请核对是没有发生还是没有登记"))
    if not blocks:
        blocks.append(_gap("本期没有可引用的数，请核对权限和起止日期"))
    return blocks


def _half_year(_on: Any, user: Any, *, begins: date, ends: date) -> Content:
    """半年汇报: to the party committee (县委每半年听取一次情况汇报)."""
    name, days = period_name(begins, ends), f"{long_day(begins)}至{long_day(ends)}"
    span = name if name == days else f"{name}（{days}）"
    return Content(
        title=f"关于{name}清廉建设工作情况的汇报",
        addressee="",
        signed=str(user.unit),
        blocks=(
            Paragraph(
                f"现将{span}清廉建设工作情况汇报如下。文中数字取自本系统，电子版可点开逐件核对。"
            ),
            Heading("工作开展情况"),
            *_numbers(user, begins, ends),
            Heading("主要做法和成效"),
            _gap("写做法和看得见的结果"),
            Heading("存在的问题和原因"),
            _gap("写问题和原因"),
            Heading("下一步打算"),
            _gap("写下一步怎么做、谁来做、什么时候做完"),
        ),
    )


def _briefing(_on: Any, user: Any, *, begins: date, ends: date) -> Content:
    """推进会情况汇报."""
    name = period_name(begins, ends)
    return Content(
        title=f"清廉建设推进会情况汇报（{name}）",
        addressee="",
        signed=str(user.unit),
        blocks=(
            Paragraph(
                f"现将{name}清廉建设推进情况汇报如下，文中数字取自本系统，电子版可点开逐件核对。"
            ),
            Heading("推进情况"),
            *_numbers(user, begins, ends),
            Heading("需要会议研究的事项"),
            _gap("写请会议定什么"),
        ),
    )


DRAFTS = [
    DraftKind("period_half_year", _("半年汇报"), "", REPORTING, _half_year),
    DraftKind("period_briefing", _("推进会情况汇报"), "", REPORTING, _briefing),
]

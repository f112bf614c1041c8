"""Words of reports and self-checks: kinds, gaps, who makes them. 报告与自查的种类、缺口、由谁起草。"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role
from qinglian.web.duties.kinds import Cycle


class ReportKind(models.TextChoices):
    """What a report is of. The last is of one person: 述职、述责、述廉."""

    UNIT = "unit", _("单位责任落实报告")
    LIST = "list", _("清单落实报告")
    PERSON = "person", _("三述报告")


class Gap(models.TextChoices):
    """What is missing. A gap is said, never filled in by the system and never shown as nought."""

    NO_TURN = "no_turn", _("没有落实安排")
    UNDONE = "undone", _("到期没有落实")
    NO_EVIDENCE = "no_evidence", _("没有已认可的材料")
    NO_NUMBER = "no_number", _("目标有数量，没有填完成数")
    NO_DAY = "no_day", _("三个亲自缺日期")
    NO_DATA = "no_data", _("没有数据")


HEADS = frozenset({Role.UNIT_HEAD, Role.LEADER, Role.AUTHORITY_HEAD})
"""Whoever answers for a body in person."""
MAKING = HEADS | {
    Role.UNIT_OFFICER, Role.AUTHORITY_HANDLER, Role.PROGRAMME_OFFICE, Role.LEAD_LIAISON,
}  # fmt: skip
"""Who writes reports of a body, or of a list it made."""
MONTHS = {Cycle.MONTH: 3, Cycle.QUARTER: 3, Cycle.HALF: 6, Cycle.YEAR: 12}
"""In spans of how many months an item is looked for: what comes every month, by quarters."""


@dataclass(frozen=True, slots=True)
class Span:
    """A quarter, a half or a year."""

    begins: date
    ends: date

    def __str__(self) -> str:
        year, months = self.begins.year, self.ends.month - self.begins.month + 1
        if months == 12:
            return f"{year}年"
        if months == 6:
            return f"{year}年{'上' if self.begins.month == 1 else '下'}半年"
        return f"{year}年第{'一二三四'[self.begins.month // 3]}季度"


def spans(cycle: str, begins: date, ends: date) -> list[Span]:
    """The whole spans of an item between two days, both included; none for what comes once."""
    months = MONTHS.get(Cycle(cycle))
    if months is None:
        return []
    found: list[Span] = []
    for year in range(begins.year, ends.year + 1):
        for month in range(1, 13, months):
            last = month + months
            after = date(year + (last > 12), last - 12 if last > 12 else last, 1)
            span = Span(date(year, month, 1), date.fromordinal(after.toordinal() - 1))
            if begins <= span.begins and span.ends <= ends:
                found.append(span)
    return found


def half_of(day: date) -> Span:
    """The half year that ended last before a day, or on it."""
    if day.month > 6:
        return Span(date(day.year, 1, 1), date(day.year, 6, 30))
    return Span(date(day.year - 1, 7, 1), date(day.year - 1, 12, 31))


def gap_text(one: dict[str, Any]) -> str:
    """A stored gap in words: 「没有落实安排：2026年第二季度」."""
    label, of = Gap(one["gap"]).label, one.get("of", "")
    return f"{label}：{of}" if of else str(label)

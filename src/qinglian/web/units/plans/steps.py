"""What an import will do, a step for each row or consequence. 导入的每一步。"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qinglian.web.units.sheets import heading_of


class What(models.TextChoices):
    """What becomes of the object of a row; refused first, because nothing is done while one is."""

    REFUSED = "refused", gettext_lazy("不能导入")
    NEW = "new", gettext_lazy("新增")
    CHANGED = "changed", gettext_lazy("变更")
    ENDED = "ended", gettext_lazy("终止")
    SAME = "same", gettext_lazy("不变")


@dataclass(frozen=True, slots=True)
class Step:
    """
    One row of the preview. `row` is None for what follows without a row of its own (lines of a body that ends).
    `changes`: (what, old, new). `column` and `reason` of a refused row.
    """

    sheet: str
    row: int | None
    what: What
    subject: str
    changes: tuple[tuple[str, str, str], ...] = ()
    column: str = ""
    reason: str = ""

    @property
    def told(self) -> list[tuple[str, str, str]]:
        """What is shown of the changes: of something new only what is filled in."""
        empty = _("（空）") if self.what == What.NEW else None
        return [one for one in self.changes if one[2] != empty]


def refused(sheet: str, row: dict[str, Any], subject: str, column: str, reason: str) -> Step:
    """A row that cannot be right."""
    heading = heading_of(sheet, column) if column else ""
    return Step(sheet, row["_row"], What.REFUSED, subject, (), heading, reason)


def bad_cells(sheet: str, row: dict[str, Any], subject: str) -> list[Step]:
    """A step for each cell that reading could not understand."""
    return [refused(sheet, row, subject, column, reason) for column, reason in row["_bad"]]


def too_long(row: dict[str, Any], limits: dict[str, int]) -> tuple[str, str] | None:
    """The first text that does not fit: its column and why."""
    for column, most in limits.items():
        if len(row.get(column) or "") > most:
            return column, _("超过%(most)d个字") % {"most": most}
    return None


def begins(row: dict[str, Any], column: str = "from_on") -> date:
    """The day in a column."""
    return date.fromisoformat(row[column])


def ends(row: dict[str, Any], column: str = "to_on") -> date | None:
    """The day from which it no longer holds: a sheet names the last day, the model the day after."""
    said = row.get(column)
    return date.fromisoformat(said) + timedelta(days=1) if said else None


def last(day: date | None) -> str:
    """An open end as its last day, for the preview."""
    return str(day - timedelta(days=1)) if day else ""


def overlaps(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    """Whether two intervals share a day."""
    return (other[1] is None or one[0] < other[1]) and (one[1] is None or other[0] < one[1])

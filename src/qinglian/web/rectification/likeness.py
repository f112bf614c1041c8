"""
Whether two problems are one. 是不是同一个问题。

Only proposed, with what makes it likely; a person decides. Two problems are compared within one responsible body: the
same matter (件、项目、合同), the same case of another app, or texts that share many pairs of letters (Dice 1945 on
sets of bigrams, which needs no dictionary of words).
"""

import re
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.dated import months_before
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.states import ALIKE_FROM, OPEN, REMEMBERED_MONTHS, Status
from qinglian.web.units.models import Unit

MOST = 5
SAME_SUBJECT = 0.9
"""A matter named in both counts as much as a text that is nearly the same."""
NOISE = re.compile(r"[\W_\d]+|问题|存在|情况|方面|部分|个别|有的")
"""Left out before comparing: marks, numbers, and words that stand in nearly every list."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A problem on record that may be the same, and why: the same matter of origin, the same subject, or the text."""

    problem: Problem
    share: float
    origin_id: str = ""
    anchor_id: str = ""

    @property
    def why(self) -> str:
        """The reason, in the reader's language."""
        if self.origin_id:
            return _("同一来源事项 %(id)s") % {"id": self.origin_id}
        if self.anchor_id:
            return _("同一对象 %(id)s") % {"id": self.anchor_id}
        return _("文字相同 %(share)d%%") % {"share": round(self.share * 100)}


def pairs(text: str) -> set[str]:
    """Pairs of neighbouring letters."""
    plain = NOISE.sub("", text.lower())
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


def likeness(one: str, other: str) -> float:
    """Share of common pairs, 0 to 1."""
    left, right = pairs(one), pairs(other)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def alike(
    *,
    unit: Unit,
    title: str,
    text: str,
    by: Any,
    anchor_id: str = "",
    origin_id: str = "",
    but: Problem | None = None,
) -> list[Alike]:
    """
    Problems of the body that may be the same, the likeliest first, among those this person sees: open ones, and those
    struck off not long ago, which may have come back.
    """
    today = timezone.localdate()
    rows = Problem.objects.visible_to(by).filter(unit=unit, status__in=(*OPEN, Status.STRUCK))
    found = []
    for row in rows.exclude(pk=but.pk if but else None):
        if row.struck_at and timezone.localdate(row.struck_at) < months_before(
            today, REMEMBERED_MONTHS
        ):
            continue
        share = max(likeness(title, row.title), likeness(title + text, row.title + row.text))
        if origin_id and origin_id == row.origin_id:
            found.append(Alike(row, 1.0, origin_id=origin_id))
        elif anchor_id.strip() and anchor_id.strip() == row.anchor_id:
            found.append(Alike(row, max(share, SAME_SUBJECT), anchor_id=row.anchor_id))
        elif share >= ALIKE_FROM:
            found.append(Alike(row, share))
    return sorted(found, key=lambda one: (-one.share, one.problem.pk))[:MOST]

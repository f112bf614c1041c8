"""
Two people at once: one wins, the other is told. 两人同时办理：先到者生效，后到者被告知。

A form carries the version of the row it was made from; a verb takes the row for itself, compares, and raises
`Overtaken`.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _


class Overtaken(Exception):
    """Somebody else moved the matter meanwhile; the message says where it stands now."""

    def __init__(self, now: object, by: object = "") -> None:
        said = (
            _("这件事已由%(by)s办理，现在是“%(now)s”。")
            if by
            else _("这件事已经变了，现在是“%(now)s”。")
        )
        super().__init__(said % {"now": now, "by": by})


class NotAllowed(Exception):
    """The verb is not for this person or not in this state; the message says why."""


def locked(row: Any, version: int | None) -> Any:
    """The row for oneself, as the form knew it. `Overtaken` where its last step was said after the form was made."""
    fresh = type(row).objects.select_for_update().get(pk=row.pk)
    if version is not None and fresh.version != version:
        last = fresh.steps.select_related("by").last()
        raise Overtaken(fresh.get_status_display(), last.by if last else "")
    return fresh


def undecided(request: Any) -> None:
    """Stop where a second person has said yes or no already."""
    if request.agreed is not None:
        raise Overtaken(_("已同意") if request.agreed else _("未同意"), request.decided_by or "")


def decided(request: Any, *, by: Any, agree: bool, answer: str) -> None:
    """Write down what the second person says."""
    request.decided_by, request.decided_at = by, timezone.now()
    request.agreed, request.answer = agree, answer
    request.save()

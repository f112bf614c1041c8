"""
Pages of a list: as many as asked for, and where to go on. 分页。

A list stands in the order of its public ids, which are random: pages never shift under a reader, and neither a number
nor a gap tells how many there are. What comes in behind the reader's back is found by `changed_since`, with the
`as_of` of the walk before.
"""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from ninja import Schema
from pydantic import Field

from qinglian.web.api.schemas import Instant, Since, Word

MOST = 200
FEW = 300
WINDOW, MOST_WINDOW = 500, 8_000


class Asked(Schema):
    """What every list may be asked."""

    limit: int = Field(50, ge=1, le=MOST, description="rows of a page")
    cursor: str = Field("", pattern="^[0-9A-Za-z-]{0,64}$", description="`next` of the page before")
    changed_since: Since | None = Field(
        None, description="only what changed at or after; `as_of` of the walk before"
    )
    body: Word = Field("", description="code of the body")


class Paged(Schema):
    """A page. `next` is empty on the last one."""

    next: str
    as_of: Instant


def page(rows: QuerySet[Any], asked: Asked, key: str = "public_id") -> tuple[list[Any], str]:
    """The rows of a page in the order of `key`, and where to go on."""
    after = {f"{key}__gt": asked.cursor}
    rows = rows.filter(**after).order_by(key)
    # What changed lately is thinly spread: gathered and sorted at once.
    most = asked.limit + 1
    found = list(rows[:most]) if asked.changed_since else _next(rows, most, key, after)
    more = len(found) > asked.limit
    found = found[: asked.limit]
    return found, str(getattr(found[-1], key)) if more else ""


def _next(rows: QuerySet[Any], most: int, key: str, after: dict[str, str]) -> list[Any]:
    """
    The next rows in order. A database would gather all that may be seen, and sort it, for each page. Few are sorted so;
    where there are many, the table is walked in the order of the key, a window at a time, and asked what of it is seen.
    """
    few = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return list(rows.filter(pk__in=few)[:most])
    found: list[Any] = []
    every, window = rows.model._default_manager.order_by(key), WINDOW
    while len(found) < most:
        near = list(every.filter(**after).values_list("pk", key)[:window])
        if not near:
            break
        found += rows.filter(pk__in=[pk for pk, _name in near])[: most - len(found)]
        after, window = {f"{key}__gt": near[-1][1]}, min(4 * window, MOST_WINDOW)
    return found


def now() -> datetime:
    """The moment before a list is read: what changes from now on is for the next walk."""
    return timezone.now()

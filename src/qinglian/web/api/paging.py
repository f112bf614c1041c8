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
    rows = rows.filter(**{f"{key}__gt": asked.cursor}).order_by(key)
    # All that may be seen is gathered and sorted: cheap while only keys are carried, not with whole rows.
    near = list(rows.values_list("pk", key)[: asked.limit + 1])
    more, near = len(near) > asked.limit, near[: asked.limit]
    found = list(rows.filter(pk__in=[pk for pk, _key in near]))
    return found, near[-1][1] if more else ""


def now() -> datetime:
    """The moment before a list is read: what changes from now on is for the next walk."""
    return timezone.now()

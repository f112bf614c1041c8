"""Items of a table or of a template into a draft. 表格和模板写入清单草稿。"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Unpack

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.papers import Sheet
from qinglian.web.duties.kinds import TurnStatus
from qinglian.web.duties.models import Action, Duty, DutyList, Item, ListVersion, Programme
from qinglian.web.duties.reading.sheet import Read
from qinglian.web.duties.sampling import Sample
from qinglian.web.duties.services.items import item_put, items_copied
from qinglian.web.duties.services.list_rules import list_noted, take_list
from qinglian.web.duties.services.lists import list_make
from qinglian.web.units.models import Unit

UNDONE = (TurnStatus.OPEN, TurnStatus.RETURNED, TurnStatus.DONE)
"""Turns that are not finished: nobody else has looked at them yet."""
MOST = 500
"""Items of one list."""


@transaction.atomic
def items_import(version: ListVersion, *, by: Any, read: Read, seen: int | None = None) -> int:
    """What a table became, as items of a draft; those of a title that stands there already are left as they are."""
    if not read.items:
        raise NotAllowed(_("没有读出事项。"))
    had = set(version.items.values_list("title", flat=True))
    fresh = [one for one in read.items if one["title"] not in had]
    if len(had) + len(fresh) > MOST:
        raise NotAllowed(_("一份清单最多 %(n)d 项，请分成几份。") % {"n": MOST})
    for number, said in enumerate(fresh):
        item_put(version, by=by, seen=seen if number == 0 else None, **_fitting(said))
    return len(fresh)


def _fitting(said: dict[str, Any]) -> dict[str, Any]:
    """Texts no longer than their columns."""
    found = dict(said)
    for name, value in said.items():
        most = getattr(Item._meta.get_field(name), "max_length", None)
        if isinstance(value, str) and most and len(value) > most:
            found[name] = value[: most - 1] + "…"
    return found


@transaction.atomic
def list_from_sample(
    *, sample: Sample, owner_unit: Unit, by: Any, title: str = "", year: int | None = None,
    programme: Programme | None = None, action: Action | None = None, **sheet: Unpack[Sheet],
) -> DutyList:  # fmt: skip
    """A list with its draft filled from a template (示例)."""
    made = list_make(
        title=title or sample.title, kind=sample.kind, owner_unit=owner_unit, by=by, year=year,
        holder=sample.holder, programme=programme, action=action, template=sample.name, **sheet,
    )  # fmt: skip
    draft = made.draft
    assert draft is not None
    for said in sample.items:
        item_put(draft, by=by, **said)
    return made


@transaction.atomic
def list_from_own(
    *, of: DutyList, owner_unit: Unit, by: Any, title: str, year: int | None = None
) -> DutyList:
    """The same from a list that one's own place made a template of."""
    if not of.template_for or not DutyList.objects.visible_to(by).filter(pk=of.pk).exists():
        raise NotAllowed(_("这份清单不是模板。"))
    made = list_make(
        title=title, kind=of.kind, owner_unit=owner_unit, by=by, holder=of.holder, year=year
    )
    draft, version = made.draft, of.issued_on() or of.newest
    assert draft is not None
    if version is not None:
        items_copied(version.items.all(), draft, rolled=True)
    return made


def unfinished(of: DutyList, day: date | None = None) -> list[tuple[Item, int, int]]:
    """Items of the version in force with how many bodies have not finished them, and of how many (D03)."""
    version = of.issued_on(day) or of.newest
    if version is None:
        return []
    rows = Duty.objects.filter(item__of__of=of, ended_on=None).order_by()
    done = Q(turns__isnull=False) & ~Q(pk__in=rows.filter(turns__status__in=UNDONE).values("pk"))
    counted = {
        key: (all_ - finished, all_)
        for key, all_, finished in rows.values_list("item__key").annotate(
            whole=Count("pk", distinct=True), finished=Count("pk", filter=done, distinct=True)
        )
    }
    found = [(item, *counted.get(item.key, (0, 0))) for item in version.items.all()]
    return found


@transaction.atomic
def list_rollover(
    *, of: DutyList, year: int, keys: Iterable[str], by: Any, title: str = "", reason: str = "",
    seen: int | None = None,
) -> DutyList:  # fmt: skip
    """Next year's list with what was not finished, and what comes every year; each item says from which it comes."""
    fresh = take_list(of, by, seen)
    if of.year is not None and year <= of.year:
        raise NotAllowed(_("新的年度要晚于 %(year)d 年。") % {"year": of.year})
    if fresh.rolled_into.filter(year=year).exists():
        raise NotAllowed(_("已经结转到 %(year)d 年了。") % {"year": year})
    version, wanted = fresh.issued_on() or fresh.newest, set(keys)
    assert version is not None
    items = list(version.items.filter(key__in=wanted))
    if not items:
        raise NotAllowed(_("请选要结转的事项。"))
    made = list_make(
        title=title or fresh.title, kind=fresh.kind, owner_unit=fresh.owner_unit, by=by, year=year,
        holder=fresh.holder, programme=fresh.programme, action=fresh.action,
    )  # fmt: skip
    DutyList.objects.filter(pk=made.pk).update(rolled_from=fresh)
    draft = made.draft
    assert draft is not None
    items_copied(items, draft, rolled=True)
    list_noted(fresh, "rolled", by, reason, number=version.number, title=made.title)
    made.refresh_from_db()
    return made

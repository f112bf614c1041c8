"""Items of a draft are written, taken off, moved. 草稿里的事项。"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed
from qinglian.web.duties.kinds import VersionStatus
from qinglian.web.duties.models import Clause, Item, ListVersion
from qinglian.web.duties.services.difficulty_rules import needs
from qinglian.web.duties.services.list_rules import list_noted, take_list

OWN = frozenset({"id", "of", "place", "key", "clauses", "changed_by", "rolled_from"})
"""Columns of an item that its form does not write."""
FIELDS = tuple(one.name for one in Item._meta.get_fields() if one.concrete and one.name not in OWN)
"""What an item says."""


def _drafted(version: ListVersion, by: Any, seen: int | None) -> ListVersion:
    """The draft, its list taken for oneself."""
    take_list(version.of, by, seen)
    fresh: ListVersion = (
        ListVersion.objects.select_for_update().select_related("of").get(pk=version.pk)
    )
    if fresh.status != VersionStatus.DRAFT:
        raise NotAllowed(_("这一版已经印发，不能再改；请起草新的一版。"))
    return fresh


def _changed(item: Item, before: Item | None) -> list[str]:
    """Which fields say something else than in the version before."""
    if before is None:
        return []
    return [name for name in FIELDS if getattr(item, name) != getattr(before, name)]


@transaction.atomic
def item_put(
    version: ListVersion, *, by: Any, key: str = "", clauses: Iterable[Clause] | None = None,
    seen: int | None = None, **fields: Any,
) -> Item:  # fmt: skip
    """
    Write an item of a draft: a new one, or the one of this key. What differs from the version before needs a reason
    (`why_changed`); who wrote it stands beside it (C03).
    """
    unknown = fields.keys() - set(FIELDS)
    if unknown:
        raise TypeError(f"an item has no {', '.join(sorted(unknown))}")
    draft = _drafted(version, by, seen)
    if key:
        item: Item = draft.items.select_for_update().get(key=key)
    else:
        last = draft.items.aggregate(last=Max("place"))["last"] or 0
        item = Item(of=draft, place=last + 1)
    for name, value in fields.items():
        setattr(item, name, value)
    if not item.title.strip():
        raise NotAllowed(_("请写明事项。"))
    last_version = draft.before
    before = last_version.items.filter(key=item.key).first() if last_version else None
    if [name for name in _changed(item, before) if name != "why_changed"]:
        needs(item.why_changed or draft.why)
    item.changed_by = by
    item.save()
    if clauses is not None:
        item.clauses.set(_of_programme(clauses, draft))
    list_noted(draft.of, "put", by, item.why_changed, version=draft, key=item.key)
    return item


def _of_programme(clauses: Iterable[Clause], draft: ListVersion) -> list[Clause]:
    found = list(clauses)
    if any(one.programme_id != draft.of.programme_id for one in found):
        raise NotAllowed(_("条款不属于这份清单的方案。"))
    return found


@transaction.atomic
def item_drop(*, item: Item, by: Any, reason: str, seen: int | None = None) -> ListVersion:
    """Take an item off a draft, with the reason."""
    needs(reason)
    draft = _drafted(item.of, by, seen)
    list_noted(draft.of, "removed", by, reason, version=draft, key=item.key, title=item.title)
    place = item.place
    item.delete()
    draft.items.filter(place__gt=place).update(place=F("place") - 1)
    return draft


@transaction.atomic
def item_move(*, item: Item, by: Any) -> Item:
    """One place earlier."""
    draft = _drafted(item.of, by, None)
    above = draft.items.filter(place__lt=item.place).order_by("-place").first()
    if above is not None:
        item.place, above.place = above.place, item.place
        above.save(update_fields=["place"])
        item.save(update_fields=["place"])
    return item


def items_copied(items: Iterable[Item], to: ListVersion, *, rolled: bool = False) -> list[Item]:
    """The same items in another version, sentences included; `rolled`: under keys of their own, in next year's list."""
    made: list[Item] = []
    for place, one in enumerate(items, 1):
        carried = list(one.clauses.all())
        said = {name: getattr(one, name) for name in FIELDS if name != "why_changed"}
        own = (
            {"rolled_from": one.key} if rolled else {"key": one.key, "rolled_from": one.rolled_from}
        )
        copy = Item.objects.create(of=to, place=place, **said, **own)
        copy.clauses.set(carried)
        made.append(copy)
    return made

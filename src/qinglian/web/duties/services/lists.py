"""A list is made, drafted anew, issued by a second person. 清单的起草与印发。"""

from datetime import date
from typing import Any, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.papers import Sheet
from qinglian.web.core.wording import labelled, listed
from qinglian.web.duties.kinds import VersionStatus
from qinglian.web.duties.lint import faults
from qinglian.web.duties.lint_words import fault_says
from qinglian.web.duties.models import Action, DutyList, Item, ListVersion, Programme
from qinglian.web.duties.services.difficulty_rules import needs
from qinglian.web.duties.services.items import item_drop as item_drop
from qinglian.web.duties.services.items import item_move as item_move
from qinglian.web.duties.services.items import item_put as item_put
from qinglian.web.duties.services.items import items_copied
from qinglian.web.duties.services.list_rules import (
    issues,
    list_noted,
    must,
    owner_units,
    take_list,
)
from qinglian.web.units.models import Unit

SAID = 3
"""Faults that are named in a refusal; the page shows all."""


@transaction.atomic
def list_make(
    *, title: str, kind: str, owner_unit: Unit, by: Any, programme: Programme | None = None,
    action: Action | None = None, holder: str = "", year: int | None = None, template: str = "",
    template_for: str = "", **sheet: Unpack[Sheet],
) -> DutyList:  # fmt: skip
    """A list with its first draft."""
    must(owner_units(by).filter(pk=owner_unit.pk).exists())
    if action is not None:
        if programme is not None and action.programme_id != programme.pk:
            raise NotAllowed(_("这个行动不属于所选的方案。"))
        programme = action.programme
    made = DutyList.objects.create(
        title=title, kind=kind, owner_unit=owner_unit, programme=programme, action=action,
        holder=holder, year=year, template=template, template_for=template_for, made_by=by,
    )  # fmt: skip
    first = ListVersion.objects.create(of=made, number=1, made_by=by)
    list_noted(made, "made", by, version=first, **sheet)
    return made


@transaction.atomic
def list_correct(
    *, of: DutyList, by: Any, reason: str, seen: int | None = None, **fields: Any
) -> DutyList:
    """Change what the list is called, where it belongs, which type it is a template of; not what it says."""
    needs(reason)
    fresh = take_list(of, by, seen)
    changed = sorted(name for name, value in fields.items() if getattr(fresh, name) != value)
    for name in changed:
        setattr(fresh, name, fields[name])
    if fresh.action is not None:
        fresh.programme = fresh.action.programme
    list_noted(fresh, "corrected", by, reason, fields=changed)
    return fresh


@transaction.atomic
def version_draft(*, of: DutyList, by: Any, why: str, seen: int | None = None) -> ListVersion:
    """A new draft from the newest version, item by item under the same keys."""
    needs(why)
    fresh = take_list(of, by, seen)
    if fresh.draft is not None:
        raise NotAllowed(_("已有一版在起草，请在那一版上改。"))
    last = fresh.newest
    assert last is not None
    made = ListVersion.objects.create(of=fresh, number=last.number + 1, made_by=by, why=why)
    items_copied(last.items.all(), made)
    list_noted(fresh, "drafted", by, why, version=made)
    return made


@transaction.atomic
def version_drop(
    *, version: ListVersion, by: Any, reason: str, seen: int | None = None
) -> DutyList:
    """Give a draft up; the first one stays, a list without any version is none."""
    needs(reason)
    fresh = take_list(version.of, by, seen)
    draft = fresh.draft
    if draft is None or draft.pk != version.pk:
        raise NotAllowed(_("只能撤销起草中的一版。"))
    if draft.number == 1:
        raise NotAllowed(_("第一版不能撤销，可以改。"))
    list_noted(fresh, "dropped", by, reason, number=draft.number)
    draft.delete()
    return fresh


def grave_faults(version: ListVersion) -> list[tuple[Item, Any]]:
    """What stands in the way of issuing, item by item."""
    return [
        (item, fault)
        for item in version.items.all()
        for fault in faults(item, version.of.kind)
        if fault.grave
    ]


@transaction.atomic
def version_issue(
    version: ListVersion, *, by: Any, valid_from: date, why: str = "", doc_no: str = "",
    seen: int | None = None, **sheet: Unpack[Sheet],
) -> ListVersion:  # fmt: skip
    """印发: by somebody who wrote nothing of it; then for ever as it is, until the next one follows."""
    must(issues(version.of, by))
    fresh = take_list(version.of, by, seen)
    draft = fresh.versions.select_for_update().get(pk=version.pk)
    if draft.status != VersionStatus.DRAFT:
        raise NotAllowed(_("这一版已经印发，不能再改。"))
    if by.pk == draft.made_by_id or draft.items.filter(changed_by=by).exists():
        raise NotAllowed(_("起草、写过事项的人不能印发，请另一位有权的人印发。"))
    if not draft.items.exists():
        raise NotAllowed(_("清单里还没有事项。"))
    if grave := grave_faults(draft):
        said = listed(labelled(item.title, fault_says(fault)) for item, fault in grave[:SAID])
        raise NotAllowed(
            _("有 %(n)d 处不合要求，不能印发：%(said)s") % {"n": len(grave), "said": said}
        )
    before = fresh.versions.filter(status=VersionStatus.ISSUED).order_by("-number").first()
    if before is not None:
        needs(why or draft.why)
        if valid_from <= before.valid_from:
            raise NotAllowed(
                _("施行日期要晚于上一版的施行日期 %(day)s。") % {"day": before.valid_from}
            )
    draft.status, draft.valid_from, draft.doc_no = VersionStatus.ISSUED, valid_from, doc_no
    draft.issued_by, draft.issued_at, draft.why = by, timezone.now(), why or draft.why
    draft.save()
    if before is not None:
        ListVersion.objects.filter(pk=before.pk).update(valid_to=valid_from)
    list_noted(
        fresh, "issued", by, draft.why, version=draft, valid_from=valid_from.isoformat(), **sheet
    )
    return draft


def standing(versions: Any, day: date | None = None) -> Any:
    """Versions that speak: drafts, and what was issued and is not followed by another yet."""
    lasts = Q(valid_to=None) | Q(valid_to__gt=day or timezone.localdate())
    return versions.filter(Q(status=VersionStatus.DRAFT) | Q(status=VersionStatus.ISSUED) & lasts)

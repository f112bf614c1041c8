"""A programme from its text: sentences, what they ask, actions, who carries them out. 方案、条款、行动。"""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date
from typing import Any, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.papers import Sheet
from qinglian.web.duties.models import Action, Clause, Item, ListVersion, Programme
from qinglian.web.duties.reading.text import MOST, lead_of, pieces
from qinglian.web.duties.services.difficulty_rules import needs
from qinglian.web.duties.services.items import item_put
from qinglian.web.duties.services.list_rules import (
    must,
    owner_units,
    programme_noted,
    take_programme,
)
from qinglian.web.units.models import Unit

TITLE = 60
"""Characters of a sentence that become the title of an item."""


@transaction.atomic
def programme_make(
    *, title: str, doc_no: str, issued_on: date, owner_unit: Unit, text: str, by: Any,
    asking: Collection[int] | None = None, actions: Collection[int] = (), **sheet: Unpack[Sheet],
) -> Programme:  # fmt: skip
    """
    Keep a programme with its sentences. `asking`: places of those that ask something, as people decided in the preview;
    None keeps what the reader proposed. `actions`: places of headings that are actions; the body that the text names
    as lead beneath becomes theirs where it can be told.
    """
    must(owner_units(by).filter(pk=owner_unit.pk).exists())
    found = pieces(text)
    if not any(not one.heading for one in found):
        raise NotAllowed(_("没有读出句子，请检查正文。"))
    if len(found) > MOST:
        raise NotAllowed(_("正文超过 %(n)d 句，请分成几份登记。") % {"n": MOST})
    made = Programme.objects.create(
        title=title, doc_no=doc_no, issued_on=issued_on, valid_from=issued_on, text=text,
        owner_unit=owner_unit, made_by=by,
    )  # fmt: skip
    rows = []
    for place, one in enumerate(found, 1):
        said = asdict(one)
        said["why_asks"] = said.pop("why")
        if asking is not None and not one.heading:
            said["asks"] = place in asking
        rows.append(
            Clause(
                programme=made, place=place, **said, decided_by=by if asking is not None else None
            )
        )
    Clause.objects.bulk_create(rows)
    for place in sorted(actions):
        if 0 < place <= len(found) and found[place - 1].heading:
            _action_of(made, rows, place, by)
    programme_noted(made, "made", by, **sheet)
    return made


def beneath(rows: list[Clause], heading: Clause) -> list[Clause]:
    """What stands under a heading, up to the next of its level."""
    found = []
    for one in rows[heading.place :]:
        if one.heading and one.level <= heading.level:
            break
        found.append(one)
    return found


def _action_of(programme: Programme, rows: list[Clause], place: int, by: Any) -> Action:
    heading = rows[place - 1]
    named = next((lead for one in beneath(rows, heading) if (lead := lead_of(one.named))), "")
    return Action.objects.create(
        programme=programme, title=heading.text[:120], number=_next(programme),
        lead_unit=unit_named(named, programme.owner_unit),
    )  # fmt: skip


def unit_named(name: str, owner: Unit) -> Unit | None:
    """The body that a text means by 县教育局: of this name, or the only one below the owner whose name ends so."""
    if not name:
        return None
    rows = Unit.objects.filter(valid_to=None)
    exact = rows.filter(name=name).first()
    if exact is not None:
        return exact
    core = name.lstrip("省市县区") if len(name) > 3 else name
    like = list(rows.filter(name__endswith=core, region_code=owner.region_code)[:2])
    if len(like) != 1:
        like = list(rows.filter(name__endswith=core)[:2])
    return like[0] if len(like) == 1 else None


def _next(programme: Programme) -> int:
    last = programme.actions.aggregate(last=Max("number"))["last"] or 0
    return int(last) + 1


@transaction.atomic
def programme_correct(
    *, programme: Programme, by: Any, reason: str, seen: int | None = None, **fields: Any
) -> Programme:
    """Mend what was written of it: title, number, day. The text stays as it was issued."""
    needs(reason)
    if "text" in fields:
        raise NotAllowed(_("正文不改；印发了新文件的，另行登记。"))
    fresh = take_programme(programme, by, seen)
    for name, value in fields.items():
        setattr(fresh, name, value)
    programme_noted(fresh, "corrected", by, reason, fields=sorted(fields))
    return fresh


@transaction.atomic
def programme_end(
    *, programme: Programme, by: Any, on: date, reason: str, seen: int | None = None
) -> Programme:
    """It holds until before a day."""
    needs(reason)
    fresh = take_programme(programme, by, seen)
    if on <= fresh.valid_from:
        raise NotAllowed(_("停止日期要晚于印发日期。"))
    fresh.valid_to = on
    programme_noted(fresh, "ended", by, reason)
    return fresh


@transaction.atomic
def clauses_decide(
    *, programme: Programme, by: Any, asking: Iterable[Clause] = (), quiet: Iterable[Clause] = ()
) -> Programme:
    """People say which sentences ask something and which do not."""
    fresh = take_programme(programme, by)
    said = {one.pk: True for one in asking} | {one.pk: False for one in quiet}
    rows = list(fresh.clauses.filter(pk__in=said, heading=False))
    for one in rows:
        one.asks, one.decided_by = said[one.pk], by
        if one.asks:
            one.set_aside = ""
    Clause.objects.bulk_update(rows, ["asks", "decided_by", "set_aside"])
    programme_noted(fresh, "decided", by, places=[one.place for one in rows])
    return fresh


@transaction.atomic
def clause_set_aside(*, clause: Clause, by: Any, reason: str) -> Clause:
    """It asks something, but nobody here needs to own it: why."""
    needs(reason)
    fresh = take_programme(clause.programme, by)
    row = fresh.clauses.select_for_update().get(pk=clause.pk)
    if row.items.exists() or row.actions.exists():
        raise NotAllowed(_("这一句已有事项或行动落实，不用再标。"))
    row.asks, row.set_aside, row.decided_by = True, reason.strip()[:200], by
    row.save()
    programme_noted(fresh, "decided", by, reason, places=[row.place])
    return row


@transaction.atomic
def action_put(
    *, programme: Programme, by: Any, title: str, lead_unit: Unit | None = None,
    action: Action | None = None, clauses: Iterable[Clause] | None = None,
) -> Action:  # fmt: skip
    """Write an action: a new one or this one, with the body that leads it and the sentences it carries out."""
    fresh = take_programme(programme, by)
    if action is not None and action.programme_id != fresh.pk:
        raise NotAllowed(_("这个行动不属于所选的方案。"))
    row = action or Action(programme=fresh, number=_next(fresh))
    row.title, row.lead_unit = title.strip()[:120], lead_unit
    row.save()
    if clauses is not None:
        carried = [one for one in clauses if one.programme_id == fresh.pk]
        row.clauses.set(carried)
        Clause.objects.filter(pk__in=[one.pk for one in carried]).update(set_aside="")
    programme_noted(fresh, "action_put", by, title=row.title)
    return row


@transaction.atomic
def action_remove(*, action: Action, by: Any, reason: str) -> Programme:
    """Take an action off on which no list hangs."""
    needs(reason)
    fresh = take_programme(action.programme, by)
    if action.lists.exists():
        raise NotAllowed(_("这个行动下还有清单，不能删。"))
    title = action.title
    action.delete()
    programme_noted(fresh, "action_removed", by, reason, title=title)
    return fresh


@transaction.atomic
def clause_to_action(*, clause: Clause, by: Any, action: Action | None = None) -> Action:
    """One click: the sentence is carried out by an action, this one or a new one called like its heading."""
    programme = clause.programme
    fresh = take_programme(programme, by)
    if action is None:
        title = clause.text if clause.heading else heading_of(clause) or clause.text
        lead = unit_named(lead_of(clause.named), programme.owner_unit)
        same = fresh.actions.filter(title=title[:120]).first()
        action = same or action_put(programme=fresh, by=by, title=title, lead_unit=lead)
    if action.programme_id != programme.pk:
        raise NotAllowed(_("这个行动不属于所选的方案。"))
    action.clauses.add(clause)
    Clause.objects.filter(pk=clause.pk).update(set_aside="")
    fresh.refresh_from_db()
    programme_noted(fresh, "linked", by, places=[clause.place], title=action.title)
    return action


def heading_of(clause: Clause) -> str:
    """The heading under which a sentence stands."""
    rows = Clause.objects.filter(programme=clause.programme_id, heading=True, level__gt=0)
    found = rows.filter(place__lt=clause.place).order_by("-place").first()
    return found.text if found else ""


@transaction.atomic
def clause_to_item(*, clause: Clause, version: ListVersion, by: Any, **fields: Any) -> Item:
    """One click: an item of a draft that carries out a sentence, its words as a beginning."""
    said = clause.text.rstrip("。；;！")
    usual = {
        "title": said if len(said) <= TITLE else f"{said[: TITLE - 1]}…",
        "target": said,
        "basis": f"{clause.programme.title} {clause.label}".strip()[:200],
        "principal": lead_of(clause.named)[:60],
    }
    made = item_put(version, by=by, clauses=[clause], **{**usual, **fields})
    Clause.objects.filter(pk=clause.pk).update(set_aside="", asks=True)
    return made

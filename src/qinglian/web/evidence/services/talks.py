"""Note a talk; say who is to talk to whom. 谈话记录与安排。"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.roles import Role
from qinglian.web.audit.services import record
from qinglian.web.core.dated import in_force, months_after
from qinglian.web.core.moves import NotAllowed
from qinglian.web.evidence.models import Talk, TalkDue, TalkRule
from qinglian.web.evidence.services.rules import NOT_YOURS
from qinglian.web.evidence.talk_words import WITHOUT_OUTLINE, Subject, TalkKind, Whom
from qinglian.web.units.models import Line, Reach, Unit
from qinglian.web.units.scope import reach, roles_of

DEFAULT = ((Role.UNIT_HEAD, Whom.HEADS_BELOW, 6), (Role.UNIT_HEAD, Whom.MEMBERS, 6))
"""Who talks to whom where a body has said nothing itself (示例): the head to the heads below and to the members."""
TALKING = frozenset({Role.UNIT_HEAD, Role.LEADER})
SOUGHT = {
    Whom.HEADS_BELOW: (Role.UNIT_HEAD, Role.AUTHORITY_HEAD),
    Whom.MEMBERS: (Role.LEADER,),
    Whom.OFFICERS: (Role.UNIT_OFFICER,),
}


@dataclass(frozen=True, slots=True)
class Due:
    """One person is to talk to another by a day; `last` is when they did."""

    talker: User
    person: User
    unit: Unit
    months: int
    last: date | None
    due_on: date

    @property
    def late(self) -> bool:
        """Whether the day has passed."""
        return self.due_on < timezone.localdate()


def rules_of(unit: Unit) -> list[TalkRule]:
    """What a body has set, or the default since the year began."""
    rows = list(TalkRule.objects.filter(unit=unit, ended_on=None))
    if rows or TalkRule.objects.filter(unit=unit).exists():
        return rows
    since = timezone.localdate().replace(month=1, day=1)
    return [
        TalkRule(unit=unit, role=role, whom=whom, months=months, since=since)
        for role, whom, months in DEFAULT
    ]


def schedule(unit: Unit, talker: User | None = None) -> list[Due]:
    """Who of a body is to talk to whom, the nearest day first."""
    talked = {
        (by, person): last
        for by, person, last in Talk.objects.filter(unit=unit)
        .order_by()
        .values_list("by", "person")
        .annotate(last=Max("on"))
    }
    found = {}
    for rule in rules_of(unit):
        talkers = [one for one, _unit in _holders([rule.role], [unit])]
        bodies = _below(unit) if rule.whom == Whom.HEADS_BELOW else [unit]
        for one in talkers:
            if talker is not None and one != talker:
                continue
            for person, body in _holders(SOUGHT[Whom(rule.whom)], bodies):
                if person != one:
                    last = talked.get((one.pk, person.pk))
                    due_on = months_after(max(filter(None, (last, rule.since))), rule.months)
                    found[one.pk, person.pk] = Due(one, person, body, rule.months, last, due_on)
    return sorted(found.values(), key=lambda row: (row.due_on, row.person.pk))


def _holders(roles: Iterable[str], units: Iterable[Unit]) -> list[tuple[User, Unit]]:
    rows = Assignment.objects.filter(
        in_force(),
        role__in=list(roles),
        unit__in=list(units),
        approved_by__isnull=False,
        user__is_active=True,
    )
    return [
        (one.user, one.unit)
        for one in rows.select_related("user", "unit").order_by("unit__code", "pk")
    ]


def _below(unit: Unit) -> list[Unit]:
    ways = Reach.objects.filter(in_force(), upper=unit, kind=Line.Kind.BELONGS, depth=1)
    return list(Unit.objects.filter(pk__in=ways.values("lower")))


@transaction.atomic
def dues_keep(unit: Unit) -> None:
    """Write down the schedule of a body as it stands now."""
    TalkDue.objects.filter(unit=unit).delete()
    TalkDue.objects.bulk_create(
        TalkDue(
            unit=unit, talker=one.talker, person=one.person, person_unit=one.unit, due_on=one.due_on
        )
        for one in schedule(unit)
    )


def dues_keep_all() -> None:
    """Of every body that somebody talks for: roles and lines change from one day to the next."""
    held = Assignment.objects.filter(in_force(), role__in=TALKING, approved_by__isnull=False)
    for unit in Unit.objects.filter(pk__in=held.values("unit")):
        dues_keep(unit)


def unreminded(kind: str, topics: Iterable[str]) -> bool:
    """「本次谈话未勾选廉政提醒内容」: said to the talker, and to nobody else."""
    return kind in (TalkKind.HEART, TalkKind.INTEGRITY) and Subject.INTEGRITY not in topics


@transaction.atomic
def talk_note(
    *, by: Any, person: User, kind: str, on: date, topics: Iterable[str], outline: str = ""
) -> Talk:
    """Note that one talked to somebody: kind, day, fields; an outline only of talks that are kept here."""
    if by.unit is None or not reach(by, Talk.OBJECT, write=True):
        raise NotAllowed(_(NOT_YOURS))
    if person.pk == by.pk or person.unit is None:
        raise NotAllowed(_("请选谈话对象。"))
    if on > timezone.localdate():
        raise NotAllowed(_("日期不能在今天之后。"))
    if kind in WITHOUT_OUTLINE and outline.strip():
        raise NotAllowed(_("提醒谈话、约谈的内容由派驻纪检监察组按规定保存，这里只记时间和方面。"))
    made = Talk.objects.create(
        unit=by.unit, by=by, person=person, person_unit=person.unit, kind=kind, on=on,
        topics=sorted(set(topics) & set(Subject.values)), outline=outline.strip(),
    )  # fmt: skip
    record("talk.noted", on=made, by=by)
    dues_keep(by.unit)
    return made


def sets_rules(user: Any) -> bool:
    """Whether a person says who is to talk to whom in their body."""
    return bool(user.unit_id and roles_of(user) & {Role.UNIT_HEAD, Role.SUPERVISION_HEAD})


@transaction.atomic
def talk_rules_set(*, unit: Unit, by: Any, rules: Iterable[tuple[str, str, int]]) -> list[TalkRule]:
    """The head says who talks to whom how often; what held before ends today."""
    if by.unit_id != unit.pk or not sets_rules(by):
        raise NotAllowed(_(NOT_YOURS))
    TalkRule.objects.filter(unit=unit, ended_on=None).update(ended_on=timezone.localdate())
    made = [
        TalkRule.objects.create(unit=unit, role=role, whom=whom, months=months, by=by)
        for role, whom, months in rules
    ]
    record("talk_rules.set", on=unit, by=by, rules=len(made))
    dues_keep(unit)
    return made

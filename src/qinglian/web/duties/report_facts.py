"""
What the records say of a body, of a list or of a person in a period. 从记录里写报告。

Plain data, to be kept as it stood: numbers with the list they are from, gaps by name. `None` stands for 没有数据: the
system holds nothing, which is not nought. Evidence is named, never counted: more of it is not better.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from qinglian.web.core.masking import mask_text
from qinglian.web.core.periods import within
from qinglian.web.core.reporting import figures_between
from qinglian.web.duties.kinds import REPORTED, WAITING, SendingStatus, TurnStatus
from qinglian.web.duties.models import Difficulty, Duty, DutyList, Turn
from qinglian.web.duties.report_kinds import Gap, spans
from qinglian.web.evidence.models import Use
from qinglian.web.evidence.states import Status as UseStatus
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.reporting import IN_TIME, found_between, struck_between
from qinglian.web.rectification.states import COUNTED
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach

NAMED = 20
PLAIN = re.compile("[一二三四]")
"""Units that are named beside a gap of a list."""
TALLY = ("turns", "in_time", "late", "returned", "open", "overdue")


def duties_in(rows: QuerySet[Duty], begins: date, ends: date) -> QuerySet[Duty]:
    """Duties that held on some day of a period."""
    alive = Q(ended_on=None) | Q(ended_on__gte=begins)
    return rows.filter(
        alive, sending__status=SendingStatus.SENT, sending__begins_on__lte=ends,
        sending__ends_on__gte=begins,
    )  # fmt: skip


def of_unit(user: Any, unit: Unit, begins: date, ends: date) -> dict[str, Any]:
    """The report of a body: each item, its difficulties, its problems, the numbers one sees."""
    rows = duties_in(Duty.objects.visible_to(user).filter(unit=unit), begins, ends)
    return {
        "items": _items(user, rows, begins, ends),
        "numbers": [*_difficulties(user, unit, begins, ends), *_problems(user, unit, begins, ends)],
        "figures": _figures(user, begins, ends),
    }


def of_list(user: Any, found: DutyList, begins: date, ends: date) -> dict[str, Any]:
    """The report of a list, over all bodies that have it: each item, and each body."""
    rows = Duty.objects.visible_to(user).filter(item__of__of=found)
    rows = duties_in(rows, begins, ends)
    return {
        "items": _items(user, rows, begins, ends),
        "units": _by_unit(user, rows, begins, ends),
        "numbers": [],
        "figures": _figures(user, begins, ends),
    }


def turns_in(user: Any, duties: QuerySet[Duty], begins: date, ends: date) -> QuerySet[Turn]:
    """The turns of duties that ended in a period; those no longer asked for are left out."""
    rows = Turn.objects.visible_to(user).filter(
        duty__in=duties.order_by().values("pk"), ends_on__range=(begins, ends)
    )
    return rows.exclude(status=TurnStatus.DROPPED)


def tally(turns: Iterable[Turn], today: date) -> dict[str, int]:
    """How turns stand: done in time, done late, returned at some time, open, of these overdue."""
    found = dict.fromkeys(TALLY, 0)
    for one in turns:
        waits = one.status in WAITING
        found["turns"] += 1
        found["in_time"] += one.status in REPORTED and not one.late_days
        found["late"] += one.status in REPORTED and bool(one.late_days)
        found["returned"] += bool(one.returned)
        found["open"] += waits
        found["overdue"] += waits and one.due_on < today
    return found


def _items(user: Any, duties: QuerySet[Duty], begins: date, ends: date) -> list[dict[str, Any]]:
    """A row for each item: how its turns stand, what was accepted as evidence, what is missing."""
    today = timezone.localdate()
    rows = list(duties.select_related("item__of__of", "sending", "unit"))
    turns: dict[int, list[Turn]] = defaultdict(list)
    for one in turns_in(user, duties, begins, ends).order_by("begins_on", "pk"):
        turns[one.duty_id].append(one)
    shown = _evidence(user, rows, turns)
    groups: dict[str, list[Duty]] = defaultdict(list)
    for duty in rows:
        groups[duty.item.key].append(duty)
    found = []
    for same in groups.values():
        item = same[-1].item
        mine = [turn for duty in same for turn in turns[duty.pk]]
        numbers = [one.number for one in mine if one.number is not None]
        evidence = {one["url"]: one for duty in same for one in shown[duty.pk]}
        gaps: dict[tuple[str, str], list[str]] = {}
        for duty in same:
            told = shown[duty.pk]
            for key in _gaps(duty, turns[duty.pk], told, begins, min(ends, today), today):
                gaps.setdefault(key, []).append(str(duty.unit))
        alone = len(same) == 1
        found.append({
            "item": mask_text(item.title), "list": str(item.of.of),
            "url": same[0].get_absolute_url() if alone else item.of.of.get_absolute_url(),
            "cycle": item.cycle, "units": len({one.unit_id for one in same}),
            **tally(mine, today),
            "number": str(sum(numbers, Decimal(0)).normalize()) if numbers else None,
            "evidence": list(evidence.values()),
            "gaps": [
                {"gap": gap, "of": of, "units": [] if alone else names[:NAMED], "n": len(names)}
                for (gap, of), names in sorted(gaps.items(), key=_in_order)
            ],
        })  # fmt: skip
    return found


def _in_order(one: tuple[tuple[str, str], list[str]]) -> tuple[int, str]:
    (gap, of), _names = one
    return Gap.values.index(gap), PLAIN.sub(lambda sign: str("一二三四".index(sign[0])), of)


def _gaps(
    duty: Duty, turns: list[Turn], evidence: list[Any], begins: date, ends: date, today: date
) -> list[tuple[str, str]]:
    """What is missing of one duty: turns that never were, turns left undone, evidence, the number that was aimed at."""
    first = max(begins, duty.sending.begins_on)
    last = min(ends, duty.sending.ends_on, duty.ended_on or ends)
    found = [
        (Gap.NO_TURN.value, str(span))
        for span in spans(duty.item.cycle, first, last)
        if not any(one.begins_on <= span.ends and span.begins <= one.ends_on for one in turns)
    ]
    if not turns and not found and duty.item.due_on and first <= duty.item.due_on <= last:
        found.append((Gap.NO_TURN.value, ""))
    found += [
        (Gap.UNDONE.value, f"{one.due_on:%Y-%m-%d}")
        for one in turns
        if one.status in WAITING and one.due_on < today
    ]
    done = [one for one in turns if one.status in REPORTED]
    if not evidence:
        found.append((Gap.NO_EVIDENCE.value, ""))
    aimed = any(sign.isdigit() for sign in duty.item.target)
    if aimed and done and all(one.number is None for one in done):
        found.append((Gap.NO_NUMBER.value, ""))
    return found


def _evidence(
    user: Any, duties: list[Duty], turns: dict[int, list[Turn]]
) -> dict[int, list[dict[str, str]]]:
    """What was accepted as evidence of each duty or one of its turns: which, with its page."""
    of: dict[tuple[str, str], int] = {("duties.duty", one.public_id): one.pk for one in duties}
    for pk, some in turns.items():
        of |= {("duties.turn", one.public_id): pk for one in some}
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    rows = Use.objects.visible_to(user).filter(
        status=UseStatus.ACCEPTED, on_label__in=("duties.duty", "duties.turn"),
        unit__in={one.unit_id for one in duties},
    )  # fmt: skip
    for use in rows.select_related("piece"):
        pk = of.get((use.on_label, use.on_number))
        if pk is not None:
            found[pk].append(
                {"title": mask_text(use.piece.title), "url": use.piece.get_absolute_url()}
            )
    return found


def _by_unit(user: Any, duties: QuerySet[Duty], begins: date, ends: date) -> list[dict[str, Any]]:
    """How the turns of each body stand."""
    turns: dict[str, list[Turn]] = {str(one.unit): [] for one in duties.select_related("unit")}
    for turn in turns_in(user, duties, begins, ends).select_related("unit"):
        turns[str(turn.unit)].append(turn)
    today = timezone.localdate()
    return [{"unit": name, **tally(some, today)} for name, some in sorted(turns.items())]


def number(key: str, found: int, url: str, *, of: int | None = None) -> dict[str, Any]:
    """A number with its list. `of`: out of how many; none of none is 没有数据, and the gap is that of the whole."""
    part = of is not None
    said = found if (of if part else found) else None
    return {"key": key, "number": said, "url": url, "part": part}


def _difficulties(user: Any, unit: Unit, begins: date, ends: date) -> list[dict[str, Any]]:
    if not reach(user, Difficulty.OBJECT):
        return []
    rows = Difficulty.objects.visible_to(user).filter(unit=unit)
    raised = rows.filter(within("raised_at", begins, ends))
    n = raised.count()
    # Which page of the list: those of this unit, raised in the period.
    span = {"asker": unit.code, "raised_since": begins, "raised_until": ends}
    address = f"{reverse('duties:difficulties')}?{urlencode(span)}"
    return [
        number("difficulties_raised", n, address),
        number(
            "difficulties_answered", raised.filter(replied_at__isnull=False).count(),
            f"{address}&state=answered", of=n,
        ),
        number("difficulties_agreed", raised.filter(agreed_at__isnull=False).count(),
               f"{address}&status=agreed", of=n),
    ]  # fmt: skip


def _problems(user: Any, unit: Unit, begins: date, ends: date) -> list[dict[str, Any]]:
    if not reach(user, Problem.OBJECT):
        return []
    rows = Problem.objects.visible_to(user).filter(unit=unit, status__in=COUNTED)
    came, struck = (
        rows.filter(found_between(begins, ends)),
        rows.filter(struck_between(begins, ends)),
    )
    address, n = reverse("rectification:problems"), came.count()
    span = urlencode({"unit": unit.pk, "since": begins, "until": ends})
    off = urlencode({"unit": unit.pk, "struck_since": begins, "struck_until": ends})
    gone = struck.count()
    return [
        number("problems_found", n, f"{address}?{span}"),
        number("problems_struck", gone, f"{address}?{off}", of=n + gone),
        number("problems_in_time", struck.filter(IN_TIME).count(), f"{address}?{off}&state=in_time",
               of=gone),
        number("problems_again", came.filter(reopened__gt=0).count(),
               f"{address}?{span}&state=reopened", of=n),
    ]  # fmt: skip


def _figures(user: Any, begins: date, ends: date) -> list[dict[str, Any]]:
    """Numbers of all apps as this person sees them; a group of nothing but noughts is 没有数据."""
    found = figures_between(user, begins, ends)
    some = {str(one.group) for one in found if one.number}
    return [
        {
            "key": one.key, "group": str(one.group), "label": str(one.label),
            "number": str(one.number) if str(one.group) in some else None,
            "measure": str(one.measure), "url": one.url,
        }
        for one in found
    ]  # fmt: skip

"""Measures: written, worked on, done; what is to last is looked at. 整改措施的动作。"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.dated import months_after
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.papers import Sheet
from qinglian.web.rectification.limits import turn_due
from qinglian.web.rectification.models import Look, Measure, Problem, Stage
from qinglian.web.rectification.services.rules import (
    needs,
    noted,
    on_side,
    take,
    taken_by,
    took_part,
)
from qinglian.web.rectification.states import WRITABLE, Pace, Status

MOST_EVERY = 12
"""Months between two looks; what is looked at once in two years is not looked at."""


@transaction.atomic
def measure_add(
    *, problem: Problem, by: Any, pace: str, text: str, who: str, due_on: date | None = None, every: int | None = None,
    stages: Sequence[tuple[str, date]] = (), version: int | None = None, **sheet: Unpack[Sheet],
) -> Measure:  # fmt: skip
    """
    定措施: what, who, by when. The first one begins the rectification. Nothing ends after the problem's own day; stages
    come one after another and the last of them is the day of the measure.
    """
    fresh = taken_by(problem, by, "unit", WRITABLE, version)
    needs(text)
    needs(who)
    today = timezone.localdate()
    stages = sorted(stages, key=lambda one: one[1]) if pace == Pace.STAGED else []
    if pace == Pace.STAGED:
        if len(stages) < 2:
            raise NotAllowed(_("分阶段整改至少写两个阶段，各有目标和时限。"))
        due_on = stages[-1][1]
    if pace == Pace.STANDING:
        if not every or not 1 <= every <= MOST_EVERY:
            raise NotAllowed(_("长期坚持的，写明每几个月查看一次（1 到 12）。"))
        due_on = None
    elif due_on is None:
        raise NotAllowed(_("请写明完成时限。"))
    else:
        every = None
        if due_on > fresh.due_on:
            raise NotAllowed(_("措施的时限不能晚于整改期限；需要更多时间请申请延期。"))
        if due_on < fresh.found_on:
            raise NotAllowed(_("措施的时限不能早于发现日期。"))
    made = Measure.objects.create(
        problem=fresh, pace=pace, text=text, who=who, due_on=due_on, every=every, by=by,
        look_on=months_after(today, every) if every else None,
    )  # fmt: skip
    Stage.objects.bulk_create(Stage(measure=made, text=said, due_on=day) for said, day in stages)
    was, fresh.status = fresh.status, Status.MENDING
    fresh.handler = fresh.handler or by
    fresh.turn_due_on = turn_due(fresh)
    took_part(fresh, by)
    noted(fresh, "measure_added", by=by, text=text, was=was, measure=made.pk, pace=pace, **sheet)
    return made


@transaction.atomic
def measure_report(
    *, measure: Measure, by: Any, text: str, done: bool, on: date | None = None, version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Measure:  # fmt: skip
    """报进展: what was done since, and whether that was all. A measure in stages is done with its last stage."""
    fresh, day = _mine(measure, by, version), _day(on)
    needs(text)
    if fresh.pace == Pace.STANDING:
        raise NotAllowed(_("长期坚持的措施没有完成，只有按期查看。"))
    if done and fresh.stages.filter(done_on=None).exists():
        raise NotAllowed(_("还有阶段没有完成，请先逐个完成。"))
    fresh.begun_on = fresh.begun_on or day
    if done:
        fresh.done_on, fresh.result = day, text
    fresh.save()
    _noted(fresh, "measure_done" if done else "measure_going", by, text, sheet)
    return fresh


@transaction.atomic
def stage_done(
    *,
    stage: Stage,
    by: Any,
    text: str,
    on: date | None = None,
    version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Stage:
    """完成一个阶段, in their order; with the last one the measure is done."""
    measure, day = _mine(stage.measure, by, version), _day(on)
    needs(text)
    fresh = measure.stages.get(pk=stage.pk)
    if fresh.done_on:
        raise Overtaken(_("已完成"))
    if measure.stages.filter(done_on=None).first() != fresh:
        raise NotAllowed(_("前面的阶段还没有完成。"))
    fresh.done_on, fresh.result = day, text
    fresh.save()
    measure.begun_on = measure.begun_on or day
    if not measure.stages.filter(done_on=None).exists():
        measure.done_on, measure.result = day, text
    measure.save()
    _noted(measure, "stage_done", by, text, sheet)
    return fresh


@transaction.atomic
def look_say(
    *, measure: Measure, by: Any, kept: bool, text: str, on: date | None = None, version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Look:  # fmt: skip
    """
    查看: is what should last still kept? Said by who answers or by who supervises, also after the problem was struck
    off: standing measures go on. A look from outside does not count as a hand.
    """
    problem = take(measure.problem, version)
    answers = on_side(problem, by, "unit")
    if not answers and not on_side(problem, by, "supervisor"):
        raise NotAllowed(_("您的角色不办理这件事。"))
    if problem.status not in (Status.MENDING, Status.STRUCK):
        raise Overtaken(problem.get_status_display())
    fresh, day = Measure.objects.select_for_update().get(pk=measure.pk), _day(on)
    if fresh.pace != Pace.STANDING or fresh.every is None:
        raise NotAllowed(_("只有长期坚持的措施按期查看。"))
    needs(text)
    made = Look.objects.create(measure=fresh, on=day, kept=kept, text=text, by=by)
    last = fresh.looks.first()
    assert last is not None
    fresh.kept, fresh.look_on = last.kept, months_after(last.on, fresh.every)
    fresh.begun_on = fresh.begun_on or day
    fresh.save()
    if answers:
        took_part(problem, by)
    noted(problem, "looked", by=by, text=text, measure=fresh.pk, kept=kept, **sheet)
    return made


@transaction.atomic
def measure_drop(
    *, measure: Measure, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Problem:
    """删去措施: before anything was done; what it said stays in the course."""
    fresh = _mine(measure, by, version)
    needs(reason)
    if fresh.begun_on:
        raise NotAllowed(_("已经开始的措施不能删去。"))
    problem, text, number = fresh.problem, fresh.text, fresh.pk
    fresh.delete()
    noted(problem, "measure_dropped", by=by, text=reason, measure=number, said=text, **sheet)
    return problem


def _mine(measure: Measure, by: Any, version: int | None) -> Measure:
    """A measure that is not done, its problem taken for somebody who answers for it."""
    problem = taken_by(measure.problem, by, "unit", (Status.MENDING,), version)
    fresh = Measure.objects.select_for_update().get(pk=measure.pk)
    fresh.problem = problem
    if fresh.done_on:
        raise Overtaken(_("已完成"))
    return fresh


def _day(on: date | None) -> date:
    today = timezone.localdate()
    if on and on > today:
        raise NotAllowed(_("日期不能在今天之后。"))
    return on or today


def _noted(measure: Measure, verb: str, by: Any, text: str, sheet: Sheet) -> None:
    took_part(measure.problem, by)
    measure.problem.handler = by
    noted(measure.problem, verb, by=by, text=text, measure=measure.pk, **sheet)

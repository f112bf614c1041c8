"""
What the records say of a leader's own work in a period, for 述职、述责、述廉. 三述的底稿。

Only work: duties, dates, meetings, answers, problems of the body. Nothing about a private life, and of talks only how
many there were. What the system does not know is a gap that the person fills in.
"""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from qinglian.web.core.masking import mask_text
from qinglian.web.core.periods import within
from qinglian.web.duties.cycles import period_name
from qinglian.web.duties.kinds import Holder
from qinglian.web.duties.models import Difficulty, Duty, Turn
from qinglian.web.duties.report_facts import duties_in, number, of_unit, tally, turns_in
from qinglian.web.duties.report_kinds import Gap
from qinglian.web.evidence.models import Talk
from qinglian.web.tasks.meeting_states import Status as MeetingStatus
from qinglian.web.tasks.models import Decision, Meeting
from qinglian.web.tasks.states import Status as TaskStatus

LEADING = (Holder.SECRETARY, Holder.MEMBER)
"""Duty-holders who are people: their items are somebody's own."""
PERSONAL = (
    ("deployed_on", "亲自部署"), ("urged_on", "亲自督促"), ("inspected_on", "亲自检验"),
)  # fmt: skip
HELD = (MeetingStatus.HELD, MeetingStatus.DONE)


def of_person(user: Any, begins: date, ends: date) -> dict[str, Any]:
    """The report of a person about themselves, in the body they work in."""
    unit = user.unit
    whole = of_unit(user, unit, begins, ends)
    return {
        "duties": _duties(user, begins, ends),
        "in_person": _in_person(user, begins, ends),
        "meetings": _meetings(user, begins, ends),
        "numbers": [*_own_numbers(user, begins, ends), *whole["numbers"]],
        "items": [],
        "figures": [],
    }


def _mine(user: Any) -> Q:
    """Duties in one's own name, and those of whoever leads the body."""
    return Q(person=user) | Q(person=None, item__holder__in=LEADING)


def _duties(user: Any, begins: date, ends: date) -> list[dict[str, Any]]:
    rows = Duty.objects.visible_to(user).filter(_mine(user), unit=user.unit_id)
    rows, today, found = duties_in(rows, begins, ends), timezone.localdate(), []
    turns: dict[int, list[Turn]] = {}
    for turn in turns_in(user, rows, begins, ends):
        turns.setdefault(turn.duty_id, []).append(turn)
    for duty in rows.select_related("item__of__of"):
        mine = turns.get(duty.pk, [])
        found.append({
            "item": mask_text(duty.item.title), "url": duty.get_absolute_url(),
            "list": str(duty.item.of.of), **tally(mine, today),
            "text": "；".join(mask_text(one.text) for one in mine if one.text)[:600],
            "gaps": [] if mine else [{"gap": Gap.NO_TURN.value, "of": ""}],
        })  # fmt: skip
    return found


def _in_person(user: Any, begins: date, ends: date) -> list[dict[str, Any]]:
    """Turns that ask for 三个亲自: the three days, and which of them is missing."""
    rows = Turn.objects.visible_to(user).filter(
        unit=user.unit_id, duty__item__in_person=True, ends_on__range=(begins, ends)
    )
    rows = rows.filter(Q(duty__person=user) | Q(duty__person=None)).exclude(status="dropped")
    found = []
    for one in rows.select_related("duty__item").order_by("begins_on", "pk"):
        days = {name: getattr(one, name) for name, _label in PERSONAL}
        lacking = [label for name, label in PERSONAL if not days[name]]
        period = period_name(one.duty.item.cycle, one.begins_on) or f"{one.due_on:%Y-%m-%d}"
        found.append({
            "item": mask_text(one.duty.item.title), "url": one.get_absolute_url(), "period": period,
            **{name: day.isoformat() if day else None for name, day in days.items()},
            "gaps": [{"gap": Gap.NO_DAY.value, "of": f"{period} {'、'.join(lacking)}"}]
            if lacking else [],
        })  # fmt: skip
    return found


def _meetings(user: Any, begins: date, ends: date) -> list[dict[str, Any]]:
    """Meetings of one's body that one chaired, by name, with what was agreed and how much of it is done."""
    rows = Meeting.objects.visible_to(user).filter(
        within("at", begins, ends), host=user.unit_id, chair=user.name, status__in=HELD
    )
    said = rows.annotate(
        agreed=Count("decisions"),
        done=Count("decisions", filter=Q(decisions__task__status=TaskStatus.DONE)),
    )
    return [
        {
            "title": mask_text(one.title), "url": one.get_absolute_url(), "agreed": one.agreed,
            "on": timezone.localtime(one.at).date().isoformat(), "done": one.done,
        }
        for one in said.order_by("at", "pk")
    ]  # fmt: skip


def _own_numbers(user: Any, begins: date, ends: date) -> list[dict[str, Any]]:
    chaired = Decision.objects.filter(
        within("meeting__at", begins, ends), meeting__host=user.unit_id,
        meeting__chair=user.name, meeting__status__in=HELD,
    )  # fmt: skip
    answered = Difficulty.objects.visible_to(user).filter(
        within("replied_at", begins, ends), replied_by=user
    )
    reviewed = Turn.objects.visible_to(user).filter(
        within("reviewed_at", begins, ends), reviewed_by=user
    )
    n = chaired.count()
    return [
        number("talks_held", _talks(user, begins, ends), ""),
        number("decisions_agreed", n, ""),
        number("decisions_done", chaired.filter(task__status=TaskStatus.DONE).count(), "", of=n),
        number("answers_given", answered.count(), ""),
        number("turns_reviewed", reviewed.count(), ""),
    ]


def _talks(user: Any, begins: date, ends: date) -> int:
    """How many talks one held; with whom and about what is nobody's business here."""
    return Talk.objects.filter(by=user, on__range=(begins, ends)).count()

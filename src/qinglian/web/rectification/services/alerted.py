"""Problems that alerts concluded. 预警转整改。"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.services.reviewing import alert_task_done
from qinglian.web.alerts.states import Handling
from qinglian.web.rectification.models import Measure, Problem
from qinglian.web.rectification.services.problems import problem_open
from qinglian.web.rectification.services.rules import noted, took_part
from qinglian.web.rectification.states import WRITABLE, Origin, Pace, Status
from qinglian.web.runs.citing import kept
from qinglian.web.tasks.models import Task

OPENS = frozenset({Handling.BY_DATE, Handling.CHANGE_RULES})
"""限期整改, 制度修订: what leaves something to be mended and kept an eye on."""


def of_alert(alert: Alert) -> dict[str, Any]:
    """What an alert says of the problem it is."""
    answer = alert.steps.filter(verb="answer").last()
    authority = alert.authority_unit if alert.authority_unit_id != alert.unit_id else None
    return {
        "title": alert.title,
        "text": answer.text if answer else alert.title,
        "unit": alert.unit,
        "lead_unit": authority,
        "origin": Origin.ALERT,
        "origin_id": alert.public_id,
        "origin_label": alert.title,
        "origin_url": alert.get_absolute_url(),
        "anchor_id": kept(alert.anchor_kind, alert.anchor_id),
        "found_on": timezone.localdate(alert.opened_at),
        "amount_fen": alert.amount_fen,
    }


def problem_of_alert(*, alert: Alert, by: Any, task: Task | None) -> Problem | None:
    """
    A conclusion was accepted with 限期整改 or 制度修订: the problem goes on record once. What its body must not know of
    makes none.
    """
    if alert.secret or by.unit_id is None or not set(alert.handling) & OPENS:
        return None
    if Problem.objects.filter(origin=Origin.ALERT, origin_id=alert.public_id).exists():
        return None
    due_on = task.due_on if task else None
    said = of_alert(alert)
    return problem_open(by=by, finder_unit=by.unit, task=task, due_on=due_on, **said)


@transaction.atomic
def problem_task_done(*, task: Task, by: Any) -> None:
    """
    The task that follows a problem is done: what it reported is the measure, nobody types it again. What remains is the
    application.
    """
    for problem in Problem.objects.select_for_update().filter(task=task, status__in=WRITABLE):
        problem.due_on = max(problem.due_on, task.due_on)
        worker = task.handler or by
        done_on = task.done_on or timezone.localdate()
        Measure.objects.create(
            problem=problem, pace=Pace.AT_ONCE, text=task.done, who=str(task.unit)[:80], due_on=task.due_on,
            begun_on=done_on, done_on=done_on, result=task.outcome, by=worker,
        )  # fmt: skip
        for hand in (task.handler, task.checker):
            if hand is not None:
                took_part(problem, hand)
        was, problem.status, problem.handler = problem.status, Status.MENDING, worker
        problem.turn_due_on = problem.due_on
        with override(settings.LANGUAGE_CODE):
            text = _("督办已办结：%(outcome)s") % {"outcome": task.outcome}
        noted(problem, "measure_done", by=by, text=text, was=was, task=task.public_id)


def alert_of_problem(*, problem: Problem, by: Any) -> None:
    """A problem is struck off: the alert it came from, if it waits for that alone, goes on to be struck off."""
    if problem.origin == Origin.ALERT:
        alert = Alert.objects.filter(public_id=problem.origin_id).first()
        if alert is not None:
            alert_task_done(alert=alert, by=by, text=problem.outcome)

"""What a reply becomes besides: a task, a proposal to change a rule. 答复转督办、转规则建议。"""

from datetime import date
from typing import Any, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.papers import Sheet
from qinglian.web.duties.models import Difficulty, DifficultyOutcome
from qinglian.web.duties.services.difficulty_rules import moved, needs, take
from qinglian.web.duties.states import Outcome
from qinglian.web.runs.models import Change
from qinglian.web.runs.params import rule_of
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.services.moving import task_open
from qinglian.web.tasks.states import Origin
from qinglian.web.units.models import Unit


@transaction.atomic
def difficulty_task(
    *,
    difficulty: Difficulty,
    by: Any,
    title: str,
    requirement: str,
    unit: Unit,
    due_on: date,
    version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Task:
    """转为督办: what was promised is followed to its end. The task names the number, not the body that asked."""
    fresh = take(difficulty, "task", by, version)
    task = task_open(
        title=title, requirement=requirement, unit=unit, due_on=due_on, by=by,
        giver_unit=fresh.lead_unit, origin=Origin.DIFFICULTY, origin_id=fresh.public_id,
        origin_label=fresh.public_id, origin_url=fresh.get_absolute_url(),
    )  # fmt: skip
    DifficultyOutcome.objects.create(
        difficulty=fresh, kind=Outcome.TASK, task_id=task.public_id, text=title, by=by
    )
    moved(fresh, "task", fresh.status, by=by, text=title, data={"task": task.public_id}, **sheet)
    return task


@transaction.atomic
def difficulty_rule(
    *,
    difficulty: Difficulty,
    by: Any,
    rule_id: str,
    reason: str,
    version: int | None = None,
    **sheet: Unpack[Sheet],
) -> DifficultyOutcome:
    """建议调整规则: whoever proposes changes of parameters finds it on the desk until one was proposed."""
    needs(reason)
    fresh = take(difficulty, "rule", by, version)
    if rule_of(rule_id) is None:
        raise NotAllowed(_("规则目录里没有这条规则。"))
    made = DifficultyOutcome.objects.create(
        difficulty=fresh, kind=Outcome.RULE, rule_id=rule_id, text=reason, by=by
    )
    moved(fresh, "rule", fresh.status, by=by, text=reason, data={"rule": rule_id}, **sheet)
    return made


def proposed(outcome: DifficultyOutcome) -> bool:
    """Whether somebody has proposed a change of the rule since."""
    return Change.objects.filter(rule_id=outcome.rule_id, at__gte=outcome.at).exists()

"""The verbs of a problem as buttons. 整改按钮。"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.rectification import step_forms as forms
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.services import problems, requests, rules, striking
from qinglian.web.rectification.states import MOVES, OPEN, WRITABLE, Status


@dataclass(frozen=True, slots=True)
class Verb:
    """A button: its form and the service it calls. `proves`: papers belong to it and are asked for in the open."""

    name: str
    label: Any
    form: type[forms.VersionForm]
    call: Callable[..., Any]
    first: bool = False
    proves: bool = False


def _ask(kind: str) -> Callable[..., Any]:
    def call(*, problem: Problem, by: Any, **said: Any) -> Any:
        return requests.request_make(problem=problem, kind=kind, by=by, **said)

    return call


VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb(
            "apply", _("申请销号"), forms.ApplyForm, striking.problem_apply, first=True, proves=True
        ),
        Verb(
            "first_check",
            _("初验通过"),
            forms.TextForm,
            striking.problem_first_check,
            first=True,
            proves=True,
        ),
        Verb(
            "second_check",
            _("复核通过"),
            forms.SecondForm,
            striking.problem_second_check,
            first=True,
            proves=True,
        ),
        Verb(
            "strike_off",
            _("公示期满销号"),
            forms.StrikeForm,
            striking.problem_strike_off,
            first=True,
        ),
        Verb("first_return", _("初验退回"), forms.ReasonForm, striking.problem_first_return),
        Verb("second_return", _("复核退回"), forms.ReasonForm, striking.problem_second_return),
        Verb("reopen", _("重新挂号"), forms.ReopenForm, striking.problem_reopen, proves=True),
        Verb("extend", _("申请延期"), forms.ExtendForm, _ask("extend")),
        Verb("pause", _("申请中止计时"), forms.AskForm, _ask("pause"), proves=True),
        Verb("resume", _("恢复计时"), forms.ReasonForm, requests.problem_resume),
        Verb("lead", _("确定牵头部门"), forms.LeadForm, problems.problem_lead),
        Verb("join", _("并入另一问题"), forms.JoinForm, problems.problem_join),
        Verb("withdraw", _("撤销问题"), forms.ReasonForm, problems.problem_withdraw),
    )
}
CHECKING = ("first_check", "first_return", "second_check", "second_return", "strike_off", "reopen")
"""Said by nobody who worked on it."""


def open_verbs(problem: Problem, user: Any, sides: set[str]) -> list[Verb]:
    """The verbs this person may say now; the services ask again."""
    hand = rules.is_hand(problem, user)
    return [verb for verb in VERBS.values() if _open(verb.name, problem, user, sides, hand)]


def _open(name: str, problem: Problem, user: Any, sides: set[str], hand: bool) -> bool:
    if name in CHECKING and hand:
        return False
    if name == "apply" and not striking.all_done(problem):
        return False
    if name == "second_check" and problem.first_by_id == user.pk:
        return False
    if name == "strike_off" and not problem.notice_over:
        return False
    if name in MOVES:
        move = MOVES[name]
        return problem.status in move.sources and move.side in sides
    if name == "resume":
        return bool(problem.paused_on) and bool(sides & {"unit", "supervisor"})
    if name == "lead":
        return problem.status in (Status.PLANNING, Status.MENDING) and "supervisor" in sides
    return problem.status in WRITABLE and not problem.paused_on and "unit" in sides


def writes(problem: Problem, sides: set[str]) -> bool:
    """Whether a person writes measures, fixes and amounts of it now."""
    return problem.status in WRITABLE and "unit" in sides


def notes_amounts(problem: Problem, sides: set[str]) -> bool:
    """Money may come back until the end, and after it."""
    return problem.status in (*OPEN, Status.STRUCK) and "unit" in sides

"""The verbs of a task as buttons. 督办按钮。"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.tasks import forms
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.services import moving, requests, rules
from qinglian.web.tasks.states import MOVES, Status


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
    def call(*, task: Task, by: Any, version: int | None = None, **data: Any) -> Any:
        return requests.request_make(task=task, kind=kind, by=by, **data)

    return call


def _resume(*, task: Task, by: Any, version: int | None = None, **said: Any) -> Task:
    return requests.task_resume(task=task, by=by, **said)


VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("receive", _("签收"), forms.ReceiveForm, moving.task_receive, first=True),
        Verb(
            "report", _("报告办结"), forms.ReportForm, moving.task_report, first=True, proves=True
        ),
        Verb("check", _("复核通过"), forms.TextForm, moving.task_check, first=True),
        Verb("finish", _("审核办结"), forms.FinishForm, moving.task_finish, first=True),
        Verb("reassign", _("改派"), forms.ReassignForm, moving.task_reassign, first=True),
        Verb("return", _("退回（不属本单位）"), forms.ReasonForm, moving.task_return),
        Verb("uncheck", _("复核退回"), forms.ReasonForm, moving.task_uncheck),
        Verb("send_back", _("退回重办"), forms.ReasonForm, moving.task_send_back),
        Verb("withdraw", _("撤销交办"), forms.ReasonForm, moving.task_withdraw),
        Verb("reopen", _("退回重办（回头看）"), forms.ReopenForm, moving.task_reopen),
        Verb("extend", _("申请延期"), forms.ExtendForm, _ask("extend")),
        Verb("pause", _("申请中止计时"), forms.AskForm, _ask("pause"), proves=True),
        Verb("resume", _("恢复计时"), forms.ReasonForm, _resume),
    )
}


def open_verbs(task: Task, user: Any) -> list[Verb]:
    """The verbs this person may say now; the services ask again."""
    sides = {side: rules.on_side(task, user, side) for side in ("unit", "giver")}
    found = []
    for verb in VERBS.values():
        if verb.name in MOVES:
            move = MOVES[verb.name]
            fits = task.status in move.sources and sides[move.side]
            if verb.name in ("check", "uncheck"):
                fits = fits and task.handler_id != user.pk
            if verb.name == "finish":
                fits = fits and user.pk not in (task.handler_id, task.checker_id)
        elif verb.name == "resume":
            fits = bool(task.paused_on) and any(sides.values())
        else:
            fits = task.status == Status.WORKING and not task.paused_on and sides["unit"]
        if fits:
            found.append(verb)
    return found

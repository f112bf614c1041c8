"""
The verbs of an alert as buttons: which form each has, which service it calls, and which are open to a person
now. 办理按钮。
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.alerts import forms
from qinglian.web.alerts.models import Alert, Request
from qinglian.web.alerts.services import closing, moving, requests, reviewing, triage, verifying
from qinglian.web.alerts.states import MOVES, SUPERVISING, VERIFYING, Status
from qinglian.web.units.scope import roles_of


@dataclass(frozen=True, slots=True)
class Verb:
    """
    A button. `first`: the usual next step, shown large; `grave`: not easily undone; `proves`: papers belong to it, so
    that they are asked for in the open.
    """

    name: str
    label: Any
    form: type[forms.VersionForm]
    call: Callable[..., Any]
    hint: Any = ""
    first: bool = False
    grave: bool = False
    proves: bool = False


def _ask(kind: str) -> Callable[..., Any]:
    def call(*, alert: Alert, by: Any, version: int | None = None, **data: Any) -> Request:
        return requests.request_make(alert=alert, kind=kind, by=by, **data)

    return call


VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("push", _("推送"), forms.PushForm, triage.alert_push, first=True),
        Verb(
            "receive",
            _("签收"),
            forms.VersionForm,
            verifying.alert_receive,
            _("签收的人承办核查。"),
            first=True,
        ),
        Verb(
            "answer",
            _("反馈核查结论"),
            forms.AnswerForm,
            verifying.alert_answer,
            _("结论分两栏：是不是，为什么。"),
            first=True,
            proves=True,
        ),
        Verb("accept", _("审核通过"), forms.TextForm, reviewing.alert_accept, first=True),
        Verb(
            "apply",
            _("申请销号"),
            forms.NeededTextForm,
            verifying.alert_apply,
            _("写明做了什么、结果怎样。"),
            first=True,
            proves=True,
        ),
        Verb("strike_off", _("销号"), forms.TextForm, closing.alert_strike_off, first=True),
        Verb("decline", _("不予推送"), forms.ReasonForm, triage.alert_decline),
        Verb("merge", _("合并"), forms.MergeForm, triage.alert_merge),
        Verb(
            "return",
            _("退回（不属本单位）"),
            forms.ReturnForm,
            triage.alert_return,
            _("只能退一次。"),
        ),
        Verb(
            "send_back", _("退回补核"), forms.ReasonForm, reviewing.alert_send_back, _("最多两次。")
        ),
        Verb("refuse", _("不予销号"), forms.ReasonForm, closing.alert_refuse),
        Verb("reopen", _("重新挂号"), forms.ReasonForm, closing.alert_reopen),
        Verb(
            "escalate",
            _("提级核查"),
            forms.ReasonForm,
            closing.alert_escalate,
            _("监督部门自己核查，只在必要时。"),
            grave=True,
        ),
        Verb(
            "state",
            _("情况说明"),
            forms.StateForm,
            verifying.alert_state,
            _("结论作出之前，请说明情况。"),
            proves=True,
        ),
        Verb("extend", _("申请延期"), forms.ExtendForm, _ask("extend")),
        Verb("pause", _("申请中止计时"), forms.PauseForm, _ask("pause"), proves=True),
        Verb("relevel", _("申请调整级别"), forms.RelevelForm, _ask("relevel")),
        Verb("park", _("申请挂账"), forms.ParkForm, _ask("park")),
        Verb(
            "secret",
            _("申请保密核查"),
            forms.AskForm,
            _ask("secret"),
            _("主管部门先核，不告知当事单位，最长15个工作日。"),
            grave=True,
        ),
        Verb("resume", _("恢复计时"), forms.ReasonForm, requests.alert_resume),
    )
}


def open_verbs(alert: Alert, user: Any) -> list[Verb]:
    """The verbs this person may say now, the usual next step first. The services ask again."""
    mine, works = moving.may_act(alert, user)
    if not mine:
        return []
    roles = roles_of(user)
    found = []
    for verb in VERBS.values():
        if verb.name in MOVES:
            move = MOVES[verb.name]
            fits = alert.status in move.sources and roles & move.roles
            fits = fits and (works or verb.name not in moving.WORKING)
            if verb.name == "apply":
                fits = fits and not reviewing.open_tasks(alert)
            if verb.name in ("accept", "strike_off"):
                fits = fits and not _is_hand(alert, user)
        elif verb.name in requests.STATES:
            fits = alert.status in requests.STATES[verb.name] and roles & requests.ASKING[verb.name]
            fits = fits and not (alert.paused_on and verb.name in ("pause", "park", "extend"))
            fits = fits and (works or not requests.ASKING[verb.name] <= VERIFYING)
        elif verb.name == "merge":
            fits = alert.status == Status.TRIAGE and roles & SUPERVISING
        elif verb.name == "resume":
            fits = alert.paused_on
        else:
            fits = (
                alert.status in (Status.PUSHED, Status.VERIFYING, Status.FEEDBACK)
                and not roles & SUPERVISING
            )
        if fits:
            found.append(verb)
    return found


def _is_hand(alert: Alert, user: Any) -> bool:
    return any(
        hand.user_id == user.pk or (hand.unit_id and hand.unit_id == user.unit_id)
        for hand in alert.hands.all()
    )

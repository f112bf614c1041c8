"""The verbs of inspections and visits as buttons. 督查按钮。"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.inspections import forms
from qinglian.web.inspections.models import Inspection, Request, Visit
from qinglian.web.inspections.queries import agreed_repeat, beyond, made_before, planned_besides
from qinglian.web.inspections.services import (
    asking,
    checklists,
    feedback,
    issuing,
    preparing,
    visiting,
)
from qinglian.web.inspections.services.rules import gives, on_side
from qinglian.web.inspections.states import MOVES, Stage, Status


@dataclass(frozen=True, slots=True)
class Verb:
    """A button: its form and the service it calls."""

    name: str
    label: Any
    form: type[PapersForm]
    call: Callable[..., Any]
    first: bool = False


def _asked(call: Callable[..., Any]) -> Callable[..., Any]:
    def made(*, papers: Any = (), **said: Any) -> Any:
        return call(**said)

    return made


def _objected(*, visit: Visit, by: Any, papers: Any = (), **said: Any) -> Any:
    return feedback.objection_make(visit=visit, by=by, papers=papers, **said)


PREPARING: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("team", _("组成督查组"), forms.TeamForm, _asked(preparing.inspection_team)),
        Verb(
            "checklist",
            _("确定检查单"),
            forms.ChecklistForm,
            _asked(checklists.inspection_checklist),
        ),
        Verb("seed", _("登记名册与种子"), forms.SeedForm, _asked(preparing.draw_seed)),
        Verb("draw", _("抽取单位"), forms.PlainForm, _asked(preparing.draw_run), first=True),
        Verb("beyond", _("申请计划外督查"), forms.AskForm, _asked(asking.beyond_ask), first=True),
        Verb("issue", _("启动督查"), forms.IssueForm, issuing.inspection_issue, first=True),
        Verb("close", _("结束督查"), forms.ReportForm, issuing.inspection_close, first=True),
        Verb("withdraw", _("撤销督查"), forms.ReasonForm, preparing.inspection_withdraw),
    )
}
VISITING: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("start", _("开始督查"), forms.StartForm, visiting.visit_start, first=True),
        Verb("finish", _("现场结束"), forms.FinishForm, visiting.visit_finish, first=True),
        Verb("send", _("反馈"), forms.SendForm, feedback.visit_send, first=True),
        Verb("receive", _("签收反馈"), forms.ReceiveForm, feedback.visit_receive, first=True),
        Verb("close", _("办结"), forms.VisitNoteForm, feedback.visit_close, first=True),
        Verb("repeat", _("申请重复检查"), forms.RepeatForm, _asked(asking.repeat_ask)),
        Verb("object", _("提出异议"), forms.ObjectForm, _objected),
        Verb("resume", _("补充检查"), forms.VisitReasonForm, visiting.visit_resume),
        Verb("cancel", _("取消"), forms.VisitReasonForm, visiting.visit_cancel),
    )
}


def open_inspection_verbs(inspection: Inspection, user: Any) -> list[Verb]:
    """The verbs this person may say now; the services ask again."""
    if not gives(inspection, user):
        return []
    if inspection.status == Stage.ISSUED:
        return [PREPARING["close"], PREPARING["team"]]
    if inspection.status != Stage.PREPARING:
        return []
    draw = getattr(inspection, "draw", None)
    names = ["team", "checklist"]
    names += ["seed"] if draw is None else [] if draw.drawn_at else ["draw"]
    found = [PREPARING[name] for name in names]
    asked = inspection.requests.filter(kind=Request.Kind.BEYOND).exclude(agreed=False)
    waits = bool(beyond(inspection)) and not asked.filter(agreed=True).exists()
    if waits and draw is not None and draw.drawn_at and not asked.exists():
        found.append(PREPARING["beyond"])
    if not (waits or issuing.lacks(inspection) or issuing.repeats(inspection, user)):
        found.append(PREPARING["issue"])
    return [*found, PREPARING["withdraw"]]


def needs_leave(visit: Visit, user: Any) -> bool:
    """
    Whether going there would be a repeat that nobody has agreed to: as far as one may know while it is prepared, as it
    is once one may go.
    """
    if visit.status != Status.PLANNED or agreed_repeat(visit):
        return False
    return bool(before(visit, user) or planned_besides(visit, user))


def before(visit: Visit, user: Any) -> Visit | None:
    """The visit that makes this one a repeat. Who may start it now is told of any."""
    inspection = visit.inspection
    begun = inspection.status == Stage.ISSUED and inspection.begins_on <= timezone.localdate()
    return made_before(visit, None if begun and on_side(visit, user, "team") else user)


def open_visit_verbs(visit: Visit, user: Any) -> list[Verb]:
    """The verbs this person may say now; the services ask again."""
    sides = {side: on_side(visit, user, side) for side in ("team", "giver", "unit")}
    issued = visit.inspection.status == Stage.ISSUED
    found = []
    for verb in VISITING.values():
        move = MOVES.get(verb.name)
        if move is not None:
            fits = visit.status in move.sources and sides[move.side]
            if verb.name == "start":
                fits = fits and issued and visit.inspection.begins_on <= timezone.localdate()
        elif verb.name == "repeat":
            fits = (sides["giver"] or sides["team"]) and needs_leave(visit, user)
            fits = fits and not visit.requests.filter(agreed=None).exists()
        else:
            until = visit.objects_until
            fits = sides["unit"] and visit.status in (Status.SENT, Status.RECEIVED)
            fits = fits and (until is None or until >= timezone.localdate())
        if fits:
            found.append(verb)
    return found

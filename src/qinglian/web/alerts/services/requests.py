"""What a second person must agree to. 需要第二人同意的事：延期、中止计时、级别调整、保密核查、挂账。"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qinglian.web.alerts.limits import SECRET, due_for, due_of
from qinglian.web.alerts.models import Alert, Paper, Request, Step
from qinglian.web.alerts.services.moving import take
from qinglian.web.alerts.services.transfers import alert_transfer
from qinglian.web.alerts.states import (
    APPROVING,
    EXTENSIONS,
    HANDING,
    LEADING,
    OPEN,
    SUPERVISING,
    VERIFYING,
    Level,
    Status,
)
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken, decided, undecided
from qinglian.web.core.papers import must_prove
from qinglian.web.core.workdays import add_working_days, resumed
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import roles_of

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

Kind = Request.Kind
STATES: dict[str, tuple[str, ...]] = {
    Kind.EXTEND: (Status.VERIFYING, Status.HANDLING),
    Kind.PAUSE: (Status.VERIFYING, Status.HANDLING),
    Kind.RELEVEL: (Status.TRIAGE,),
    Kind.SECRET: (Status.TRIAGE,),
    Kind.PARK: (Status.VERIFYING, Status.HANDLING),
    Kind.TRANSFER: OPEN,
}
ASKING: dict[str, frozenset[str]] = {
    Kind.EXTEND: VERIFYING,
    Kind.PAUSE: VERIFYING,
    Kind.RELEVEL: SUPERVISING,
    Kind.SECRET: SUPERVISING,
    Kind.PARK: VERIFYING | SUPERVISING,
    Kind.TRANSFER: HANDING,
}
AGREEING: dict[str, frozenset[str]] = {
    Kind.EXTEND: SUPERVISING | LEADING,
    Kind.PAUSE: SUPERVISING | LEADING,
    Kind.RELEVEL: SUPERVISING | LEADING,
    Kind.SECRET: LEADING,
    Kind.PARK: LEADING,
    Kind.TRANSFER: APPROVING,
}
PAUSES = {
    "audit": gettext_noop("待审计"),
    "court": gettext_noop("待司法"),
    "superior": gettext_noop("待上级答复"),
}
"""Grounds on which a clock may stand still, each with its paper's number."""


@transaction.atomic
def request_make(
    *,
    alert: Alert,
    kind: str,
    by: Any,
    reason: str,
    papers: "Iterable[Stored]" = (),
    **data: Any,
) -> Request:
    """
    Ask, with what proves it. `data`: `days` (extend), `ground` and `paper_no` (pause), `level` (relevel),
    `review_on` (park). Raises `NotAllowed` where role, state or count do not allow it.
    """
    if not reason.strip():
        raise NotAllowed(_("请写明理由。"))
    fresh = take(alert, by, None)
    if fresh.status not in STATES[kind]:
        raise Overtaken(fresh.get_status_display())
    if not roles_of(by) & ASKING[kind]:
        raise NotAllowed(_("您的角色不办理这件事。"))
    if fresh.requests.filter(kind=kind, agreed=None).exists():
        raise NotAllowed(_("已有一项同样的申请等待同意。"))
    _fits(fresh, kind, data)
    made = Request.objects.create(alert=fresh, kind=kind, by=by, reason=reason, data=data)
    Paper.file(asked=made, papers=papers)
    if kind != Kind.TRANSFER:
        record(f"alert.{kind}_asked", on=fresh, by=by, reason=reason, **data)
    return made


def _fits(alert: Alert, kind: str, data: dict[str, Any]) -> None:
    if kind == Kind.EXTEND:
        if alert.requests.filter(kind=kind, agreed=True).count() >= EXTENSIONS:
            raise NotAllowed(_("只能延期一次。"))
        if not 1 <= int(data["days"]) <= 30:
            raise NotAllowed(_("延期为 1 到 30 个工作日。"))
    if kind == Kind.PAUSE and (
        data.get("ground") not in PAUSES or not str(data.get("paper_no", "")).strip()
    ):
        raise NotAllowed(_("中止计时应写明事由和文书编号。"))
    if kind == Kind.RELEVEL and (
        data.get("level") not in Level.values or data["level"] == alert.level
    ):
        raise NotAllowed(_("请选另一个级别。"))
    if kind == Kind.SECRET and (alert.authority_unit_id in (None, alert.unit_id)):
        raise NotAllowed(_("没有与责任单位不同的主管部门，不能由主管部门先核。"))


@transaction.atomic
def request_decide(
    *,
    request: Request,
    by: Any,
    agree: bool,
    answer: str = "",
    papers: "Iterable[Stored]" = (),
    offline: bool = False,
) -> Request:
    """
    Agree or not: another person than who asked, one who reaches the alert and leads or supervises. What was asked
    with goes to the step that answers it; a transfer takes no papers, for nothing of it is to stay.
    """
    papers = list(papers)
    must_prove(papers, offline=offline)
    fresh = Request.objects.select_for_update().select_related("alert").get(pk=request.pk)
    alert = take(fresh.alert, by, None)
    undecided(fresh)
    if fresh.by_id == by.pk:
        raise NotAllowed(_("申请人不能自己同意。"))
    if not roles_of(by) & AGREEING[fresh.kind]:
        raise NotAllowed(_("您的角色不办理这件事。"))
    if papers and fresh.kind == Kind.TRANSFER:
        raise NotAllowed(_("线索移送不在这里留附件。"))
    if agree and alert.status not in STATES[fresh.kind]:
        raise Overtaken(alert.get_status_display())
    decided(fresh, by=by, agree=agree, answer=answer)
    if fresh.kind == Kind.TRANSFER:
        # Agreed or not, the alert bears no mark of it.
        return _hand_over(alert, fresh, by) if agree else _not_handed_over(fresh)
    if agree:
        _take_effect(alert, fresh)
        alert.version += 1
        alert.save()
    step = Step.objects.create(
        alert=alert, verb=f"{fresh.kind}_{'agreed' if agree else 'refused'}", was=alert.status, now=alert.status,
        by=by, text=answer or fresh.reason, data=fresh.data, due_on=alert.due_on, offline=offline,
    )  # fmt: skip
    fresh.papers.update(asked=None, step=step)
    Paper.file(step, papers)
    record(
        f"alert.{fresh.kind}_{'agreed' if agree else 'refused'}",
        on=alert,
        by=by,
        reason=answer,
        **fresh.data,
    )
    return fresh


def _hand_over(alert: Alert, request: Request, by: Any) -> Request:
    """The request goes with the alert; what is given back is no longer in the database."""
    alert_transfer(
        alert=alert, team=Unit.objects.get(pk=request.data["team"]), by=request.by, approved_by=by
    )
    return request


def _not_handed_over(request: Request) -> Request:
    """What was not agreed to leaves nothing either: the proposal itself says what was suspected."""
    request.delete()
    return request


def _take_effect(alert: Alert, request: Request) -> None:
    today = timezone.localdate()
    if request.kind == Kind.EXTEND:
        alert.due_on = add_working_days(alert.due_on or today, int(request.data["days"]))
    elif request.kind == Kind.PAUSE:
        alert.paused_on = today
    elif request.kind == Kind.RELEVEL:
        alert.level = request.data["level"]
        if alert.level == Level.RED and alert.held:
            alert.held, alert.step_since = False, timezone.now()
        alert.due_on = due_of(alert)
    elif request.kind == Kind.SECRET:
        alert.secret, alert.status, alert.step_since = True, Status.PUSHED, timezone.now()
        alert.held = False
        alert.due_on = due_for(SECRET, "", today)
    else:
        alert.parked_on, alert.paused_on = today, today
        alert.park_review_on = (
            date.fromisoformat(request.data["review_on"])
            if request.data.get("review_on")
            else today
        )


@transaction.atomic
def alert_resume(
    *,
    alert: Alert,
    by: Any,
    reason: str,
    version: int | None = None,
    papers: "Iterable[Stored]" = (),
    offline: bool = False,
) -> Alert:
    """The clock goes on: what was waited for has come, or the parked matter is taken up again."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    fresh = take(alert, by, version)
    if fresh.paused_on is None:
        raise Overtaken(fresh.get_status_display())
    if fresh.due_on is not None:
        fresh.due_on = resumed(fresh.due_on, fresh.paused_on)
    fresh.paused_on = fresh.parked_on = fresh.park_review_on = None
    fresh.version += 1
    fresh.save()
    step = Step.objects.create(
        alert=fresh,
        verb="resume",
        was=fresh.status,
        now=fresh.status,
        by=by,
        text=reason,
        due_on=fresh.due_on,
        offline=offline,
    )
    Paper.file(step, papers)
    record("alert.resumed", on=fresh, by=by, reason=reason)
    return fresh

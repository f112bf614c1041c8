"""核查: sign for it, hear the body concerned, answer, apply to be struck off. 核查阶段的动作。"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert, Paper, Step
from qinglian.web.alerts.services.conclusion import Conclusion
from qinglian.web.alerts.services.moving import move, needs, take, took_part
from qinglian.web.alerts.services.reviewing import open_tasks
from qinglian.web.alerts.states import Status
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.papers import Sheet, must_prove

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored


@transaction.atomic
def alert_receive(
    *,
    alert: Alert,
    by: Any,
    version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Alert:
    """签收: whoever signs for it handles it."""
    moved = move(
        alert,
        "receive",
        by=by,
        version=version,
        handler=by,
        handler_unit=by.unit,
        **sheet,
    )
    took_part(moved, by)
    return moved


@transaction.atomic
def alert_answer(
    *,
    alert: Alert,
    by: Any,
    conclusion: Conclusion,
    checker: User,
    version: int | None = None,
    papers: "Iterable[Stored]" = (),
    offline: bool = False,
) -> Alert:
    """反馈: what was found, checked by a second person of the same body. A permitted exception needs a paper."""
    conclusion.check()
    papers = list(papers)
    conclusion.must_prove(papers)
    if checker.pk == by.pk:
        raise NotAllowed(_("复核人应是另一个人。"))
    if checker.unit_id != by.unit_id:
        raise NotAllowed(_("复核人应与承办人同属一个单位。"))
    moved = move(
        alert, "answer", by=by, version=version, text=conclusion.text, papers=papers, offline=offline,
        handler=by, handler_unit=by.unit, checker=checker, fact=conclusion.fact, cause=conclusion.cause,
        exception=conclusion.exception, handling=list(conclusion.handling), amount_fen=conclusion.amount_fen,
        data={"fact": conclusion.fact, "cause": conclusion.cause, "handling": list(conclusion.handling)},
    )  # fmt: skip
    took_part(moved, by)
    took_part(moved, checker)
    return moved


@transaction.atomic
def alert_state(
    *,
    alert: Alert,
    by: Any,
    text: str = "",
    version: int | None = None,
    papers: "Iterable[Stored]" = (),
    offline: bool = False,
) -> Step:
    """
    情况说明: what the body concerned says, before a conclusion is reviewed. It is offered, never demanded twice: what
    stands on a signed sheet is not typed again.
    """
    papers = list(papers)
    if not text.strip() and not papers:
        raise NotAllowed(_("请写情况说明，或附签字的情况说明。"))
    must_prove(papers, offline=offline)
    fresh = take(alert, by, version)
    if fresh.status not in (Status.PUSHED, Status.VERIFYING, Status.FEEDBACK) or fresh.secret:
        raise Overtaken(fresh.get_status_display())
    step = Step.objects.create(
        alert=fresh,
        verb="state",
        was=fresh.status,
        now=fresh.status,
        by=by,
        text=text,
        offline=offline,
    )
    Paper.file(step, papers)
    record("alert.stated", on=fresh, by=by)
    return step


@transaction.atomic
def alert_apply(
    *,
    alert: Alert,
    by: Any,
    text: str,
    version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Alert:
    """申请销号: what was done, with what proves it."""
    needs(text)
    if open_tasks(alert):
        raise NotAllowed(_("整改由督办事项办理，办结后自动进入销号。"))
    moved = move(alert, "apply", by=by, version=version, text=text, **sheet)
    took_part(moved, by)
    return moved

"""
The moves of an alert. 预警的办理动作。

Every verb goes through `move`: it takes the row for itself, compares the version the form was made from, asks
scope, role and state, sets the term of the next step, and writes step and record in one transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import User
from qinglian.web.alerts.limits import due_for
from qinglian.web.alerts.models import Alert, Hand, Paper, Step
from qinglian.web.alerts.states import (
    MOST_RETURNS,
    MOST_SENT_BACK,
    MOVES,
    SETTLES_AT_ONCE,
    Cause,
    Fact,
    Handling,
    Status,
)
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.workdays import working_days_between
from qinglian.web.units.scope import reach, roles_of

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored


@dataclass(frozen=True, slots=True)
class Conclusion:
    """核查结论: two fields, not one verdict; an exception is one of the card, with proof; handlings may be several."""

    fact: str
    cause: str
    handling: tuple[str, ...]
    text: str
    exception: str = ""
    amount_fen: int | None = None

    def check(self) -> None:
        """Raise `NotAllowed` where the fields do not fit each other."""
        if self.fact not in Fact.values or self.cause not in Cause.values or not self.handling:
            raise NotAllowed(_("请选定事实认定、原因和至少一项处置。"))
        if not set(self.handling) <= set(Handling.values):
            raise NotAllowed(_("没有这一项处置。"))
        if self.fact == Fact.NOT_SO and self.cause in (Cause.BREACH, Cause.MISTAKE):
            raise NotAllowed(_("不属实的，原因不能是违规或工作差错。"))
        if self.cause == Cause.BREACH and self.fact not in (Fact.TRUE, Fact.PARTLY):
            raise NotAllowed(_("原因为违规的，事实应为属实或部分属实。"))
        if self.cause == Cause.EXCEPTION and not self.exception:
            raise NotAllowed(_("属于政策例外的，请选明适用哪一种合规情形。"))
        if (Handling.RECOVER in self.handling) != bool(self.amount_fen):
            raise NotAllowed(_("追缴退还应写明金额，其他处置不写金额。"))
        if not self.text.strip():
            raise NotAllowed(_("请写核查情况。"))


WORKING = ("receive", "return", "answer", "apply")
"""Verbs of the body whose turn it is."""


def does_the_work(alert: Alert, by: Any) -> bool:
    """Whether a person acts for the body whose turn it is: the authority of the field where one is known."""
    sides = {"authority": "authority_unit"}
    if alert.authority_unit_id in (None, alert.unit_id):
        sides["unit"] = "unit"
    reached = reach(by, Alert.OBJECT, write=True).q(sides)
    return Alert.objects.filter(reached, pk=alert.pk).exists()


def take(alert: Alert, by: Any, version: int | None) -> Alert:
    """The row for oneself, as the form knew it. `Overtaken` where somebody moved it, `NotAllowed` out of scope."""
    mine = Alert.objects.writable_by(by).filter(pk=alert.pk)
    if not mine.exists():
        raise NotAllowed(_("这件预警不在您可办理的范围内。"))
    fresh = Alert.objects.select_for_update().get(pk=alert.pk)
    if version is not None and fresh.version != version:
        last = fresh.steps.select_related("by").last()
        raise Overtaken(fresh.get_status_display(), last.by if last else "")
    return fresh


def move(
    alert: Alert,
    verb: str,
    *,
    by: Any,
    version: int | None = None,
    text: str = "",
    papers: "Iterable[Stored]" = (),
    offline: bool = False,
    target: str | None = None,
    data: dict[str, Any] | None = None,
    **fields: Any,
) -> Alert:
    """Say a verb. Call inside a transaction; `fields` are set on the alert."""
    fresh = take(alert, by, version)
    allowed = MOVES[verb]
    if fresh.status not in allowed.sources:
        raise Overtaken(fresh.get_status_display())
    if not roles_of(by) & allowed.roles:
        raise NotAllowed(_("您的角色不办理这件事。"))
    if verb in WORKING and not does_the_work(fresh, by):
        raise NotAllowed(_("这件预警由%(unit)s核查。") % {"unit": fresh.working_unit})
    was, late = fresh.status, _late(fresh)
    fresh.status = target or allowed.target
    fresh.step_since = timezone.now()
    fresh.due_on = due_for(fresh.status, fresh.level, timezone.localdate())
    fresh.paused_on, fresh.held = None, False
    fresh.version += 1
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    step = Step.objects.create(
        alert=fresh, verb=verb, was=was, now=fresh.status, by=by, text=text, due_on=fresh.due_on, late_days=late,
        offline=offline, data=data or {},
    )  # fmt: skip
    paper_add(step, papers)
    record(f"alert.{verb}", on=fresh, by=by, reason=text, was=was, now=fresh.status, late_days=late)
    return fresh


def paper_add(step: Step, papers: "Iterable[Stored]") -> None:
    """Keep the files of a step."""
    Paper.objects.bulk_create(
        Paper(
            step=step,
            name=one.name,
            path=str(one.path),
            kind=one.kind,
            sha256=one.sha256,
            size=one.size,
        )
        for one in papers
    )


def _late(alert: Alert) -> int:
    if alert.due_on is None or alert.paused_on is not None:
        return 0
    return max(0, working_days_between(alert.due_on, timezone.localdate()))


def _took_part(alert: Alert, user: User) -> None:
    """Remember who handled or checked: none of them, nor of their bodies, may ever strike it off."""
    Hand.objects.get_or_create(alert=alert, user=user, defaults={"unit": user.unit})


@transaction.atomic
def alert_push(
    *, alert: Alert, by: Any, text: str = "", version: int | None = None, to: Any = None
) -> Alert:
    """推送: to the competent authority of the field, to the body itself where none is known, or to `to`."""
    fields = {"authority_unit": to} if to is not None else {}
    return move(alert, "push", by=by, version=version, text=text, **fields)


@transaction.atomic
def alert_decline(*, alert: Alert, by: Any, reason: str, version: int | None = None) -> Alert:
    """不予推送: only with a reason."""
    _needs(reason)
    return move(alert, "decline", by=by, version=version, text=reason, due_on=None)


@transaction.atomic
def alert_receive(
    *,
    alert: Alert,
    by: Any,
    version: int | None = None,
    papers: "Iterable[Stored]" = (),
    offline: bool = False,
) -> Alert:
    """签收: whoever signs for it handles it."""
    moved = move(
        alert,
        "receive",
        by=by,
        version=version,
        papers=papers,
        offline=offline,
        handler=by,
        handler_unit=by.unit,
    )
    _took_part(moved, by)
    return moved


@transaction.atomic
def alert_return(
    *, alert: Alert, by: Any, reason: str, suggested: str = "", version: int | None = None
) -> Alert:
    """退回: not ours, once, naming who should have it."""
    _needs(reason)
    if take(alert, by, None).returned >= MOST_RETURNS:
        raise NotAllowed(_("已退回过一次，不能再退；请签收核查，或请监督部门提级。"))
    data = {"suggested": suggested}
    return move(
        alert, "return", by=by, version=version, text=reason, returned=alert.returned + 1, data=data
    )


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
    """反馈: what was found, checked by a second person of the body that handles. A permitted exception needs a paper."""
    conclusion.check()
    papers = list(papers)
    if conclusion.cause == Cause.EXCEPTION and not papers:
        raise NotAllowed(_("属于政策例外的，请附证明材料。"))
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
    _took_part(moved, by)
    _took_part(moved, checker)
    return moved


@transaction.atomic
def alert_send_back(*, alert: Alert, by: Any, reason: str, version: int | None = None) -> Alert:
    """退回补核: with a reason, twice at most; after that the matter is taken one level up."""
    _needs(reason)
    if take(alert, by, None).sent_back >= MOST_SENT_BACK:
        raise NotAllowed(_("已退回补核两次，请提级核查。"))
    return move(
        alert, "send_back", by=by, version=version, text=reason, sent_back=alert.sent_back + 1
    )


@transaction.atomic
def alert_accept(*, alert: Alert, by: Any, text: str = "", version: int | None = None) -> Alert:
    """审核通过: on to handling, or straight to closing where nothing is left to be done."""
    fresh = take(alert, by, version)
    _not_a_hand(fresh, by)
    done = set(fresh.handling) <= {str(one) for one in SETTLES_AT_ONCE}
    return move(fresh, "accept", by=by, text=text, target=Status.CLOSING if done else None)


@transaction.atomic
def alert_apply(
    *,
    alert: Alert,
    by: Any,
    text: str,
    version: int | None = None,
    papers: "Iterable[Stored]" = (),
    offline: bool = False,
) -> Alert:
    """申请销号: what was done, with what proves it."""
    _needs(text)
    moved = move(alert, "apply", by=by, version=version, text=text, papers=papers, offline=offline)
    _took_part(moved, by)
    return moved


@transaction.atomic
def alert_refuse(*, alert: Alert, by: Any, reason: str, version: int | None = None) -> Alert:
    """不予销号: back to handling, with a reason."""
    _needs(reason)
    return move(alert, "refuse", by=by, version=version, text=reason)


@transaction.atomic
def alert_strike_off(*, alert: Alert, by: Any, text: str = "", version: int | None = None) -> Alert:
    """
    销号: by somebody who neither handled nor checked it and is not of a handler's body or of one below it; the body above may.
    The database holds this too (`alerts.trust`).
    """
    fresh = take(alert, by, version)
    _not_a_hand(fresh, by)
    return move(
        fresh, "strike_off", by=by, text=text, closed_by=by, closed_at=timezone.now(), due_on=None
    )


@transaction.atomic
def alert_reopen(*, alert: Alert, by: Any, reason: str, version: int | None = None) -> Alert:
    """重新挂号: solved on paper only, or declined too soon. What was concluded before stays in the steps."""
    _needs(reason)
    return move(
        alert, "reopen", by=by, version=version, text=reason, reopened=alert.reopened + 1,
        closed_by=None, closed_by_unit=None, closed_at=None,
    )  # fmt: skip


@transaction.atomic
def alert_escalate(*, alert: Alert, by: Any, reason: str, version: int | None = None) -> Alert:
    """提级核查: the supervisor takes it up itself, by exception; who had it before remains a hand."""
    _needs(reason)
    moved = move(
        alert, "escalate", by=by, version=version, text=reason, escalated=True, handler=by, handler_unit=by.unit,
        checker=None,
    )  # fmt: skip
    _took_part(moved, by)
    return moved


@transaction.atomic
def alert_state(
    *, alert: Alert, by: Any, text: str, papers: "Iterable[Stored]" = (), offline: bool = False
) -> Step:
    """情况说明: what the body concerned says, before a conclusion is reviewed. It is offered, never demanded twice."""
    _needs(text)
    fresh = take(alert, by, None)
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
    paper_add(step, papers)
    record("alert.stated", on=fresh, by=by)
    return step


@transaction.atomic
def alert_merge(*, alert: Alert, into: Alert, by: Any, reason: str) -> Alert:
    """合并: two alerts of one body that are one matter, both before receipt; afterwards they are linked."""
    _needs(reason)
    fresh, other = take(alert, by, None), take(into, by, None)
    if fresh.pk == other.pk or fresh.unit_id != other.unit_id:
        raise NotAllowed(_("只能合并同一责任单位的两件预警。"))
    if fresh.status != Status.TRIAGE or other.status not in (Status.TRIAGE, Status.PUSHED):
        raise NotAllowed(_("签收之后只关联，不合并。"))
    fresh.alertsignal_set.update(alert=other)
    fresh.status, fresh.merged_into, fresh.due_on = Status.MERGED, other, None
    fresh.version, other.version = fresh.version + 1, other.version + 1
    fresh.save()
    other.save()
    for one, verb in ((fresh, "merge"), (other, "merged_in")):
        Step.objects.create(
            alert=one, verb=verb, was=one.status, now=one.status, by=by, text=reason
        )
    record("alert.merge", on=fresh, by=by, reason=reason, into=other.public_id)
    return other


def _needs(reason: str) -> None:
    if not reason.strip():
        raise NotAllowed(_("请写明理由。"))


def _not_a_hand(alert: Alert, by: Any) -> None:
    """Nobody reviews or strikes off what they, or their body, handled."""
    hands = Hand.objects.filter(alert=alert)
    if hands.filter(user=by).exists() or (by.unit_id and hands.filter(unit=by.unit_id).exists()):
        raise NotAllowed(_("承办、复核过的人和承办单位的人不能审核、销号，请由另一单位的人办理。"))

"""
Changing a rule's parameters: proposed, tried on the data, agreed to by another person. 参数调整。

Who may do what stands here. A change is never edited: who wants another one proposes another one.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.model.errors import QinglianError
from qinglian.web.accounts.roles import Role
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.runs.models import Change
from qinglian.web.runs.params import on_card, params_check, plain, rule_of
from qinglian.web.runs.services.simulating import change_try
from qinglian.web.runs.words import said
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach, roles_of

PROPOSING = frozenset({Role.PROGRAMME_OFFICE, Role.TRIAGE_OFFICER})
APPROVING = frozenset({Role.SUPERVISION_HEAD, Role.PROGRAMME_OFFICE})
"""Another person than who proposed. Also out of force: one of either asks, another one of these agrees."""
S = Change.Status


def change_in_force(rule_id: str) -> Change | None:
    """What is laid over a rule's card now."""
    return Change.objects.filter(rule_id=rule_id, status=S.APPROVED).first()


@transaction.atomic
def change_propose(
    *, rule_id: str, params: dict[str, Any], unit: Unit, by: Any, reason: str
) -> Change:
    """
    Propose whole parameters to be laid over a card; what equals the card is left out. None left: back to the
    card. Raises the engine's own sentence (`NotAllowed`) where one does not fit. It is tried at once, in the worker.
    """
    _held(by, PROPOSING)
    mine = {one.unit_id for one in reach(by, Change.OBJECT, write=True).openings}
    if unit.pk not in mine:
        raise NotAllowed(_("您的角色不办理这件事。"))
    if not reason.strip():
        raise NotAllowed(_("请写明理由。"))
    rule = rule_of(rule_id)
    if rule is None:
        raise NotAllowed(_("规则目录里没有这条规则。"))
    try:
        params_check(rule, plain(params))
    except QinglianError as error:
        raise NotAllowed(said(error.text)) from None
    card = on_card(rule)
    kept = {name: value for name, value in plain(params).items() if value != card.get(name)}
    standing = change_in_force(rule_id)
    if kept == (standing.params if standing else {}):
        raise NotAllowed(_("和现在用的参数一样，没有可调整的。"))
    if Change.objects.filter(rule_id=rule_id, status__in=(S.PROPOSED, S.SIMULATED)).exists():
        raise NotAllowed(_("这条规则还有一项调整没有办完，请先办完它。"))
    made = Change.objects.create(rule_id=rule_id, unit=unit, params=kept, by=by, reason=reason)
    record("change.proposed", on=made, by=by, reason=reason, rule=rule_id, params=kept)
    transaction.on_commit(lambda: change_try.enqueue(made.pk))
    return made


@transaction.atomic
def change_simulate(*, change: Change, by: Any) -> Change:
    """Try it again: the data, the card or what is in force changed, or it could not be tried."""
    _held(by, PROPOSING | APPROVING)
    fresh = _take(change, by, S.PROPOSED, S.SIMULATED)
    fresh.status, fresh.moved_at = S.PROPOSED, timezone.now()
    fresh.trouble = fresh.trouble_en = ""
    fresh.save(update_fields=["status", "trouble", "trouble_en", "moved_at"])
    record("change.tried_again", on=fresh, by=by)
    transaction.on_commit(lambda: change_try.enqueue(fresh.pk))
    return fresh


@transaction.atomic
def change_approve(*, change: Change, by: Any, reason: str = "") -> Change:
    """Agree, as another person, once it was tried on what stands now: in force from the next run on."""
    _held(by, APPROVING)
    fresh = _take(change, by, S.SIMULATED)
    if fresh.by_id == by.pk:
        raise NotAllowed(_("提出的人不能自己批准。"))
    if stale(fresh):
        raise NotAllowed(_("试算之后，规则卡或正在用的参数变了，请重新试算。"))
    now = timezone.now()
    before = Change.objects.select_for_update().filter(rule_id=fresh.rule_id, status=S.APPROVED)
    for one in before:
        one.status, one.ended_at = S.ENDED, now
        one.save(update_fields=["status", "ended_at"])
        record("change.ended", on=one, by=by, replaced_by=fresh.public_id)
    fresh.status, fresh.approved_by, fresh.approved_at = S.APPROVED, by, now
    fresh.save(update_fields=["status", "approved_by", "approved_at"])
    record("change.approved", on=fresh, by=by, reason=reason, rule=fresh.rule_id)
    return fresh


@transaction.atomic
def change_refuse(*, change: Change, by: Any, reason: str) -> Change:
    """Do not agree, with a reason; who proposed it may take it back the same way."""
    _held(by, PROPOSING | APPROVING)
    fresh = _take(change, by, S.PROPOSED, S.SIMULATED)
    if not roles_of(by) & APPROVING and fresh.by_id != by.pk:
        raise NotAllowed(_("您的角色不办理这件事。"))
    if not reason.strip():
        raise NotAllowed(_("请写明理由。"))
    fresh.status, fresh.refused_by, fresh.refused_reason = S.REFUSED, by, reason
    fresh.save(update_fields=["status", "refused_by", "refused_reason"])
    record("change.refused", on=fresh, by=by, reason=reason)
    return fresh


@transaction.atomic
def change_end(*, change: Change, by: Any, reason: str = "") -> Change:
    """
    Take it out of force, back to the card. The first person asks, with a reason; another one who may approve agrees.
    """
    _held(by, PROPOSING | APPROVING)
    fresh = _take(change, by, S.APPROVED)
    if fresh.end_asked_by_id is None:
        if not reason.strip():
            raise NotAllowed(_("请写明理由。"))
        fresh.end_asked_by, fresh.end_reason = by, reason
        fresh.save(update_fields=["end_asked_by", "end_reason"])
        record("change.end_asked", on=fresh, by=by, reason=reason)
        return fresh
    _held(by, APPROVING)
    if fresh.end_asked_by_id == by.pk:
        raise NotAllowed(_("提出停用的人不能自己同意。"))
    fresh.status, fresh.ended_by, fresh.ended_at = S.ENDED, by, timezone.now()
    fresh.save(update_fields=["status", "ended_by", "ended_at"])
    record("change.ended", on=fresh, by=by, reason=fresh.end_reason)
    return fresh


def stale(change: Change) -> bool:
    """Whether card or parameters are other ones than those it was tried on."""
    rule, standing = rule_of(change.rule_id), change_in_force(change.rule_id)
    return (
        rule is None
        or rule.sha256 != change.card_sha256
        or (standing.params if standing else {}) != change.against
    )


def waiting_for(user: Any) -> Any:
    """Changes that wait for this person: to be agreed to, or to be agreed to end."""
    if not roles_of(user) & APPROVING:
        return Change.objects.none()
    tried = Q(status=S.SIMULATED) & ~Q(by=user)
    ending = Q(status=S.APPROVED, end_asked_by__isnull=False) & ~Q(end_asked_by=user)
    return Change.objects.visible_to(user).filter(tried | ending)


def _held(by: Any, roles: frozenset[str]) -> None:
    if not roles_of(by) & roles:
        raise NotAllowed(_("您的角色不办理这件事。"))


def _take(change: Change, by: Any, *states: str) -> Change:
    """The row for oneself, if one sees it and it still stands where one thinks."""
    fresh = Change.objects.visible_to(by).select_for_update().filter(pk=change.pk).first()
    if fresh is None:
        raise NotAllowed(_("您的角色不办理这件事。"))
    if fresh.status not in states:
        raise Overtaken(fresh.get_status_display(), fresh.approved_by or fresh.refused_by or "")
    return fresh

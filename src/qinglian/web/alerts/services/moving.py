"""
How an alert moves. 预警的办理规则。

Every verb goes through `move`: it takes the row for itself, compares the version the form was made from, asks scope,
role and state, sets the term of the next step, and writes step and record in one transaction.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import User
from qinglian.web.alerts.limits import due_for
from qinglian.web.alerts.models import Alert, Hand, Paper, Step
from qinglian.web.alerts.states import MOVES
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.papers import must_prove
from qinglian.web.core.workdays import late_days
from qinglian.web.units.scope import reach, roles_of

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

WORKING = ("receive", "return", "answer", "apply")
"""Verbs of the body whose turn it is."""


def does_the_work(alert: Alert, by: Any) -> bool:
    """Whether a person acts for the body whose turn it is: the authority of the field where one is known."""
    return Alert.objects.filter(_working(alert, by), pk=alert.pk).exists()


def may_act(alert: Alert, by: Any) -> tuple[bool, bool]:
    """Whether the alert is in a person's scope to act on, and whether the work is theirs: asked in one statement."""
    works = Case(When(_working(alert, by), then=True), default=False)
    mine = Alert.objects.writable_by(by).filter(pk=alert.pk).order_by()
    found = mine.annotate(works=works).values_list("works", flat=True).first()
    return found is not None, bool(found)


def _working(alert: Alert, by: Any) -> Q:
    sides = {"authority": "authority_unit"}
    if alert.authority_unit_id in (None, alert.unit_id):
        sides["unit"] = "unit"
    return reach(by, Alert.OBJECT, write=True).q(sides)


def take(alert: Alert, by: Any, version: int | None) -> Alert:
    """The row for oneself, as the form knew it. `Overtaken` where somebody moved it, `NotAllowed` out of scope."""
    mine = Alert.objects.writable_by(by).filter(pk=alert.pk)
    if not mine.exists():
        raise NotAllowed(_("这件预警不在您可办理的范围内。"))
    fresh: Alert = locked(alert, version)
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
    """Say a verb. Call inside a transaction; `fields` are set on the alert. What was done offline shows its sheet."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    fresh = take(alert, by, version)
    allowed = MOVES[verb]
    if fresh.status not in allowed.sources:
        raise Overtaken(fresh.get_status_display())
    if not roles_of(by) & allowed.roles:
        raise NotAllowed(_("您的角色不办理这件事。"))
    if verb in WORKING and not does_the_work(fresh, by):
        raise NotAllowed(_("这件预警由%(unit)s核查。") % {"unit": fresh.working_unit})
    was, late = fresh.status, late_days(fresh.due_on, fresh.paused_on)
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
    Paper.file(step, papers)
    record(f"alert.{verb}", on=fresh, by=by, reason=text, was=was, now=fresh.status, late_days=late)
    return fresh


def took_part(alert: Alert, user: User) -> None:
    """Remember who handled or checked: none of them, nor of their bodies, may ever strike it off."""
    Hand.objects.get_or_create(alert=alert, user=user, defaults={"unit": user.unit})


def needs(reason: str) -> None:
    """Stop where no reason was given."""
    if not reason.strip():
        raise NotAllowed(_("请写明理由。"))


def not_a_hand(alert: Alert, by: Any) -> None:
    """Nobody reviews or strikes off what they, or their body, handled."""
    hands = Hand.objects.filter(alert=alert)
    if hands.filter(user=by).exists() or (by.unit_id and hands.filter(unit=by.unit_id).exists()):
        raise NotAllowed(_("承办、复核过的人和承办单位的人不能审核、销号，请由另一单位的人办理。"))

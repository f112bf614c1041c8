"""
Negative conditions: suspended the same day, heard, decided by a person named beforehand. 负面情形。

A suspension is what the issued standard says must follow, for a time; it finds nothing. It takes effect in the same
transaction that puts the condition on record, so that no naming is shown as good for a day longer. What becomes of the
naming a person decides, by name, once the body has had its say; it then ended on the day of the suspension.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.core.dated import in_force
from qinglian.web.core.moves import NotAllowed, locked
from qinglian.web.core.workdays import late_days
from qinglian.web.creation.limits import decide_due
from qinglian.web.creation.models import Condition, Naming, Negative, TierChange
from qinglian.web.creation.services.rules import moved, needs, take
from qinglian.web.creation.states import (
    DECIDING,
    NAMING_MOVES,
    ConditionStatus,
    NamingStatus,
    Outcome,
)
from qinglian.web.creation.words import Source, Tier, below
from qinglian.web.units.models import Reach


def deciders_for(naming: Naming, by: Any = None) -> Any:
    """Who may be named to decide: who decides for the lead body, not of the body concerned, and not who enters it."""
    own = Reach.objects.filter(in_force(), kind=Reach.SELF, lower=naming.unit_id).values("upper")
    held = Assignment.objects.filter(
        in_force(), role__in=DECIDING, unit=naming.lead_unit_id, approved_by__isnull=False
    )
    # An office works for a whole county: it decides where it reaches the lead body.
    above = Reach.objects.filter(in_force(), lower=naming.lead_unit_id, kind="belongs")
    offices = Assignment.objects.filter(
        in_force(), role="programme_office", unit__in=above.values("upper"),
        approved_by__isnull=False,
    )  # fmt: skip
    rows = User.objects.filter(pk__in=(held | offices).values("user"), is_active=True)
    rows = rows.exclude(unit__in=own)
    return (rows.exclude(pk=by.pk) if by is not None else rows).order_by("username")


def negatives_for(naming: Naming) -> Any:
    """The conditions of the standard under which it was named."""
    return Negative.objects.filter(of=naming.under)


@transaction.atomic
def condition_enter(
    *,
    row: Naming,
    by: Any,
    negative: Negative,
    basis: str,
    decider: User,
    version: int | None = None,
    **sheet: Any,
) -> Condition:
    """Put a condition on record with its basis; the naming is suspended from this very day."""
    needs(basis)
    fresh: Naming = take(row, by, "lead", NAMING_MOVES["condition"].sources, version)
    if negative.of_id != fresh.under_id:
        raise NotAllowed(_("命名所依据的标准里没有这条负面情形。"))
    if not deciders_for(fresh, by).filter(pk=decider.pk).exists():
        raise NotAllowed(
            _("决定人要是牵头单位能作决定的另一人，不能是登记人，也不能是本单位的人。")
        )
    return suspend(fresh, negative, basis=basis, decider=decider, by=by, **sheet)


@transaction.atomic
def condition_found(
    *, row: Naming, negative: Negative, number: str, basis: str
) -> Condition | None:
    """
    The fact stands in the system: suspended the same day, and whoever named the unit decides. None where the fact is on
    record already, or where nobody is there to decide: then nothing happens, and it is found again the next time.
    """
    fresh: Naming = locked(row, None)
    had = Condition.objects.filter(naming=fresh, source=negative.source, number=number)
    if fresh.status not in NAMING_MOVES["condition"].sources or had.exists():
        return None
    people = deciders_for(fresh)
    decider = people.filter(pk=fresh.named_by_id).first() or people.first()
    if decider is None:
        return None
    return suspend(fresh, negative, basis=basis, decider=decider, number=number, by=None)


def suspend(
    naming: Naming,
    negative: Negative,
    *,
    basis: str,
    decider: User,
    by: Any,
    number: str = "",
    **sheet: Any,
) -> Condition:
    """The naming first, then the condition: the database takes no condition beside a naming that holds."""
    today = timezone.localdate()
    since = naming.suspended_on if naming.status == NamingStatus.SUSPENDED else today
    moved(
        naming, "suspend", by=by, text=basis, status=NamingStatus.SUSPENDED, suspended_on=since,
        data={"negative": negative.text},
    )  # fmt: skip
    made = Condition(
        naming=naming, unit=naming.unit, lead_unit=naming.lead_unit, negative=negative, basis=basis,
        source=negative.source if number else Source.ENTERED, number=number, known_on=today,
        suspended_on=today, entered_by=by, decider=decider, due_on=decide_due(),
    )  # fmt: skip
    done: Condition = moved(made, "enter", by=by, text=basis, **sheet)
    return done


@transaction.atomic
def condition_state(
    *, row: Condition, by: Any, text: str, version: int | None = None, **sheet: Any
) -> Condition:
    """情况说明: what the body says before anything is decided."""
    needs(text)
    fresh = take(row, by, "unit", (ConditionStatus.HELD,), version)
    done: Condition = moved(
        fresh,
        "state",
        by=by,
        text=text,
        statement=text,
        stated_by=by,
        stated_at=timezone.now(),
        **sheet,
    )
    return done


def heard(condition: Condition) -> bool:
    """Whether the body has said something or has let its days pass."""
    return bool(condition.statement) or timezone.localdate() > condition.due_on


@transaction.atomic
def condition_decide(
    *,
    row: Condition,
    by: Any,
    outcome: str,
    why: str,
    decision: str = "",
    version: int | None = None,
    **sheet: Any,
) -> Condition:
    """
    恢复、降级或摘牌, by the person named for it. Upheld, the body gets no naming until the end of the year in which
    it was known (当年不得评优).
    """
    needs(why)
    fresh: Condition = take(row, by, "decide", (ConditionStatus.HELD,), version)
    if by.pk != fresh.decider_id:
        raise NotAllowed(_("由%(who)s决定。") % {"who": fresh.decider})
    if not heard(fresh):
        raise NotAllowed(_("单位还没有作情况说明，期限也没有过。"))
    upheld = outcome != Outcome.RESTORE
    if upheld:
        needs(decision)
    known: date = fresh.known_on
    done: Condition = moved(
        fresh, "decide", by=by, text=why, late_days=late_days(fresh.due_on, None),
        status=ConditionStatus.UPHELD if upheld else ConditionStatus.LIFTED, outcome=outcome, why=why,
        decision=decision, decided_by=by, decided_on=timezone.localdate(),
        bars_until=date(known.year, 12, 31) if upheld else None, data={"outcome": outcome}, **sheet,
    )  # fmt: skip
    naming: Naming = locked(done.naming, None)
    others = naming.conditions.filter(status=ConditionStatus.HELD).exists()
    if outcome == Outcome.WITHDRAW:
        naming_withdraw(naming, by=by, on=done.suspended_on, reason=why, decision=decision)
    elif outcome == Outcome.LOWER:
        naming_lower(naming, by=by, on=done.suspended_on, reason=why, decision=decision)
    if outcome != Outcome.WITHDRAW and naming.status == NamingStatus.SUSPENDED and not others:
        moved(naming, "restore", by=by, text=why, status=NamingStatus.NAMED, suspended_on=None)
    return done


def naming_withdraw(naming: Naming, *, by: Any, on: date, reason: str, decision: str) -> None:
    """摘牌: it no longer held from that day."""
    if naming.status in (NamingStatus.WITHDRAWN, NamingStatus.EXPIRED):
        return
    moved(
        naming, "withdraw", by=by, text=reason, status=NamingStatus.WITHDRAWN, ended_on=on,
        data={"decision": decision},
    )  # fmt: skip
    TierChange.objects.create(
        naming=naming, on=on, was=naming.tier, now="", decision=decision, reason=reason[:500], by=by
    )


def naming_lower(naming: Naming, *, by: Any, on: date, reason: str, decision: str) -> None:
    """降级: one step down; from the lowest there is nowhere to go but off the ladder."""
    under = below(naming.tier)
    if not under:
        naming_withdraw(naming, by=by, on=on, reason=reason, decision=decision)
        return
    was = naming.tier
    moved(naming, "lower", by=by, text=reason, tier=Tier(under), data={"tier": under})
    TierChange.objects.create(
        naming=naming, on=on, was=was, now=under, decision=decision, reason=reason[:500], by=by
    )

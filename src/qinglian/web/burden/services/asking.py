"""Ask, take back, confirm. 记入台账、撤回、批准人确认。"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.burden.kinds import PLANNED, Kind
from qinglian.web.burden.limits import CONFIRM
from qinglian.web.burden.models import Ask, AskedUnit, first_of_month
from qinglian.web.burden.preview import Preview, chunks, preview
from qinglian.web.clocks.terms import due_for
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.models import Unit


@transaction.atomic
def ask(
    *, kind: str, on: Any, title: str, giver_unit: Unit, minutes: Mapping[int, int], on_day: date, by: Any,
    plan_number: str = "", approved_by: Any = None, confirmed: bool = False, again: bool = False,
    later: Collection[int] = (),
) -> Ask | None:  # fmt: skip
    """
    Write down what is asked: minutes by key of the body, on a day. Refused where it takes a body above its cap of that
    month, unless somebody else than `by` approves it by name; `confirmed`: that person did so here. What is asked of
    the asking body itself is no request. Asked again for the same thing, only bodies not asked yet are added: with
    none of them left it answers what stands, None where that is nothing. `on` has `public_id` and `get_absolute_url()`,
    or is None. `again`: it is asked anew, of those too that were asked before.
    `later`: keys of those that learn of it when their turn comes (`tell`).
    """
    label, number = _address(on)
    stands = Ask.objects.filter(kind=kind, on_label=label, on_number=number, withdrawn_at=None)
    had = set(_asked(stands) if number and not again else ())
    wanted = {
        key: said for key, said in minutes.items()
        if said > 0 and key not in had and key != giver_unit.pk
    }  # fmt: skip
    if not wanted:
        return stands.last() if number else None
    _hold(wanted)
    cost = preview(wanted, on_day)
    _approved(cost, by, approved_by)
    made = Ask.objects.create(
        kind=Kind(kind), on_label=label, on_number=number, on_title=title[:200],
        on_url=on.get_absolute_url() if on is not None else "", giver_unit=giver_unit,
        on_day=on_day, month=first_of_month(on_day), units=cost.units, minutes=cost.minutes,
        over=len(cost.over), plan_number=plan_number, by=by, approved_by=approved_by,
        confirmed=True if confirmed and approved_by is not None else None,
        confirm_by=due_for(CONFIRM, "", timezone.localdate()) if cost.over and not confirmed else None,
        confirmed_at=timezone.now() if confirmed and approved_by is not None else None,
    )  # fmt: skip
    AskedUnit.objects.bulk_create(
        (
            AskedUnit(
                ask=made, unit_id=key, month=made.month, minutes=said,
                before=cost.before.get(key, 0), cap=cost.caps[key], told=key not in later,
            )
            for key, said in wanted.items()
        ),
        batch_size=2_000,
    )  # fmt: skip
    record(
        "ask.made", on=made, by=by, kind=kind, units=made.units, minutes=made.minutes, over=made.over,
        about=number,
    )  # fmt: skip
    return made


@transaction.atomic
def withdraw(
    *,
    by: Any,
    reason: str,
    of: Ask | None = None,
    on: Any = None,
    units: Iterable[Unit] | None = None,
) -> int:
    """
    Take back what was asked: one request, or all for a thing; of all bodies or of these. The minutes no longer count.
    Says of how many bodies.
    """
    rows = Ask.objects.filter(withdrawn_at=None)
    if of is not None:
        rows = rows.filter(pk=of.pk)
    else:
        label, number = _address(on)
        rows = rows.filter(on_label=label, on_number=number) if number else rows.none()
    found = 0
    for one in rows.select_for_update():
        asked = one.asked.filter(counts=True)
        if units is not None:
            asked = asked.filter(unit__in=[unit.pk for unit in units])
        gone = asked.update(counts=False)
        if not gone:
            continue
        found += gone
        left = one.asked.filter(counts=True).aggregate(n=Count("pk"), total=Sum("minutes"))
        one.units, one.minutes, one.version = left["n"], left["total"] or 0, one.version + 1
        if not one.units:
            one.withdrawn_at, one.withdrawn_by, one.withdrawn_text = timezone.now(), by, reason
        one.save()
        record("ask.withdrawn", on=one, by=by, reason=reason, units=gone)
    return found


def tell(*, on: Any, unit: int) -> None:
    """The turn of a body has come: it sees what it is asked."""
    label, number = _address(on)
    rows = AskedUnit.objects.filter(ask__on_label=label, ask__on_number=number, unit=unit)
    rows.filter(told=False).update(told=True)


@transaction.atomic
def ask_confirm(*, asked: Ask, by: Any, agree: bool, text: str = "") -> Ask:
    """Whoever was named as the approver says so, or that it was not so."""
    fresh = Ask.objects.select_for_update().get(pk=asked.pk)
    if fresh.approved_by_id != by.pk:
        raise NotAllowed(_("只有写明的批准人可以确认。"))
    if fresh.confirmed is not None or fresh.withdrawn_at:
        raise Overtaken(_("已撤回") if fresh.withdrawn_at else _("已确认"), "")
    if not agree and not text.strip():
        raise NotAllowed(_("不认可的，请写明理由。"))
    fresh.confirmed, fresh.confirmed_at, fresh.confirmed_text = agree, timezone.now(), text
    fresh.version += 1
    fresh.save()
    record("ask.confirmed" if agree else "ask.denied", on=fresh, by=by, reason=text)
    return fresh


def plan_needed(kind: str) -> bool:
    """Whether the yearly plan of inspections, checks and appraisals should hold it."""
    return kind in PLANNED


def _approved(cost: Preview, by: Any, approved_by: Any) -> None:
    """Above a cap somebody else must have approved."""
    if approved_by is not None and approved_by.pk == by.pk:
        raise NotAllowed(_("提出的人不能自己批准。"))
    if cost.needs_approver and approved_by is None:
        raise OverCap(cost)


class OverCap(NotAllowed):
    """Bodies would be above their cap and nobody approves it. `cost` says which."""

    def __init__(self, cost: Preview) -> None:
        first = cost.over[0]
        super().__init__(
            _("%(n)d 个单位将超过每月上限（%(unit)s %(after)d 分钟，上限 %(cap)d），须写明批准人。")
            % {"n": len(cost.over), "unit": first.unit, "after": first.after, "cap": first.cap}
        )
        self.cost = cost


def _hold(units: Mapping[int, int]) -> None:
    """Nobody else asks these bodies at the same time: what each has is added up once."""
    for some in chunks(sorted(units)):
        rows = Unit.objects.select_for_update(no_key=True).filter(pk__in=some).order_by("pk")
        list(rows.values_list("pk", flat=True))


def _asked(rows: Any) -> Iterable[int]:
    asked = AskedUnit.objects.filter(ask__in=rows, counts=True).order_by()
    return asked.values_list("unit_id", flat=True)


def _address(on: Any) -> tuple[str, str]:
    return (on._meta.label_lower, str(on.public_id)) if on is not None else ("", "")

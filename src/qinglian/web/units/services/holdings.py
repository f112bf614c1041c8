"""Powers and posts of bodies: set one, end one, bring many. 权力、岗位的登记。"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.holdings import Planned, plan, writes
from qinglian.web.units.models import Holding, Unit

BATCH = 2_000


def keeps(user: Any, unit: Unit) -> bool:
    """Whether a person keeps the powers and posts of a body."""
    return Unit.objects.filter(writes(user), pk=unit.pk).exists()


@transaction.atomic
def holding_set(
    *, unit: Unit, kind: str, code: str, name: str, valid_from: date, by: Any
) -> Holding:
    """The body has a power or a post from a day on."""
    if not keeps(by, unit):
        raise NotAllowed(_("您的角色不办理这件事。"))
    Unit.objects.select_for_update().get(pk=unit.pk)
    row = {
        "unit": unit.code, "kind": kind, "code": code.strip(), "name": name.strip(),
        "valid_from": valid_from.isoformat(), "_row": 1, "_bad": [],
    }  # fmt: skip
    planned = plan([row], by)[0]
    if planned.wrong:
        raise NotAllowed(planned.wrong)
    if planned.before is not None:
        raise NotAllowed(
            _("与自 %(day)s 起已登记的同一项重叠。") % {"day": planned.before.valid_from}
        )
    made = Holding.objects.create(
        unit=unit, kind=kind, code=planned.code, name=planned.name, valid_from=valid_from
    )
    record("holding.set", on=unit, by=by, kind=kind, name=planned.name, counts=1)
    return made


@transaction.atomic
def holding_end(*, holding: Holding, on: date, by: Any, reason: str) -> Holding:
    """The body has it no longer: `on` is the first day without it."""
    fresh = (
        Holding.objects.select_for_update(of=("self",)).select_related("unit").get(pk=holding.pk)
    )
    if not keeps(by, fresh.unit):
        raise NotAllowed(_("您的角色不办理这件事。"))
    if fresh.valid_to != holding.valid_to:
        raise Overtaken(_("已终止"))
    if on <= fresh.valid_from:
        raise NotAllowed(_("“至”早于“自”。"))
    fresh.valid_to = on
    fresh.save(update_fields=["valid_to"])
    record(
        "holding.ended", on=fresh.unit, by=by, reason=reason, kind=fresh.kind, name=fresh.name,
        valid_to=on.isoformat(),
    )  # fmt: skip
    return fresh


@transaction.atomic
def holdings_bring(*, rows: list[dict[str, Any]], by: Any) -> int:
    """All rows of a table or none: as its preview said. Returns how many were written."""
    try:
        return _brought(plan(rows, by), by)
    except IntegrityError as error:
        raise Overtaken(_("有人同时改了登记")) from error


def _brought(planned: list[Planned], by: Any) -> int:
    for one in planned:
        if one.wrong:
            raise NotAllowed(_("第 %(row)d 行：%(why)s") % {"row": one.number, "why": one.wrong})
    fresh = [one for one in planned if one.before is None]
    changed = [one for one in planned if one.before is not None and not one.same]
    Holding.objects.bulk_create(
        (
            Holding(
                unit=one.unit, kind=one.kind, code=one.code, name=one.name,
                valid_from=one.valid_from, valid_to=one.valid_to,
            )
            for one in fresh
        ),
        BATCH,
    )  # fmt: skip
    for one in changed:
        assert one.before is not None
        one.before.name, one.before.valid_to = one.name, one.valid_to
    Holding.objects.bulk_update(
        [one.before for one in changed if one.before], ["name", "valid_to"], BATCH
    )
    number: dict[Unit, int] = {}
    for one in (*fresh, *changed):
        assert one.unit is not None
        number[one.unit] = number.get(one.unit, 0) + 1
    for unit, counts in number.items():
        record("holding.set", on=unit, by=by, counts=counts)
    return len(fresh) + len(changed)

"""
Sampled review. 抽样复核。

A giver may look at a drawn sample of what waits for review. The seed is nobody's choice and the hash of what was drawn
from is kept. Where every drawn turn held, the others may be accepted; they are called accepted unseen, and nothing says
that anybody looked at them. Where one did not hold, the others are looked at one by one.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.draws import draw, new_seed, population
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.duties.kinds import TurnStatus
from qinglian.web.duties.models import Draw, Turn, TurnStep
from qinglian.web.duties.services.sending_rules import gives
from qinglian.web.duties.services.turn_rules import REVIEWING
from qinglian.web.units.models import Unit

SHARE = 0.1
LEAST = 5
"""A tenth, and no fewer than this many (示例)."""
BATCH = 2_000


def drawable(giver_unit: Unit) -> Any:
    """Turns of a giver that wait for review and are in no draw that is still open."""
    return Turn.objects.filter(giver_unit=giver_unit, status=TurnStatus.DONE, draw=None)


@transaction.atomic
def draw_make(*, giver_unit: Unit, by: Any) -> Draw:
    """抽取."""
    if not gives(by, giver_unit, REVIEWING):
        raise NotAllowed(_("您的角色不办理这件事。"))
    Unit.objects.select_for_update().get(pk=giver_unit.pk)
    rows = dict(drawable(giver_unit).values_list("public_id", "pk"))
    if len(rows) <= LEAST:
        raise NotAllowed(_("待复核的只有 %(n)d 项，请逐项复核。") % {"n": len(rows)})
    seed = new_seed()
    size = max(LEAST, round(len(rows) * SHARE))
    chosen = draw(rows, seed, size)
    made = Draw.objects.create(
        giver_unit=giver_unit, seed=seed, population=population(rows), eligible=len(rows),
        size=len(chosen), by=by,
    )  # fmt: skip
    keys = list(rows.values())
    for at in range(0, len(keys), BATCH):
        Turn.objects.filter(pk__in=keys[at : at + BATCH]).update(draw=made)
    Turn.objects.filter(public_id__in=chosen).update(drawn=True)
    record("turn.drawn", on=made, by=by, seed=seed, turns=len(rows), size=len(chosen))
    return made


@transaction.atomic
def draw_accept(*, draw: Draw, by: Any) -> int:
    """Accept the others unseen, once every drawn one held."""
    fresh = Draw.objects.select_for_update(of=("self",)).get(pk=draw.pk)
    if fresh.accepted_at is not None:
        raise Overtaken(_("已接受"))
    if not gives(by, fresh.giver_unit, REVIEWING):
        raise NotAllowed(_("您的角色不办理这件事。"))
    drawn = list(fresh.turns.filter(drawn=True).values_list("status", "returned"))
    if any(status == TurnStatus.DONE for status, _n in drawn):
        raise NotAllowed(_("抽中的还没有复核完。"))
    if len(drawn) < fresh.size or any(status != TurnStatus.REVIEWED for status, _n in drawn):
        raise NotAllowed(_("抽中的有退回，其余的请逐项复核。"))
    rest = fresh.turns.filter(drawn=False, status=TurnStatus.DONE)
    keys = list(rest.exclude(done_by=by).values_list("pk", flat=True))
    said = _("按抽样 %(draw)s 的结果接受，没有逐项看过。") % {"draw": fresh.public_id}
    TurnStep.objects.bulk_create(
        (
            TurnStep(
                turn_id=pk, verb="accept", was=TurnStatus.DONE, now=TurnStatus.ACCEPTED, by=by,
                text=said,
            )
            for pk in keys
        ),
        BATCH,
    )  # fmt: skip
    for at in range(0, len(keys), BATCH):
        Turn.objects.filter(pk__in=keys[at : at + BATCH]).update(status=TurnStatus.ACCEPTED)
    fresh.accepted_by, fresh.accepted_at = by, timezone.now()
    fresh.save(update_fields=["accepted_by", "accepted_at"])
    record("turn.accepted", on=fresh, by=by, turns=len(keys))
    return len(keys)

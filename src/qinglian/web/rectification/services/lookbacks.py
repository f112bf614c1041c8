"""回头看: a drawn sample of what was struck off is looked at again. 回头看。"""

from datetime import date, timedelta
from math import ceil
from typing import Any, Unpack

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.alerts.services.lookbacks import SHARE, quarter_of
from qinglian.web.audit.services import record
from qinglian.web.core.dated import months_before
from qinglian.web.core.draws import draw, new_seed, population
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.papers import Sheet
from qinglian.web.rectification.models import Lookback, LookedAt, Problem
from qinglian.web.rectification.services.rules import needs, not_a_hand, noted, on_side, take
from qinglian.web.rectification.services.striking import problem_reopen
from qinglian.web.rectification.states import LOOKBACK_MONTHS, SUPERVISING, Status
from qinglian.web.units.scope import roles_of


def eligible(day: date) -> dict[str, int]:
    """Problems struck off three to six months before a day and not drawn since."""
    first, last = LOOKBACK_MONTHS
    after, until = months_before(day, last), months_before(day, first)
    drawn = LookedAt.objects.filter(problem=OuterRef("pk"), lookback__at__gt=OuterRef("struck_at"))
    rows = Problem.objects.filter(~Exists(drawn), status=Status.STRUCK)
    return {
        one: key
        for one, key, at in rows.values_list("public_id", "pk", "struck_at")
        if after < timezone.localdate(at) <= until
    }


@transaction.atomic
def lookback_begin(*, by: Any, on: date | None = None) -> Lookback:
    """登记种子: a seed nobody chose goes on record for the quarter, before anything is drawn."""
    if not roles_of(by) & SUPERVISING:
        raise NotAllowed(_("您的角色不办理这件事。"))
    quarter = quarter_of(on or timezone.localdate())
    if Lookback.objects.filter(quarter=quarter).exists():
        raise Overtaken(_("本季度的种子已登记"))
    made = Lookback.objects.create(quarter=quarter, seed=new_seed(), by=by)
    record("lookback.seeded", on=made, by=by, seed=made.seed, quarter=quarter)
    return made


@transaction.atomic
def lookback_draw(
    *, lookback: Lookback, by: Any, share: float = SHARE, on: date | None = None
) -> Lookback:
    """抽取, with the seed that stands on record; what was drawn from is kept as a hash."""
    fresh = Lookback.objects.select_for_update().get(pk=lookback.pk)
    if not roles_of(by) & SUPERVISING:
        raise NotAllowed(_("您的角色不办理这件事。"))
    if fresh.drawn_at:
        raise Overtaken(_("已抽取"), fresh.by)
    found = eligible(on or timezone.localdate())
    if not found:
        raise NotAllowed(_("三到六个月前没有销号的问题，无可抽取。"))
    fresh.drawn_at, fresh.share = max(timezone.now(), fresh.at + timedelta(microseconds=1)), share
    fresh.population, fresh.eligible = population(found), len(found)
    fresh.save()
    drawn = draw(found, fresh.seed, ceil(len(found) * share))
    LookedAt.objects.bulk_create(LookedAt(lookback=fresh, problem_id=found[one]) for one in drawn)
    record(
        "lookback.drawn", on=fresh, by=by, seed=fresh.seed, eligible=len(found), drawn=len(drawn)
    )
    return fresh


@transaction.atomic
def lookback_say(
    *, item: LookedAt, by: Any, stands: bool, text: str, **sheet: Unpack[Sheet]
) -> LookedAt:
    """Whether what was mended still stands; where not, the problem is on record again. Never by a hand."""
    needs(text)
    fresh = LookedAt.objects.select_for_update().select_related("problem").get(pk=item.pk)
    problem = take(fresh.problem)
    if fresh.stands is not None:
        raise Overtaken(_("已回头看"), fresh.by or "")
    if problem.status != Status.STRUCK:
        raise Overtaken(problem.get_status_display())
    if not on_side(problem, by, "supervisor"):
        raise NotAllowed(_("您的角色不办理这件事。"))
    not_a_hand(problem, by)
    fresh.stands, fresh.text, fresh.by, fresh.at = stands, text, by, timezone.now()
    fresh.save()
    if stands:
        noted(problem, "stands", by=by, text=text, **sheet)
    else:
        problem_reopen(problem=problem, by=by, reason=text, **sheet)
    return fresh

"""回头看: a drawn sample of what was struck off is looked at again. 回头看。"""

from collections.abc import Iterable
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.alerts.models import Alert, Lookback, LookedAt, Paper, Step
from qinglian.web.alerts.services.closing import alert_reopen
from qinglian.web.alerts.states import LOOKBACK_MONTHS, SUPERVISING, Fact, Status
from qinglian.web.audit.services import record
from qinglian.web.core.dated import months_before
from qinglian.web.core.draws import draw, population
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.papers import must_prove
from qinglian.web.units.scope import roles_of

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

SHARE = 0.2


def quarter_of(day: date) -> str:
    """As 2026Q3."""
    return f"{day.year}Q{(day.month + 2) // 3}"


@transaction.atomic
def lookback_draw(*, by: Any, seed: int, share: float = SHARE, on: date | None = None) -> Lookback:
    """
    Draw for the quarter of a day from what was struck off as true or partly true three to six months before.
    The seed is said before (in a notice or a meeting), the population is kept as a hash: anybody who may see
    the alerts can draw again.
    """
    if by is not None and not roles_of(by) & SUPERVISING:
        raise NotAllowed(_("您的角色不办理这件事。"))
    day = on or timezone.localdate()
    first, last = LOOKBACK_MONTHS
    eligible = dict(
        Alert.objects.filter(
            status=Status.CLOSED,
            fact__in=(Fact.TRUE, Fact.PARTLY),
            closed_at__date__gt=months_before(day, last),
            closed_at__date__lte=months_before(day, first),
            looked_at=None,
        ).values_list("public_id", "pk")
    )
    if Lookback.objects.filter(quarter=quarter_of(day)).exists():
        raise Overtaken(_("本季度已抽取"))
    if not eligible:
        raise NotAllowed(_("三到六个月前没有销号的属实预警，无可抽取。"))
    made = Lookback.objects.create(
        quarter=quarter_of(day),
        seed=seed,
        share=share,
        population=population(eligible),
        eligible=len(eligible),
        by=by,
    )
    drawn = draw(eligible, seed, ceil(len(eligible) * share))
    LookedAt.objects.bulk_create(LookedAt(lookback=made, alert_id=eligible[one]) for one in drawn)
    record("lookback.drawn", on=made, by=by, seed=seed, eligible=len(eligible), drawn=len(drawn))
    return made


@transaction.atomic
def lookback_say(
    *,
    item: LookedAt,
    by: Any,
    stands: bool,
    text: str,
    papers: "Iterable[Stored]" = (),
    offline: bool = False,
) -> LookedAt:
    """
    Say whether what was mended still stands, which becomes a step of the alert; where not, it is reopened. Not by
    whoever handled it.
    """
    papers = list(papers)
    must_prove(papers, offline=offline)
    fresh = LookedAt.objects.select_for_update().select_related("alert").get(pk=item.pk)
    if fresh.stands is not None:
        raise Overtaken(_("已回头看"), fresh.by or "")
    if not roles_of(by) & SUPERVISING:
        raise NotAllowed(_("您的角色不办理这件事。"))
    if fresh.alert.hands.filter(user=by).exists():
        raise NotAllowed(_("承办过的人不能回头看。"))
    if not text.strip():
        raise NotAllowed(_("请写明看到的情况。"))
    fresh.stands, fresh.text, fresh.by, fresh.at = stands, text, by, timezone.now()
    fresh.save()
    record("lookback.said", on=fresh.alert, by=by, stands=stands)
    if not stands:
        alert_reopen(alert=fresh.alert, by=by, reason=text, papers=papers, offline=offline)
    else:
        now = fresh.alert.status
        step = Step.objects.create(
            alert=fresh.alert, verb="looked_at", was=now, now=now, by=by, text=text, offline=offline
        )
        Paper.file(step, papers)
    return fresh

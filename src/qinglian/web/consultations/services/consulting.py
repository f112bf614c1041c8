"""Ask, ask again with a changed text, close, withdraw. 发起、新一轮、办结、撤回。"""

from collections.abc import Sequence
from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from qinglian.web.burden.kinds import Kind as Ledger
from qinglian.web.burden.numbers import estimate
from qinglian.web.burden.services.asking import ask, withdraw
from qinglian.web.clocks.terms import days_for
from qinglian.web.consultations.models import Asked, Consultation, Round
from qinglian.web.consultations.receivers import consultation_closed
from qinglian.web.consultations.services.rules import (
    asked_units,
    asker_units,
    last_round,
    noted,
    onward,
    refused,
    take,
    turn_begins,
    unanswered,
)
from qinglian.web.consultations.states import HEARD, Kind, Outcome, Stance, Status, Turn
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.papers import Sheet
from qinglian.web.units.models import Unit

MOST_DAYS = 60
"""Working days a body may be given; a longer one is no term."""


@transaction.atomic
def consultation_open(
    *, kind: str, subject: str, text: str, asker: Unit, asked: Sequence[Unit], by: Any,
    serial: bool = False, days: int | None = None, about_type: str = "", about_id: str = "",
    about_url: str = "", approved_by: Any = None, **sheet: Unpack[Sheet],
) -> Consultation:  # fmt: skip
    """
    Ask other bodies: all at once, or in the order given. `days`: working days for each, by the term where nothing is
    said. `about_*`: what it is about, if that has a page here. Above the monthly cap `approved_by` is who approves.
    """
    if not asker_units(by).filter(pk=asker.pk).exists():
        raise refused()
    if about_url and not (
        about_url.startswith("/") and url_has_allowed_host_and_scheme(about_url, allowed_hosts=None)
    ):
        raise NotAllowed(_("所涉页面应是本系统的网址，以 / 开头。"))
    made = Consultation.objects.create(
        kind=kind, subject=subject, asker=asker, by=by, serial=serial,
        about_type=about_type, about_id=about_id, about_url=about_url,
    )  # fmt: skip
    _round(made, text, "", days, asked, by, approved_by)
    noted(made, "opened", by=by, text=subject, **sheet)
    return made


@transaction.atomic
def round_open(
    *, consultation: Consultation, by: Any, text: str, changed: str, asked: Sequence[Unit] = (),
    days: int | None = None, approved_by: Any = None, version: int | None = None, **sheet: Unpack[Sheet],
) -> Round:  # fmt: skip
    """
    新一轮: the text was changed, so that what was said of the old one no longer stands for it. Every point made so far
    has its answer first; the same bodies are asked in the same order, unless others are named. The old round stays.
    """
    fresh = take(consultation, by, version)
    if not changed.strip():
        raise NotAllowed(_("请写明改了什么。"))
    left = unanswered(fresh).count()
    if left:
        raise NotAllowed(_("还有 %(n)d 条意见没有答复。") % {"n": left})
    old = last_round(fresh)
    units = list(asked) or [one.unit for one in old.asked.select_related("unit")]
    ended = list(old.asked.filter(status__in=(*HEARD, Turn.WAITING)).select_related("unit"))
    withdraw(on=fresh, units=[one.unit for one in ended], by=by, reason=changed)
    for one in ended:
        one.status, one.version = Turn.ENDED, one.version + 1
        one.save()
    made = _round(fresh, text, changed, days or old.days, units, by, approved_by)
    noted(fresh, "round", by=by, text=changed, round=made.number, **sheet)
    return made


def _round(
    consultation: Consultation, text: str, changed: str, days: int | None, asked: Sequence[Unit], by: Any,
    approved_by: Any,
) -> Round:  # fmt: skip
    units = [one for one in dict.fromkeys(asked) if one.pk != consultation.asker_id]
    if not units:
        raise NotAllowed(_("请选被征询单位。"))
    reached = set(asked_units(by).values_list("pk", flat=True))
    had = set(Asked.objects.filter(round__consultation=consultation).values_list("unit", flat=True))
    if any(one.pk not in reached | had for one in units):
        raise NotAllowed(_("有的单位不在您可以征询的范围内。"))
    if days is None:
        days = days_for(f"consultation.{consultation.kind}", "", timezone.localdate()) or 1
    if not 1 <= days <= MOST_DAYS:
        raise NotAllowed(_("期限为 1 到 %(most)d 个工作日。") % {"most": MOST_DAYS})
    if not text.strip():
        raise NotAllowed(_("请写征询内容。"))
    made = Round.objects.create(
        consultation=consultation, number=consultation.rounds.count() + 1, text=text, changed=changed,
        days=days, by=by,
    )  # fmt: skip
    rows = [Asked(round=made, unit=unit, place=place) for place, unit in enumerate(units, 1)]
    Asked.objects.bulk_create(rows)
    today = timezone.localdate()
    minutes = estimate(Ledger.CONSULTATION, today)
    ask(
        kind=Ledger.CONSULTATION, on=consultation, title=consultation.subject, giver_unit=consultation.asker,
        minutes=dict.fromkeys([one.pk for one in units], minutes), on_day=today, by=by,
        approved_by=approved_by, again=True,
        later=[one.pk for one in units[1:]] if consultation.serial else (),
    )  # fmt: skip
    first = made.asked.select_related("round")
    for one in first[:1] if consultation.serial else first:
        turn_begins(one)
    onward(consultation)
    return made


@transaction.atomic
def consultation_close(
    *, consultation: Consultation, by: Any, text: str = "", version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Consultation:  # fmt: skip
    """
    办结: everybody asked in the last round has spoken (or, for views, let the day pass), and every point is answered. A
    countersign that not all agreed to ends as disputed, with the reason why it goes on.
    """
    fresh = take(consultation, by, version)
    rows = last_round(fresh).asked.all()
    missing = [one for one in rows if one.status in (*HEARD, Turn.WAITING)]
    if missing:
        raise NotAllowed(_("还有 %(n)d 家没有反馈。") % {"n": len(missing)})
    left = unanswered(fresh).count()
    if left:
        raise NotAllowed(_("还有 %(n)d 条意见没有答复。") % {"n": left})
    agreed = all(one.stance in (Stance.AGREE, Stance.CHANGES) for one in rows)
    countersigned = Outcome.AGREED if agreed else Outcome.DISPUTED
    outcome = Outcome.COLLECTED if fresh.kind == Kind.OPINION else countersigned
    if outcome == Outcome.DISPUTED and not text.strip():
        raise NotAllowed(_("会签没有取得一致，请写明怎么处理。"))
    fresh.status, fresh.outcome, fresh.closed_at = Status.CLOSED, outcome, timezone.now()
    fresh.due_on = None
    noted(fresh, "closed", by=by, text=text, outcome=outcome, **sheet)
    consultation_closed.send(Consultation, consultation=fresh, by=by)
    return fresh


@transaction.atomic
def consultation_withdraw(
    *, consultation: Consultation, by: Any, reason: str, version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Consultation:  # fmt: skip
    """撤回: nobody has to say anything any more; what was said stays."""
    if not reason.strip():
        raise NotAllowed(_("请写明情况或理由。"))
    fresh = take(consultation, by, version)
    left = last_round(fresh).asked.filter(status__in=(*HEARD, Turn.WAITING))
    withdraw(
        on=fresh, units=[one.unit for one in left.select_related("unit")], by=by, reason=reason
    )
    left.update(status=Turn.ENDED)
    fresh.status, fresh.due_on = Status.WITHDRAWN, None
    noted(fresh, "withdrawn", by=by, text=reason, **sheet)
    return fresh

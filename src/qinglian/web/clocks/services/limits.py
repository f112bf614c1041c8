"""
A time limit is changed by two people, for what begins later. 时限变更：一人提出，另一人批准，不溯及既往。

The system administrator asks, the security administrator agrees (practice.md 3.1: the three administrators stay apart).
"""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from qinglian.web.accounts.roles import Role
from qinglian.web.audit.services import record
from qinglian.web.clocks.models import Limit
from qinglian.web.clocks.terms import TERMS, days_for
from qinglian.web.clocks.words import term_name
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.services.rights import require


def first_day() -> date:
    """The first day from which a change may count: tomorrow. A day has one limit, and what began keeps its own."""
    return timezone.localdate() + timedelta(days=1)


@transaction.atomic
def limit_ask(
    *, term: str, level: str, days: int, valid_from: date, reason: str, by: Any,
    seen: int | None = None,
) -> Limit:  # fmt: skip
    """Ask for another number of days from a day that is still to come. `seen`: the days the form was made from."""
    role = require(by, Role.SYSTEM_ADMIN)
    known = TERMS.get(term)
    if known is None or level not in known.days:
        raise NotAllowed(_("没有这个时限。"))
    if not reason.strip():
        raise NotAllowed(_("请写明依据或理由。"))
    if not 1 <= days <= known.most:
        raise NotAllowed(_("时限为 1 到 %(most)d 个工作日。") % {"most": known.most})
    if valid_from < first_day():
        raise NotAllowed(_("最早自明天起：已经开始计时的不变。"))
    before = days_for(term, level, valid_from) or 0
    if seen is not None and seen != days_for(term, level, timezone.localdate()):
        raise Overtaken(days_for(term, level, timezone.localdate()))
    if Limit.objects.filter(term=term, level=level, agreed=None).exists():
        raise NotAllowed(_("这个时限已有一项变更等待批准。"))
    if days == before:
        raise NotAllowed(_("这一天起本来就是 %(days)d 个工作日。") % {"days": days})
    made = Limit.objects.create(
        term=term, level=level, days_before=before, days=days, valid_from=valid_from, reason=reason,
        by=by,
    )  # fmt: skip
    _noted("limit.asked", made, by=by, role=role, reason=reason)
    return made


@transaction.atomic
def limit_decide(*, limit: Limit, agree: bool, by: Any, answer: str = "") -> Limit:
    """Agree or not. Agreed to on its day or later, it counts from the next day: it is never retroactive."""
    role = require(by, Role.SECURITY_ADMIN)
    fresh = Limit.objects.select_for_update().get(pk=limit.pk)
    if fresh.agreed is not None:
        raise Overtaken(fresh.state.label, fresh.decided_by or "")
    if fresh.by_id == by.pk:
        raise NotAllowed(_("提出的人不能自己批准。"))
    if not agree and not answer.strip():
        raise NotAllowed(_("不批准的，请写明理由。"))
    if agree:
        fresh.valid_from = max(fresh.valid_from, first_day())
    fresh.agreed, fresh.answer = agree, answer
    fresh.decided_by, fresh.decided_at = by, timezone.now()
    fresh.save()
    verb = "limit.agreed" if agree else "limit.refused"
    _noted(verb, fresh, by=by, role=role, reason=answer)
    return fresh


def _noted(action: str, limit: Limit, **who: Any) -> None:
    # Records are in Chinese, whoever acts.
    with override(settings.LANGUAGE_CODE):
        name = term_name(limit.term, limit.level)
    record(
        action,
        on=limit,
        term=name,
        days_before=limit.days_before,
        days=limit.days,
        valid_from=limit.valid_from.isoformat(),
        **who,
    )

"""
A cap or an estimate is changed by two people, for what is asked later. 上限与估计用时的变更，不溯及既往。

As time limits are (`clocks.services.limits`): the system administrator asks, the security administrator agrees.
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
from qinglian.web.burden.models import Setting
from qinglian.web.burden.numbers import DEFAULTS, MOST, number_name, numbers
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.services.rights import require


def first_day() -> date:
    """The first day from which a change may count: tomorrow."""
    return timezone.localdate() + timedelta(days=1)


@transaction.atomic
def setting_ask(
    *,
    what: str,
    key: str,
    minutes: int,
    valid_from: date,
    reason: str,
    by: Any,
    seen: int | None = None,
) -> Setting:
    """Ask for another number from a day that is still to come. `seen`: the number the form was made from."""
    role = require(by, Role.SYSTEM_ADMIN)
    if (what, key) not in DEFAULTS:
        raise NotAllowed(_("没有这个数。"))
    if not reason.strip():
        raise NotAllowed(_("请写明依据或理由。"))
    if not 1 <= minutes <= MOST[Setting.What(what)]:
        raise NotAllowed(_("应为 1 到 %(most)d 分钟。") % {"most": MOST[Setting.What(what)]})
    if valid_from < first_day():
        raise NotAllowed(_("最早自明天起：已经记入台账的不变。"))
    now = numbers(timezone.localdate())[what, key]
    if seen is not None and seen != now:
        raise Overtaken(now)
    if Setting.objects.filter(what=what, key=key, agreed=None).exists():
        raise NotAllowed(_("这个数已有一项变更等待批准。"))
    before = numbers(valid_from)[what, key]
    if minutes == before:
        raise NotAllowed(_("这一天起本来就是 %(minutes)d 分钟。") % {"minutes": minutes})
    made = Setting.objects.create(
        what=what,
        key=key,
        minutes_before=before,
        minutes=minutes,
        valid_from=valid_from,
        reason=reason,
        by=by,
    )
    _noted("burden_setting.asked", made, by=by, role=role, reason=reason)
    return made


@transaction.atomic
def setting_decide(*, setting: Setting, agree: bool, by: Any, answer: str = "") -> Setting:
    """Agree or not. Agreed to on its day or later, it counts from the next day: it is never retroactive."""
    role = require(by, Role.SECURITY_ADMIN)
    fresh = Setting.objects.select_for_update().get(pk=setting.pk)
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
    verb = "burden_setting.agreed" if agree else "burden_setting.refused"
    _noted(verb, fresh, by=by, role=role, reason=answer)
    return fresh


def _noted(action: str, setting: Setting, **who: Any) -> None:
    # Records are in Chinese, whoever acts.
    with override(settings.LANGUAGE_CODE):
        name = number_name(setting.what, setting.key)
    record(
        action, on=setting, setting=name, minutes_before=setting.minutes_before, minutes=setting.minutes,
        valid_from=setting.valid_from.isoformat(), **who,
    )  # fmt: skip

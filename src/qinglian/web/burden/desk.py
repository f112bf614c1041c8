"""Requests above the cap that name this person as the approver, what was denied, settings that wait. 工作台。"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.accounts.roles import Role
from qinglian.web.burden.models import Ask, Setting
from qinglian.web.burden.numbers import number_name
from qinglian.web.core.desk import Part, Waiting
from qinglian.web.core.masking import mask_text
from qinglian.web.units.scope import reach, roles_of


def parts(user: Any) -> Iterator[Part]:
    """What this person approved by name and has not confirmed, what of theirs was denied, what they may agree to."""
    if reach(user, Ask.OBJECT):
        rows = Ask.objects.filter(withdrawn_at=None, over__gt=0)
        yield Part(
            rows.filter(approved_by=user, confirmed=None),
            _to_confirm,
            ("giver_unit",),
            ("at", "pk"),
        )
        yield Part(rows.filter(by=user, confirmed=False), _denied, ("giver_unit",), ("at", "pk"))
    if Role.SECURITY_ADMIN in roles_of(user):
        yield Part(
            Setting.objects.filter(agreed=None).exclude(by=user), _setting, order=("at", "pk")
        )


def counters(user: Any) -> tuple[()]:
    """None: what waits stands below."""
    return ()


def _to_confirm(one: Ask) -> Waiting:
    return _asked(one, _("确认超上限"), due_on=one.confirm_by)


def _denied(one: Ask) -> Waiting:
    return _asked(one, _("批准人不认可，撤回或另行批准"))


def _asked(one: Ask, act: str, **more: Any) -> Waiting:
    title, room = mask_text(one.on_title), _("减负")
    return Waiting(
        one.get_kind_display(),
        title,
        act,
        one.get_absolute_url(),
        unit=str(one.giver_unit),
        room=room,
        **more,
    )


def _setting(one: Setting) -> Waiting:
    name = number_name(one.what, one.key)
    return Waiting(_("减负设置变更"), name, _("批准或不予批准"), one.get_absolute_url())

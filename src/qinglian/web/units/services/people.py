"""Enter a person, correct, let in or keep out, hand out a first password. 人员。"""

import secrets
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import User
from qinglian.web.accounts.roles import Role
from qinglian.web.audit.services import record
from qinglian.web.core.ids import ALPHABET
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.stamp import stamp
from qinglian.web.units.services.rights import require

CORRECTED = ("name", "unit", "phone", "email")


@transaction.atomic
def person_create(*, username: str, name: str, by: User, **fields: Any) -> tuple[User, str]:
    """Enter a person. Returns the first password too: it is shown once and must be changed at the first sign-in."""
    role = require(by, Role.SYSTEM_ADMIN)
    if User.objects.filter(username__iexact=username).exists():
        raise NotAllowed(_("用户名%(name)s已有人使用。") % {"name": username})
    password = first_password()
    user = User.objects.create_user(
        username, password, name=name, must_change_password=True, **fields
    )
    record("person.created", on=user, by=by, role=role)
    return user, password


@transaction.atomic
def person_correct(*, user: User, seen: str, by: User, **fields: Any) -> User:
    """Change what is written of a person; records say which columns, not what stood there."""
    role = require(by, Role.SYSTEM_ADMIN)
    user = _taken(user, seen)
    changed = [name for name in CORRECTED if name in fields and getattr(user, name) != fields[name]]
    for name in changed:
        setattr(user, name, fields[name])
    if changed:
        user.save(update_fields=changed)
        record("person.corrected", on=user, by=by, role=role, columns=changed)
    return user


@transaction.atomic
def person_keep_out(*, user: User, by: User, reason: str) -> User:
    """The person can no longer sign in; open sessions end at their next request. Roles stay on record."""
    role = require(by, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    user = _taken(user)
    if user.pk == by.pk:
        raise NotAllowed(_("不能停用自己的账号。"))
    if not user.is_active:
        raise Overtaken(_("已停用"))
    user.is_active = False
    user.save(update_fields=["is_active"])
    record("person.kept_out", on=user, by=by, role=role, reason=reason)
    return user


@transaction.atomic
def person_let_in(*, user: User, by: User, reason: str) -> User:
    """The person may sign in again. Only the security administrator opens what was closed."""
    role = require(by, Role.SECURITY_ADMIN)
    user = _taken(user)
    if user.is_active:
        raise Overtaken(_("可以登录"))
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("person.let_in", on=user, by=by, role=role, reason=reason)
    return user


@transaction.atomic
def person_new_password(*, user: User, by: User, reason: str) -> str:
    """Another first password, for who forgot theirs or came by a workbook; shown once."""
    role = require(by, Role.SYSTEM_ADMIN)
    user = _taken(user)
    if user.pk == by.pk:
        raise NotAllowed(_("自己的密码请在“我的账号”里修改。"))
    password = first_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record("person.password_reset", on=user, by=by, role=role, reason=reason)
    return password


def first_password() -> str:
    """Fifteen signs that can be read aloud: 75 random bits."""
    drawn = "".join(secrets.choice(ALPHABET) for _i in range(15)).lower()
    return f"{drawn[:5]}-{drawn[5:10]}-{drawn[10:]}"


def _taken(user: User, seen: str = "") -> User:
    taken = User.objects.select_for_update().get(pk=user.pk)
    if seen and stamp(taken) != seen:
        raise Overtaken(taken.name)
    return taken

"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role
from qinglian.web.core.access import roles_of
from qinglian.web.core.menu import Item

ITEMS = [
    Item(
        _("登录锁定"),
        "accounts:locked",
        lambda user: Role.SECURITY_ADMIN in roles_of(user),
        85,
    ),
    Item(
        _("登录证书"),
        "accounts:certificates",
        lambda user: bool(roles_of(user) & {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}),
        84,
    ),
]

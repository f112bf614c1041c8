"""Who may do what here, asked by every verb itself. 每个动作自己核对的权限。"""

from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.accounts.roles import Role
from qinglian.web.core.moves import NotAllowed
from qinglian.web.units.scope import roles_of


def require(by: Any, *roles: Role) -> Role:
    """The first of the roles that the person holds. Raises `NotAllowed`."""
    held = roles_of(by)
    for role in roles:
        if role in held:
            return role
    raise NotAllowed(
        _("这件事由%(roles)s办理。") % {"roles": _("或").join(str(one.label) for one in roles)}
    )

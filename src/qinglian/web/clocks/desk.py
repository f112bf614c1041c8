"""Changes of limits that wait for the security administrator. 工作台上的时限变更。"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.accounts.roles import Role
from qinglian.web.clocks.models import Limit
from qinglian.web.clocks.words import named
from qinglian.web.core.desk import Counter, Part, Waiting
from qinglian.web.units.scope import roles_of


def parts(user: Any) -> Iterator[Part]:
    """What this person may agree to."""
    if Role.SECURITY_ADMIN in roles_of(user):
        asked = Limit.objects.filter(agreed=None).exclude(by=user)
        yield Part(asked, _change, order=("at",))


def counters(user: Any) -> Iterator[Counter]:
    """None: what waits stands below."""
    return iter(())


def _change(one: Limit) -> Waiting:
    return Waiting(_("时限变更"), named(one), _("批准或不予批准"), one.get_absolute_url())

"""What waits of integrations and of warnings from above. 工作台上的对接。"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.accounts.roles import Role
from qinglian.web.api.models import HANDING_ON, Integration, Warning
from qinglian.web.api.states import State
from qinglian.web.core.desk import Counter, Part, Waiting
from qinglian.web.core.masking import mask_text
from qinglian.web.units.scope import roles_of


def parts(user: Any) -> Iterator[Part]:
    """Warnings to hand on; systems to approve."""
    held = roles_of(user)
    if held & HANDING_ON:
        rows = Warning.objects.visible_to(user).filter(status=Warning.Status.NEW)
        yield Part(rows, _warning, related=("unit",), order=("due_on", "pk"))
    if Role.SECURITY_ADMIN in held:
        asked = Integration.objects.in_state(State.WAITING).exclude(asked_by=user)
        yield Part(asked, _system, related=("unit",), order=("asked_at",))


def counters(user: Any) -> Iterator[Counter]:
    """None: what waits is listed."""
    return iter(())


def _warning(row: Warning) -> Waiting:
    return Waiting(
        kind=_("上级平台预警"), title=mask_text(row.title), act=_("交办"),
        url=row.get_absolute_url(), unit=row.unit.name, due_on=row.due_on,
    )  # fmt: skip


def _system(row: Integration) -> Waiting:
    return Waiting(
        kind=_("对接系统"), title=row.name, act=_("批准与否"), url=row.get_absolute_url(),
        unit=row.unit.name,
    )  # fmt: skip

"""Where rectification leads from pages of other apps. 从别的页面到整改。"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.states import Status as AlertStatus
from qinglian.web.core.links import Link
from qinglian.web.core.masking import mask_text
from qinglian.web.core.wording import labelled
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.states import COUNTED, FINDING, Origin
from qinglian.web.units.scope import roles_of

SETTLED = (AlertStatus.HANDLING, AlertStatus.CLOSING, AlertStatus.CLOSED)
"""A conclusion was accepted: it may become a problem."""


def links(on: Any, user: Any) -> list[Link]:
    """Problems of an alert; and a button to open one of an alert whose conclusion was accepted."""
    if not isinstance(on, Alert) or (on.status not in SETTLED and not on.reopened):
        return []
    rows = Problem.objects.visible_to(user).filter(
        status__in=COUNTED, sightings__origin=Origin.ALERT
    )
    found = [_to(one) for one in rows.filter(sightings__origin_id=on.public_id).distinct()]
    if not found and may_open_of(on, user):
        url = f"{reverse('rectification:new')}?alert={on.public_id}"
        found.append(Link(_("登记为整改问题"), url, makes=True))
    return found


def may_open_of(alert: Alert, user: Any) -> bool:
    """Whether a person makes a problem of an alert: never of one that its body must not know of."""
    return bool(
        alert.status in SETTLED and not alert.secret and roles_of(user) & FINDING and user.unit_id
    )


def _to(problem: Problem) -> Link:
    title = labelled(_("整改"), mask_text(problem.title))
    return Link(title, problem.get_absolute_url(), problem.get_status_display())

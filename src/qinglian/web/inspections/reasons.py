"""Why somebody sees an inspection or a visit, in sentences. 为什么看得见。"""

from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.inspections.models import Inspection, Visit
from qinglian.web.units.scope import reach

MOST = 3
OVERSEEN = {"office": "unit", "watched": "unit"}


def inspection_reasons(inspection: Inspection, user: Any) -> list[str]:
    """For one's own body, one that goes along, one that is overseen, or because one was named as approver."""
    scope = reach(user, Inspection.OBJECT)
    said = scope.reasons(inspection)
    for body in inspection.bodies.filter(left_at=None):
        said += scope.reasons(body)
    for visit in [] if said else inspection.visits.all()[:50]:
        visit.SCOPE = OVERSEEN
        said += scope.reasons(visit)
    if inspection.requests.filter(approver=user.pk).exists():
        said.append(_("您因被指定为批准人可见"))
    return list(dict.fromkeys(said))[:MOST]


def visit_reasons(visit: Visit, user: Any) -> list[str]:
    """The same of a visit. While it is hidden, the line to the visited body is no reason."""
    scope = reach(user, Visit.OBJECT)
    if visit.hidden:
        visit.SCOPE = {name: column for name, column in Visit.SCOPE.items() if name != "unit"}
    said = scope.reasons(visit)
    for body in visit.inspection.bodies.filter(left_at=None):
        said += scope.reasons(body)
    if visit.requests.filter(approver=user.pk).exists():
        said.append(_("您因被指定为批准人可见"))
    return list(dict.fromkeys(said))[:MOST]

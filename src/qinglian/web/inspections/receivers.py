"""What records must not tell before the visited body may know. 暗访反馈前，审计记录不示人。"""

from django.db.models import Q

from qinglian.web.audit.hidden import hide
from qinglian.web.inspections.models import Finding, Inspection, Visit
from qinglian.web.inspections.states import Mode


def unannounced() -> Q:
    """
    The records of visits that are hidden, of their findings, and of unannounced inspections any visit of which is
    hidden or not yet drawn, by public id alone: a record of a page that was read bears the id and not the kind.
    """
    hidden = Visit.objects.filter(hidden=True)
    secret = Inspection.objects.filter(mode=Mode.UNANNOUNCED)
    open_ = Q(pk__in=hidden.values("inspection")) | Q(visits=None)
    return (
        Q(object_id__in=hidden.values("public_id"))
        | Q(object_id__in=Finding.objects.filter(visit__hidden=True).values("public_id"))
        | Q(object_id__in=secret.filter(open_).values("public_id"))
    )


hide(unannounced)

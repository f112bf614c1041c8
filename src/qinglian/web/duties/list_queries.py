"""Reads of lists within what a person sees. 清单的查询。"""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.listing import Filter
from qinglian.web.core.periods import period_filter, within
from qinglian.web.duties.kinds import VersionStatus
from qinglian.web.duties.models import DutyList, Item, ListVersion

PROGRAMMES = {
    "programmes": (
        _("印发的方案"), lambda begins, ends: Q(issued_on__gte=begins, issued_on__lte=ends),
    ),
}  # fmt: skip
VERSIONS = {
    "issued": (
        _("印发的清单"),
        lambda begins, ends: Q(
            pk__in=ListVersion.objects.filter(within("issued_at", begins, ends)).values("of")
        ),
    ),
    "renewed": (
        _("换了新版的清单"),
        lambda begins, ends: Q(
            pk__in=ListVersion.objects.filter(
                within("issued_at", begins, ends), number__gt=1
            ).values("of")
        ),
    ),
}  # fmt: skip


def programme_period(request: HttpRequest) -> list[Filter]:
    """The filter that a number of a period leads to."""
    return period_filter(request, PROGRAMMES)


def list_period(request: HttpRequest) -> list[Filter]:
    """The same of lists."""
    return period_filter(request, VERSIONS)


def with_versions(rows: QuerySet[DutyList]) -> QuerySet[DutyList]:
    """Each list with the number and status of its newest version, when it was issued, and how many items it has."""
    newest = ListVersion.objects.filter(of=OuterRef("pk")).order_by("-number")
    counted = (
        Item.objects.filter(of__of=OuterRef("pk"), of__number=OuterRef("last"))
        .order_by()
        .values("of__of")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return rows.annotate(
        last=Subquery(newest.values("number")[:1]), stands=Subquery(newest.values("status")[:1]),
    ).annotate(items_number=Subquery(counted))  # fmt: skip


def state_q(value: str) -> Q:
    """Conditions of the drop-down."""
    today = timezone.localdate()
    draft = ListVersion.objects.filter(status=VersionStatus.DRAFT).values("of")
    held = ListVersion.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=today), status=VersionStatus.ISSUED, valid_from__lte=today
    ).values("of")
    return {
        "draft": Q(pk__in=draft), "in_force": Q(pk__in=held),
        "never": ~Q(pk__in=ListVersion.objects.filter(status=VersionStatus.ISSUED).values("of")),
        "template": ~Q(template_for=""),
    }[value]  # fmt: skip

"""
Inspections by field, where this site has inspections. 各领域的督查。

An inspection is about a matter 督查事项; which field a matter lies in is said here, on the page of the map, once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qinglian.web.audit.services import record
from qinglian.web.campaigns.coverage import Column
from qinglian.web.campaigns.fields import field_name, fields, may_add
from qinglian.web.campaigns.models import FieldMatter
from qinglian.web.core.moves import NotAllowed

BEGUN = ("issued", "closed")
"""States of an inspection that went out."""


def there() -> bool:
    """Whether this site has inspections."""
    return apps.is_installed("qinglian.web.inspections")


def matters() -> list[str]:
    """The matters that are inspected, by name."""
    rows = apps.get_model("inspections", "Matter").objects.order_by("name")
    return list(rows.values_list("name", flat=True))


def matters_of(field: str) -> list[str]:
    """The matters of a field."""
    rows = FieldMatter.objects.filter(field=field).order_by("matter")
    return list(rows.values_list("matter", flat=True))


@transaction.atomic
def matters_set(*, field: str, names: Iterable[str], by: Any) -> None:
    """Say which matters lie in a field; a matter may lie in several."""
    if not may_add(by):
        raise NotAllowed(_("您的角色不办理这件事。"))
    if field not in dict(fields()):
        raise NotAllowed(_("没有这个领域。"))
    known = set(matters())
    wanted = [one for one in dict.fromkeys(names) if one in known]
    FieldMatter.objects.filter(field=field).delete()
    FieldMatter.objects.bulk_create(FieldMatter(field=field, matter=one) for one in wanted)
    record("campaign.field_matters", on=("field", field), by=by, units=len(wanted))


def inspections_of(user: Any, since: date, field: str = "") -> QuerySet[Any]:
    """Inspections that went out since a day and a person may see, of one field or of all that have matters."""
    rows = FieldMatter.objects.filter(field=field) if field else FieldMatter.objects.all()
    seen = apps.get_model("inspections", "Inspection").objects.visible_to(user)
    return seen.filter(
        status__in=BEGUN, begins_on__gte=since, matter__name__in=rows.values("matter")
    )


def counted(user: Any, since: date) -> Mapping[str, int]:
    """Inspections by field."""
    by_matter = Counter(inspections_of(user, since).values_list("matter__name", flat=True))
    found: Counter[str] = Counter()
    for field, matter in FieldMatter.objects.values_list("field", "matter"):
        found[field] += by_matter[matter]
    return found


def address(field: str, since: date) -> str:
    """The list of exactly these."""
    query = urlencode({"field": field, "from_year": since.year})
    return f"{reverse('campaigns:inspected')}?{query}"


COLUMN = Column("inspections", gettext_lazy("督查"), gettext_lazy("次"), counted, address, 30)
"""Registered where inspections are installed."""


def titled(field: str) -> str:
    """The heading of the list."""
    return _("督查：%(field)s") % {"field": field_name(field)} if field else _("督查")

"""The columns of the map: campaigns, rules in force, inspections where there are any. 领域覆盖图的列。"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from qinglian.web.campaigns.coverage import Column, register
from qinglian.web.campaigns.fields import WITHIN
from qinglian.web.campaigns.inspected import COLUMN, there
from qinglian.web.campaigns.models import Campaign, CampaignField
from qinglian.web.campaigns.states import Status
from qinglian.web.runs.catalogue import Line, lines

BEGUN = (Status.RUNNING, Status.CLOSED)
IN_FORCE = ("trial", "stable")
"""States of a rule that a run asks unless told otherwise."""


def _campaigns(user: Any, since: date) -> Mapping[str, int]:
    rows = CampaignField.objects.filter(
        campaign__in=Campaign.objects.visible_to(user).filter(
            status__in=BEGUN, year__gte=since.year
        )
    )
    return Counter(rows.values_list("field", flat=True))


def _campaigns_url(field: str, since: date) -> str:
    said = urlencode({"field": field, "state": "begun", "from_year": since.year})
    return f"{reverse('campaigns:campaigns')}?{said}"


def rules_in_force() -> list[Line]:
    """The rules that a run asks unless told otherwise."""
    return [one for one in lines({}) if one.status in IN_FORCE]


def field_of(rule: Line) -> str:
    """The field a rule lies in."""
    return WITHIN.get(rule.pack, rule.pack)


def _rules(_user: Any, _since: date) -> Mapping[str, int]:
    return Counter(map(field_of, rules_in_force()))


def _rules_url(field: str, _since: date) -> str:
    return f"{reverse('campaigns:ruled')}?{urlencode({'field': field})}"


register(Column("campaigns", _("专项整治"), _("项"), _campaigns, _campaigns_url, 10))
register(Column("rules", _("在用规则"), _("条"), _rules, _rules_url, 20))
if there():
    register(COLUMN)

"""Inspections stand on the map by the fields of their matters, where the site has inspections."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.campaigns.coverage import coverage
from qinglian.web.campaigns.inspected import matters_of, matters_set, there
from qinglian.web.core.moves import NotAllowed
from qinglian.web.units.models import Unit
from tests.web.campaigns.conftest import soon

pytestmark = pytest.mark.skipif(not there(), reason="this site has no inspections")


def number(user: User, field: str) -> tuple[int, str]:
    """The cell of a field."""
    columns, lines = coverage(user)
    place = [one.key for one in columns].index("inspections")
    cell = next(one for one in lines if one.key == field).cells[place]
    return cell.number, cell.url


def test_an_inspection_counts_in_the_fields_of_its_matter(
    people: SimpleNamespace, bodies: dict[str, Unit], signed_in: Callable[[User], Client]
) -> None:
    matter = apps.get_model("inspections", "Matter").objects.create(name="示例收费")
    for status in ("issued", "preparing"):
        apps.get_model("inspections", "Inspection").objects.create(
            title=f"示例督查{status}", matter=matter, giver_unit=bodies["team"], by=people.team,
            begins_on=timezone.localdate(), ends_on=soon(3), status=status, beyond=True,
            beyond_approved_by=people.team_head,
            issued_at=timezone.now() if status == "issued" else None,
        )  # fmt: skip
    assert number(people.team, "enforcement_cn")[0] == 0
    with pytest.raises(NotAllowed):
        matters_set(field="enforcement_cn", names=["示例收费"], by=people.lead)
    browser = signed_in(people.team_head)
    page = "/campaigns/map/fields/enforcement_cn/"
    assert browser.post(page, {"names": ["示例收费"]}).status_code == 302
    assert browser.get("/campaigns/map/fields/nothing/").status_code == 404
    assert matters_of("enforcement_cn") == ["示例收费"]
    found, url = number(people.team, "enforcement_cn")
    assert found == 1
    assert signed_in(people.team).get(url).context["page"].paginator.count == 1
    assert number(people.market, "enforcement_cn")[0] == 0, "as far as one sees"
    matters_set(field="enforcement_cn", names=[], by=people.office)
    assert number(people.team, "enforcement_cn")[0] == 0

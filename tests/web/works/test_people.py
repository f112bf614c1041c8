"""Who sees a section and who acts in it: by contract, or along the lines of its owner and authority."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import IntegrityError

from qinglian.web.accounts.models import User
from qinglian.web.bills.models import LedgerRow
from qinglian.web.core.moves import NotAllowed
from qinglian.web.units.models import Unit
from qinglian.web.works.models import Participant, Project, Section
from qinglian.web.works.people import must_stand, sides
from tests.web.site_of_works import works_site


def test_parties_see_their_section_alone(site: SimpleNamespace, bodies: dict[str, Unit]) -> None:
    other = works_site(
        bodies, by=User.objects.get(username="works-by"), second=User.objects.get(username="works-second"),
        code="TJ2",
    )  # fmt: skip
    measurer = site.people["measurer"]
    assert list(Section.objects.visible_to(measurer)) == [site.section]
    assert list(Project.objects.visible_to(measurer)) == [site.project]
    assert set(LedgerRow.objects.visible_to(measurer)) == set(site.rows.values())
    assert not LedgerRow.objects.visible_to(measurer).filter(section=other.section).exists()


@pytest.mark.parametrize(
    ("role", "body", "seen"),
    [
        ("unit_officer", "station", True),
        ("unit_head", "bureau", True),
        ("authority_handler", "bureau", True),
        ("supervisor", "team", False),
        ("unit_officer", "school_bureau", False),
        ("auditor", "county", True),
        ("system_admin", "county", False),
    ],
)
def test_lines_of_owner_and_authority(
    site: SimpleNamespace, person: Callable[..., User], role: str, body: str, seen: bool
) -> None:
    """The team supervises the bureau, not the station that owns the works: the line does not reach below by itself."""
    user = person(role, body)
    assert Section.objects.visible_to(user).exists() is seen


def test_nobody_acts_before_a_second_person_confirmed_or_after_the_end(
    site: SimpleNamespace,
) -> None:
    measurer = site.people["measurer"]
    assert must_stand(measurer, site.section, "contractor", "measurer").post == "measurer"
    mine = Participant.objects.filter(user=measurer)
    mine.update(confirmed_by=None)
    assert not sides(measurer, site.section)
    with pytest.raises(NotAllowed, match="计量员"):
        must_stand(measurer, site.section, "contractor", "measurer")
    mine.update(confirmed_by=site.people["leader"], valid_to=date(2024, 6, 1))
    assert not sides(measurer, site.section)


def test_a_row_never_passes_its_control_quantity(site: SimpleNamespace) -> None:
    row = site.rows["R5"]
    LedgerRow.objects.filter(pk=row.pk).update(measured=row.control)
    with pytest.raises(IntegrityError, match="ledger_row_within_control"):
        LedgerRow.objects.filter(pk=row.pk).update(measured=row.control + 1)

"""Two bodies that would go to the same place in the same days: one team, one visit, one report."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.inspections.models import Inspection, Matter, Proposal, Visit
from qinglian.web.inspections.queries import overlaps
from qinglian.web.inspections.services import issuing, joining, preparing, visiting
from qinglian.web.units.models import Unit

Browser = Callable[[User], Client]


@pytest.fixture
def theirs(issued: Callable[..., Inspection]) -> Inspection:
    """The office goes to the bureau and the market bureau, on another matter."""
    made = issued(only=("bureau", "market"), title="示例办公室督查")
    other = Matter.objects.create(name="另一事项")
    Inspection.objects.filter(pk=made.pk).update(matter=other)
    return made


@pytest.fixture
def ours(make: Callable[..., Inspection], people: SimpleNamespace) -> Inspection:
    return make(by=people.chief, only=("bureau", "school_bureau"))


def test_one_visit_instead_of_two(
    theirs: Inspection, ours: Inspection, people: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    (near,) = overlaps(ours)
    assert (near.other, near.units) == (theirs, [bodies["bureau"]])
    with pytest.raises(NotAllowed):
        joining.joint_propose(inspection=ours, other=theirs, by=people.office, reason="同去")
    asked = joining.joint_propose(
        inspection=ours, other=theirs, by=people.chief, reason="同一时间去同一单位"
    )
    with pytest.raises(NotAllowed):
        joining.joint_decide(proposal=asked, by=people.chief, agree=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(decided_by=people.chief)
    joining.joint_decide(proposal=asked, by=people.office, agree=True)
    with pytest.raises(Overtaken):
        joining.joint_decide(proposal=asked, by=people.second, agree=False, answer="不去")
    merged = theirs.visits.get(unit=bodies["bureau"])
    assert (merged.status, merged.merged_into) == ("merged", ours.visits.get(unit=bodies["bureau"]))
    assert theirs.visits.get(unit=bodies["market"]).status == "planned"
    assert ours.joint
    assert Inspection.objects.visible_to(people.second).filter(pk=ours.pk).exists()
    preparing.inspection_team(
        inspection=ours, members=[people.office], lead=people.chief, by=people.chief
    )
    issuing.inspection_issue(inspection=ours, by=people.chief)
    visit = visiting.visit_start(visit=merged.merged_into, by=people.office)
    assert visit.started_by == people.office
    with pytest.raises(NotAllowed):
        issuing.inspection_close(inspection=ours, by=people.office, report="不是本单位牵头")


def test_nobody_of_another_body_is_in_the_team(ours: Inspection, people: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="组员"):
        preparing.inspection_team(
            inspection=ours, members=[people.head], lead=people.chief, by=people.chief
        )


def test_one_lead(ours: Inspection, people: SimpleNamespace) -> None:
    preparing.inspection_team(
        inspection=ours, members=[people.lead], lead=people.chief, by=people.chief
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        ours.members.update(lead=True)


def test_through_the_pages(
    theirs: Inspection, ours: Inspection, people: SimpleNamespace, signed_in: Browser
) -> None:
    chief, office = signed_in(people.chief), signed_in(people.office)
    page = ours.get_absolute_url()
    assert "提议联合督查" in chief.get(page).content.decode()
    address = f"{page}joint/{theirs.public_id}/"
    assert office.get(address).status_code in (403, 404)
    assert chief.post(address, {"reason": "同去"}).status_code == 302
    assert chief.get(f"{page}joint/{ours.public_id}/").status_code == 404
    assert "联合督查" in office.get("/desk/").content.decode()
    number = Proposal.objects.get().pk
    assert chief.get(f"/inspections/proposals/{number}/").status_code == 404
    assert office.post(f"/inspections/proposals/{number}/", {"agree": "yes"}).status_code == 302
    assert Visit.objects.filter(status="merged").count() == 1
    assert "并入联合督查" in office.get(theirs.get_absolute_url()).content.decode()

"""Projects, sections and persons are entered by the owner or the authority, persons confirmed by a second one."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.models import Unit
from qinglian.web.works.models import Participant, Party, Project, Section
from qinglian.web.works.people import sides
from qinglian.web.works.services.projects import (
    participant_add,
    participant_confirm,
    participant_end,
    project_make,
)

DAY = date(2024, 5, 1)


def _newcomer() -> User:
    return User.objects.create(username="newcomer", name="示例新人")


def test_a_person_acts_once_a_second_one_confirmed(
    site: SimpleNamespace, person: Callable[..., User]
) -> None:
    officer, second = person("unit_officer", "station"), person("unit_head", "station")
    party = Party.objects.get(section=site.section, side="contractor")
    user = _newcomer()
    row = participant_add(
        party=party, username="newcomer", post="measurer", valid_from=DAY, by=officer
    )
    assert not sides(user, site.section)
    with pytest.raises(NotAllowed, match="另一人"):
        participant_confirm(participant=row, by=officer)
    participant_confirm(participant=row, by=second)
    assert sides(user, site.section) == {"contractor"}
    with pytest.raises(Overtaken):
        participant_confirm(participant=row, by=second)
    participant_end(participant=row, by=officer, reason="调离")
    assert not sides(user, site.section)
    assert not Section.objects.visible_to(user).exists()


def test_nobody_stands_on_two_sides_of_a_section(
    site: SimpleNamespace, person: Callable[..., User]
) -> None:
    officer = person("unit_officer", "station")
    party = Party.objects.get(section=site.section, side="supervisor")
    with pytest.raises(NotAllowed, match="只能代表一方"):
        participant_add(
            party=party, username=site.people["measurer"].username, post="resident", valid_from=DAY, by=officer
        )  # fmt: skip
    with pytest.raises(NotAllowed, match="没有"):
        participant_add(
            party=party, username="newcomer", post="resident", valid_from=DAY, by=officer
        )
    _newcomer()
    with pytest.raises(NotAllowed, match="岗位"):
        participant_add(
            party=party, username="newcomer", post="measurer", valid_from=DAY, by=officer
        )
    assert not Participant.objects.filter(user__username="newcomer").exists()


def test_other_bodies_register_nothing(
    bodies: dict[str, Unit], person: Callable[..., User], site: SimpleNamespace
) -> None:
    other = person("unit_officer", "school_bureau")
    with pytest.raises(NotAllowed, match="建设单位"):
        project_make(
            by=other, name="示例工程", template="rural", owner_unit=bodies["station"], authority_unit=bodies["bureau"]
        )  # fmt: skip
    assert Project.objects.count() == 1
    with pytest.raises(NotAllowed, match="已经登记"):
        project_make(
            by=person("authority_handler", "bureau"), name="示例工程", template="rural", code=site.project.code,
            owner_unit=bodies["station"], authority_unit=bodies["bureau"],
        )  # fmt: skip


def test_from_project_to_section_on_the_pages(
    bodies: dict[str, Unit], person: Callable[..., User], signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(person("unit_officer", "station"))
    said = {
        "name": "示例村道硬化工程", "template": "rural", "owner_unit": bodies["station"].pk,
        "authority_unit": bodies["bureau"].pk, "budget": "1200000.50",
    }  # fmt: skip
    response = browser.post("/works/projects/new/", said)
    project = Project.objects.get()
    assert response["Location"] == project.get_absolute_url()
    assert project.budget_fen == 1_200_000_50
    url = f"/works/projects/{project.public_id}/sections/new/"
    wrong = {"code": "A1", "name": "示例村道一标段", "price": "0", "signed_on": "2024-05-01"}
    assert browser.post(url, wrong).status_code == 422
    browser.post(url, wrong | {"price": "980000"})
    section = Section.objects.get()
    page = browser.get(section.get_absolute_url()).content.decode()
    assert "980,000.00" in page
    assert "清单还没有确认" in page
    assert "示例村道一标段" in browser.get(project.get_absolute_url()).content.decode()


def test_an_outside_person_sees_one_section(
    site: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(site.people["measurer"])
    page = browser.get(site.section.get_absolute_url()).content.decode()
    assert "您以承包人计量员身份参建" in page
    assert "登记参建方" not in page
    assert browser.get(f"{site.section.get_absolute_url()}parties/new/").status_code == 403
    desk = browser.get("/desk/")
    assert desk.status_code == 200
    assert "工程建设" in desk.content.decode()

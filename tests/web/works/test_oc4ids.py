"""A project goes out as OC4IDS and comes in again the same; what does not fit is refused with where and why."""

import json
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed
from qinglian.web.works.models import Node, OperatingPiece, Party, Project, Section
from qinglian.web.works.oc4ids import faults, package
from qinglian.web.works.services.exchange import not_taken, projects_import, read


@pytest.fixture
def keeper(site: SimpleNamespace, person: Callable[..., User]) -> User:
    """Who keeps the register of the owner."""
    return person("unit_officer", "station")


@pytest.fixture
def rich(site: SimpleNamespace, keeper: User) -> Project:
    """A project with nodes of its own and of its section, one of them marked."""
    for code, on, amount, doubts in (
        ("feasibility", date(2022, 1, 1), 50_000_000_01, []),
        ("prelim", date(2022, 3, 1), 60_000_000_00, ["prelim.over.feasibility"]),
        ("drawing", date(2023, 1, 1), None, []),
        ("land", date(2023, 2, 1), None, []),
        ("quality", date(2024, 1, 1), None, []),
        ("permit", date(2024, 2, 1), None, []),
    ):
        Node.objects.create(
            project=site.project, code=code, on=on, amount_fen=amount, number="示例号", note="示例依据",
            doubts=doubts, by=keeper,
        )  # fmt: skip
    Node.objects.create(
        project=site.project, section=site.section, code="wages", on=date(2024, 3, 2), by=keeper
    )
    Party.objects.filter(section=site.section, side="contractor").update(uscc="91990000MA00000000")
    return Project.objects.get()


def _moved(project: Project) -> None:
    """Take the project away, as if the file came to another place."""
    Project.objects.filter(pk=project.pk).update(code="", name="旧")
    Section.objects.filter(project=project).update(code="OLD")


def test_out_and_in_again_is_the_same(rich: Project, keeper: User, bodies: dict[str, Any]) -> None:
    sent = package([rich])
    assert faults(sent) == []
    told = json.dumps(sent, ensure_ascii=False).encode()
    _moved(rich)
    (made,) = projects_import(
        package=read(told), owner_unit=bodies["station"], authority_unit=bodies["bureau"], by=keeper
    )  # fmt: skip
    assert package([made])["projects"] == sent["projects"]
    assert made.pk != rich.pk
    assert Node.objects.get(project=made, code="prelim").doubts == ["prelim.over.feasibility"]
    assert not OperatingPiece.objects.exists()


def test_persons_never_travel(rich: Project) -> None:
    told = json.dumps(package([rich]), ensure_ascii=False)
    assert "示例measurer" not in told
    assert rich.by.name not in told


def test_what_the_law_forbids_comes_marked(
    rich: Project, keeper: User, bodies: dict[str, Any]
) -> None:
    """It has happened elsewhere: it is not hidden, and not taken for good."""
    sent = package([rich])
    stones = sent["projects"][0]["contractingProcesses"][0]["summary"]["milestones"]
    stones.append(
        {
            "id": "started",
            "code": "started",
            "status": "met",
            "dateMet": "2024-03-10T00:00:00+08:00",
        }
    )
    sent["projects"][0]["milestones"] = [
        one for one in sent["projects"][0]["milestones"] if one["code"] != "quality"
    ]
    _moved(rich)
    (made,) = projects_import(
        package=sent, owner_unit=bodies["station"], authority_unit=bodies["bureau"], by=keeper
    )  # fmt: skip
    marks = Node.objects.get(project=made, code="started").doubts
    assert "started.needs.quality" in marks
    assert "started.needs.permit" not in marks


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("projects", 0, "status"), "fertig", "projects/0/status"),
        (("projects", 0, "id"), "", "projects/0/id"),
        (("projects", 0, "budget", "amount"), {"amount": "1"}, "projects/0/budget/amount"),
        (("version",), "1.1", "version"),
        (("projects",), [], "projects"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_where(
    rich: Project, path: tuple[Any, ...], value: Any, said: str
) -> None:
    sent = package([rich])
    at: Any = sent
    for one in path[:-1]:
        at = at[one]
    at[path[-1]] = value
    with pytest.raises(NotAllowed, match=said):
        read(json.dumps(sent).encode())


def test_no_json_is_refused() -> None:
    with pytest.raises(NotAllowed, match="JSON"):
        read(b"\xff\xfe")
    with pytest.raises(NotAllowed, match="OC4IDS"):
        read(b"[]")


def test_a_contract_without_a_price_enters_nothing(
    rich: Project, keeper: User, bodies: dict[str, Any]
) -> None:
    sent = package([rich])
    del sent["projects"][0]["contractingProcesses"][0]["summary"]["contractValue"]
    _moved(rich)
    with pytest.raises(NotAllowed, match="没有合同价"):
        projects_import(
            package=sent, owner_unit=bodies["station"], authority_unit=bodies["bureau"], by=keeper
        )  # fmt: skip
    assert Project.objects.count() == 1


def test_a_file_from_elsewhere(keeper: User, bodies: dict[str, Any]) -> None:
    """Without our own names: what it says is taken, what has no place is named."""
    said = {
        "uri": "https://example.org/1", "version": "0.9", "publishedDate": "2024-01-01T00:00:00Z",
        "publisher": {"name": "Example"},
        "projects": [{
            "id": "oc4ids-abcdef-1", "title": "Example road", "type": "rehabilitation", "purpose": "roads",
            "budget": {"amount": {"amount": 1234.5, "currency": "CNY"}},
            "parties": [{"id": "S1", "name": "Example Ltd", "roles": ["supplier"]}],
            "contractingProcesses": [{"id": "C1", "summary": {
                "title": "Lot 1", "contractValue": {"amount": 1000, "currency": "CNY"},
                "contractPeriod": {"startDate": "2024-02-01T16:00:00Z"},
            }}],
        }],
    }  # fmt: skip
    assert not_taken(said) == ["purpose"]
    Project.objects.all().delete() if not Section.objects.exists() else None
    (made,) = projects_import(
        package=read(json.dumps(said).encode()), owner_unit=bodies["station"],
        authority_unit=bodies["bureau"], by=keeper,
    )  # fmt: skip
    assert (made.template, made.budget_fen, made.code) == ("upkeep", 1234_50, "oc4ids-abcdef-1")
    section = made.sections.get()
    assert (section.signed_on, section.price_fen) == (date(2024, 2, 2), 1000_00)
    assert section.parties.get().side == "contractor"


def test_on_the_pages(
    rich: Project, keeper: User, bodies: dict[str, Any], signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(keeper)
    sent = browser.get(f"{rich.get_absolute_url()}oc4ids/")
    assert "attachment" in sent["Content-Disposition"]
    assert faults(json.loads(sent.content)) == []
    _moved(rich)
    said = {"owner_unit": bodies["station"].pk, "authority_unit": bodies["bureau"].pk}
    url = "/works/projects/import/"
    wrong = browser.post(url, said | {"file": SimpleUploadedFile("a.json", b"{}")})
    assert "不合 OC4IDS" in wrong.content.decode()
    made = browser.post(url, said | {"file": SimpleUploadedFile("a.json", sent.content)})
    assert made.status_code == 302
    assert Project.objects.count() == 2


def test_a_participant_takes_out_only_the_own_section(
    rich: Project, site: SimpleNamespace, keeper: User, signed_in: Callable[[User], Client]
) -> None:
    Section.objects.create(
        project=rich, code="TJ9", name="另一标段", price_fen=100, signed_on=date(2024, 1, 1), by=keeper
    )  # fmt: skip
    sent = (
        signed_in(site.people["measurer"]).get(f"{rich.get_absolute_url()}oc4ids/").content.decode()
    )
    assert "另一标段" not in sent
    assert site.section.name in sent

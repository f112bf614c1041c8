"""The five columns of a matter: filled by origin and by hand, gaps shown, nothing told that one may not see."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.uploads import Stored
from qinglian.web.tasks import matrix
from qinglian.web.tasks.matrix import Cell, Kind, Shown, cells_of, gaps
from qinglian.web.tasks.models import Column, Guidance, Matter, MatterLink, MatterPaper, Meeting
from qinglian.web.tasks.services.decisions import decision_add, decisions_confirm
from qinglian.web.tasks.services.guidance import guidance_note
from qinglian.web.tasks.services.matters import (
    matter_close,
    matter_link,
    matter_open,
    matter_reopen,
    matter_unlink,
)
from qinglian.web.units.models import Unit
from tests.web.tasks.conftest import soon

Meets = Callable[..., Meeting]
Browser = Callable[[User], Client]
Bodies = dict[str, Unit]


@pytest.fixture
def matter(staff: SimpleNamespace, bodies: Bodies) -> Matter:
    return matter_open(
        title="校服采购专项",
        host=bodies["county"],
        by=staff.office,
        concerned=[bodies["school_bureau"]],
    )


@pytest.fixture
def agreed(matter: Matter, meets: Meets, staff: SimpleNamespace, bodies: Bodies) -> Meeting:
    """A meeting in which the matter was deployed."""
    meeting = meets("held")
    decision_add(
        meeting=meeting,
        by=staff.office,
        text="公开采购结果",
        unit=bodies["bureau"],
        due_on=soon(),
        matter=matter,
    )
    return decisions_confirm(meeting=meeting, by=staff.office)


@pytest.fixture
def act(staff: SimpleNamespace, bodies: Bodies) -> Guidance:
    return guidance_note(
        unit=bodies["bureau"],
        by=staff.office,
        on=timezone.localdate(),
        mode="on_site",
        seen="看台账",
    )


def filled(matter: Matter, user: User) -> dict[str, list[Cell]]:
    return cells_of([matter], user)[matter.pk]


def test_an_empty_matter_lacks_everything(matter: Matter, staff: SimpleNamespace) -> None:
    assert gaps(filled(matter, staff.office)) == Column.values


def test_decisions_deploy_and_their_tasks_carry_out_once_done(
    matter: Matter, agreed: Meeting, staff: SimpleNamespace, works_off: Callable[..., None]
) -> None:
    columns = filled(matter, staff.office)
    assert [one.shown.url for one in columns["deployed"]] == [agreed.get_absolute_url()]
    assert "carried_out" in gaps(columns), "work in progress is no result"
    works_off(agreed.decisions.get().task, staff.officer, staff.head)
    assert gaps(filled(matter, staff.office)) == ["inspected", "circulated", "appraised"]


def test_things_are_linked_by_their_number_with_a_reason(
    matter: Matter, act: Guidance, staff: SimpleNamespace
) -> None:
    with pytest.raises(NotAllowed):
        matter_link(
            matter=matter, by=staff.office, column="inspected", number=act.public_id, reason=""
        )
    with pytest.raises(NotAllowed, match="编号"):
        matter_link(
            matter=matter, by=staff.office, column="circulated", number=act.public_id, reason="去过"
        )
    matter_link(
        matter=matter,
        by=staff.office,
        column="inspected",
        number=act.public_id.lower(),
        reason="去过",
    )
    (cell,) = filled(matter, staff.office)["inspected"]
    assert (cell.shown.url, cell.why) == (act.get_absolute_url(), "去过")
    with pytest.raises(NotAllowed, match="归入过"):
        matter_link(
            matter=matter, by=staff.office, column="inspected", number=act.public_id, reason="又"
        )
    link = MatterLink.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        MatterLink.objects.create(
            matter=matter, column="inspected", kind=link.kind, object_id=link.object_id, reason="又",
            by=staff.office,
        )  # fmt: skip


def test_a_paper_needs_name_day_and_file(
    matter: Matter, staff: SimpleNamespace, sheet: Callable[[], list[Stored]], signed_in: Browser
) -> None:
    said = {"matter": matter, "by": staff.office, "column": "circulated", "reason": "全县通报"}
    with pytest.raises(NotAllowed):
        matter_link(**said, title="示例通报", on=timezone.localdate())
    link = matter_link(**said, title="示例通报", on=timezone.localdate(), papers=sheet())
    assert "circulated" not in gaps(filled(matter, staff.office))
    url = f"/tasks/matters/papers/{MatterPaper.objects.get().public_id}/"
    assert signed_in(staff.school).get(url).status_code == 200
    assert signed_in(staff.market).get(url).status_code == 404
    matter_unlink(link=link, by=staff.office, reason="归错了")
    assert "circulated" in gaps(filled(matter, staff.office))
    assert [one.verb for one in matter.steps.all()] == ["opened", "linked", "unlinked"]
    assert MatterPaper.objects.exists(), "what was filed stays with its step"


def test_what_one_does_not_see_is_not_told_and_is_no_gap(
    matter: Matter, act: Guidance, agreed: Meeting, staff: SimpleNamespace, signed_in: Browser
) -> None:
    matter_link(
        matter=matter, by=staff.office, column="inspected", number=act.public_id, reason="去过"
    )
    page = signed_in(staff.school).get(matter.get_absolute_url()).content.decode()
    assert "不在您可见的范围内" in page
    assert act.get_absolute_url() not in page
    assert "看台账" not in page
    assert agreed.decisions.get().task.get_absolute_url() not in page
    columns = filled(matter, staff.school)
    assert "inspected" not in gaps(columns)
    before = str(columns["inspected"])
    act.delete()
    assert str(filled(matter, staff.school)["inspected"]) == before, "gone and hidden look alike"


def test_higher_apps_fill_columns_of_their_own(
    matter: Matter, staff: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows(_user: object, numbers: object) -> dict[str, Shown]:
        return {"DC-1": Shown("督查", "示例督查", "/inspections/DC-1/")}

    class App:
        KINDS = (Kind("inspections.inspection", "督查", frozenset({"inspected"}), rows),)

        @staticmethod
        def cells(matters: list[Matter], _user: object) -> list[Cell]:
            return [Cell(one.pk, "circulated", Shown("督查通报", "示例通报")) for one in matters]

    monkeypatch.setattr(matrix, "_modules", lambda: (App,))
    matter_link(matter=matter, by=staff.office, column="inspected", number="DC-1", reason="督查过")
    assert gaps(filled(matter, staff.office)) == ["deployed", "appraised", "carried_out"]


@pytest.mark.parametrize("who", ["officer", "school", "auditor", "admin"])
def test_only_the_body_that_keeps_it_changes_it(
    who: str, matter: Matter, staff: SimpleNamespace, sheet: Callable[[], list[Stored]]
) -> None:
    by = getattr(staff, who)
    with pytest.raises(NotAllowed):
        matter_link(
            matter=matter,
            by=by,
            column="circulated",
            reason="示例",
            title="示例",
            on=soon(0),
            papers=sheet(),
        )
    with pytest.raises(NotAllowed):
        matter_close(matter=matter, by=by, reason="示例")


def test_two_at_once_and_what_is_over(
    matter: Matter, act: Guidance, staff: SimpleNamespace, signed_in: Browser
) -> None:
    version = matter.version
    matter_close(matter=matter, by=staff.office, reason="并入日常", version=version)
    with pytest.raises(Overtaken):
        matter_link(
            matter=matter, by=staff.county_head, column="inspected", number=act.public_id, reason="去过",
            version=version,
        )  # fmt: skip
    with pytest.raises(Overtaken):
        matter_link(
            matter=matter, by=staff.office, column="inspected", number=act.public_id, reason="去过"
        )
    assert matter_reopen(matter=matter, by=staff.office, reason="又有问题").status == "open"


def test_the_list_shows_the_gaps_and_finds_them(
    matter: Matter, agreed: Meeting, staff: SimpleNamespace, signed_in: Browser
) -> None:
    matter_open(title="另一事项", host=matter.host, by=staff.office)
    browser = signed_in(staff.office)
    page = browser.get("/tasks/matters/?gap=deployed").content.decode()
    assert "另一事项" in page
    assert "校服采购专项" not in page
    page = browser.get("/tasks/matters/?gap=carried_out").content.decode()
    assert "校服采购专项" in page
    assert browser.get("/tasks/matters/?format=xlsx").status_code == 200
    assert signed_in(staff.market).get(matter.get_absolute_url()).status_code == 404

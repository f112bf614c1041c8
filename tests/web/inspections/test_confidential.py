"""An unannounced visit: whoever is of the body learns of it with the feedback and not before, on no page."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.core.desk import desk_of, waiting_of
from qinglian.web.core.reporting import figures_between
from qinglian.web.inspections import desk
from qinglian.web.inspections.models import Finding, Inspection, Matter, Paper, Visit
from qinglian.web.inspections.services import feedback, visiting
from qinglian.web.units.models import Unit
from tests.web.inspections.conftest import fed_back, finish, found

Browser = Callable[[User], Client]
LISTS = (
    "/desk/", "/inspections/", "/inspections/visits/", "/inspections/findings/", "/inspections/plans/",
    "/inspections/visits/?state=coming", "/inspections/visits/?q=示例", "/units/", "/tasks/", "/alerts/",
)  # fmt: skip
OF_THE_BODY = ("officer", "head", "inside")
"""Its officer, its head, and an auditor who works in it."""


@pytest.fixture
def secret(issued: Callable[..., Inspection]) -> Visit:
    return issued(title="暗访窗口甲乙", mode="unannounced", only=("bureau", "station")).visits.get(
        unit__level="county"
    )


@pytest.mark.parametrize("who", OF_THE_BODY)
def test_the_body_reads_of_it_nowhere_before_the_feedback(
    who: str, secret: Visit, people: SimpleNamespace, signed_in: Browser
) -> None:
    visit = visiting.visit_start(visit=secret, by=people.office)
    finding = found(visit, people.office)
    visit = finish(visit, people.office)
    user = getattr(people, who)
    browser = signed_in(user)
    words = ("暗访窗口甲乙", visit.public_id, visit.inspection.public_id, finding.title)
    for address in LISTS:
        page = browser.get(address)
        assert not [word for word in words if word in page.content.decode()], address
    for address in LISTS[1:4]:
        answer = browser.get(f"{address}?format=xlsx")
        if answer.status_code == 200:
            assert Record.objects.filter(action="list.exported").latest("pk").data["rows"] == 0
    paper = Paper.objects.filter(answered__visit=visit).first()
    assert paper
    page, whole = visit.get_absolute_url(), visit.inspection.get_absolute_url()
    for address in (
        page, f"{page}check/", f"{page}start/", f"{page}receive/", f"{page}findings/new/", f"{page}object/",
        whole, f"{whole}population.txt", f"{whole}team/", finding.get_absolute_url(),
        f"{finding.get_absolute_url()}follow/", f"/inspections/papers/{paper.public_id}/",
    ):  # fmt: skip
        assert browser.get(address).status_code == 404, address
    assert browser.post(f"{page}items/1/", {"token": "a"}).status_code == 404
    assert not Visit.objects.writable_by(user).exists()
    today = timezone.localdate()
    assert not [
        one
        for one in figures_between(user, today, today)
        if one.key.startswith("inspections") and one.number
    ]
    assert "暗访窗口甲乙" not in str(desk_of(user))
    assert waiting_of(desk.parts(user), desk.counters(user)) == ([], [])


def test_the_station_below_and_the_head_above_learn_nothing_either(
    secret: Visit, people: SimpleNamespace, signed_in: Browser
) -> None:
    for who in (people.station, people.school, people.county):
        assert signed_in(who).get(secret.get_absolute_url()).status_code == 404
    assert secret.hidden
    assert Visit.objects.visible_to(people.supervisor).filter(pk=secret.pk).exists()


def test_records_tell_nobody_before(
    secret: Visit, people: SimpleNamespace, signed_in: Browser
) -> None:
    visiting.visit_start(visit=secret, by=people.office)
    ids = (secret.public_id, secret.inspection.public_id)
    assert Record.objects.filter(object_id__in=ids).exists()
    for who in (people.records, people.auditor, people.inside):
        page = signed_in(who).get("/audit/").content.decode()
        assert not [one for one in ids if one in page]


def test_with_the_feedback_the_body_knows(
    secret: Visit, people: SimpleNamespace, signed_in: Browser
) -> None:
    visit = fed_back(secret, people.office)
    browser = signed_in(people.officer)
    assert "暗访窗口甲乙" in browser.get("/inspections/visits/").content.decode()
    page = browser.get(visit.get_absolute_url())
    assert page.status_code == 200
    assert "没有公示办事指南" in page.content.decode()
    assert browser.get(Finding.objects.get().get_absolute_url()).status_code == 200
    assert feedback.visit_receive(visit=visit, by=people.officer).status == "received"
    other = visit.inspection.visits.exclude(pk=visit.pk).get()
    assert signed_in(people.station).get(other.get_absolute_url()).status_code == 404


def test_an_open_visit_is_told_when_it_goes_out_and_its_findings_with_the_feedback(
    make: Callable[..., Inspection], people: SimpleNamespace, signed_in: Browser
) -> None:
    from qinglian.web.inspections.services.issuing import inspection_issue

    inspection = make()
    visit = inspection.visits.get()
    browser = signed_in(people.officer)
    assert browser.get(visit.get_absolute_url()).status_code == 404
    inspection_issue(inspection=inspection, by=people.office)
    assert browser.get(visit.get_absolute_url()).status_code == 200
    visiting.visit_start(visit=visit, by=people.office)
    finding = found(visit, people.office)
    assert finding.title not in browser.get(visit.get_absolute_url()).content.decode()
    assert browser.get(finding.get_absolute_url()).status_code == 404
    shown = browser.get("/inspections/visits/").context["page"].object_list
    assert [row.found for row in shown] == [0]


def test_no_other_inspecting_body_is_told_of_what_is_still_to_come(
    secret: Visit, make: Callable[..., Inspection], people: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    """The bureau plans to look at its own station, which others will visit unannounced."""
    from qinglian.web.inspections.queries import overlaps, planned_besides

    station = secret.inspection.visits.get(unit=bodies["station"])
    assert station.status == "planned"
    ours = make(by=people.head, only=("station",), leave=False)
    assert overlaps(ours) == []
    assert planned_besides(ours.visits.get(), people.head) is None


def test_one_that_was_made_is_told_at_the_door_alone(
    secret: Visit, make: Callable[..., Inspection], people: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    """While the head of the bureau prepares nothing is said of it; at the door of the station approval is asked."""
    from qinglian.web.core.moves import NotAllowed
    from qinglian.web.inspections.services import asking, issuing
    from qinglian.web.inspections.verbs import needs_leave

    visiting.visit_start(
        visit=secret.inspection.visits.get(unit=bodies["station"]), by=people.office
    )
    ours = make(by=people.head, only=("station",), leave=False)
    visit = ours.visits.get()
    assert not needs_leave(visit, people.head)
    asked = asking.beyond_ask(
        inspection=ours, by=people.head, approver=people.county, reason="示例"
    )
    asking.request_decide(request=asked, by=people.county, agree=True)
    issuing.inspection_issue(inspection=ours, by=people.head)
    visit.refresh_from_db()
    with pytest.raises(NotAllowed, match="须经批准"):
        visiting.visit_start(visit=visit, by=people.head)


def test_the_plan_counts_only_what_one_sees(
    make: Callable[..., Inspection],
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    matter: Matter,
    signed_in: Browser,
) -> None:
    from qinglian.web.inspections.queries import progress
    from qinglian.web.inspections.services import issuing, plans

    plan = plans.plan_make(year=timezone.localdate().year, document="示例计划", by=people.office)
    line = plans.line_add(
        plan=plan, by=people.office, matter=matter, giver_unit=bodies["office"], quota=9, begins_month=1,
        ends_month=12,
    )  # fmt: skip
    plans.plan_approve(plan=plan, by=people.second)
    line.plan.refresh_from_db()
    day = timezone.localdate()
    made = make(line=line, mode="unannounced", begins_on=day, ends_on=day)
    issuing.inspection_issue(inspection=made, by=people.office)
    assert [one.planned for one in progress(plan, people.office)] == [1]
    for who in (people.head, people.inside, people.county):
        assert [one.planned for one in progress(plan, who)] == [0]
        assert signed_in(who).get(plan.get_absolute_url()).status_code == 200

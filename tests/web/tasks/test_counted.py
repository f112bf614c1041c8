"""Numbers of a period and the lists they link to show the same rows."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.periods import parsed
from qinglian.web.core.reporting import by_key, figures_between
from qinglian.web.tasks.models import Meeting, Step, Task
from qinglian.web.tasks.services.guidance import guidance_note
from qinglian.web.tasks.services.moving import task_open, task_reopen, task_return
from qinglian.web.units.models import Unit
from tests.web.tasks.conftest import soon

YEAR = date(2026, 1, 1), date(2026, 12, 31)


def shown(browser: Client, url: str) -> int:
    """How many rows a list says it has."""
    page = browser.get(url).content.decode()
    found = re.search(r"共 (\d+) 条", page)
    assert found, url
    return int(found[1])


def test_every_number_is_the_length_of_its_list(
    staff: SimpleNamespace,
    bodies: dict[str, Unit],
    meets: Callable[..., Meeting],
    works_off: Callable[..., None],
    signed_in: Callable[[User], Client],
    person: Callable[..., User],
) -> None:
    meets("confirmed")
    first, second = Task.objects.order_by("due_on")
    works_off(first, staff.officer, staff.head)
    works_off(second, staff.school, person("unit_head", "school_bureau"))
    Step.objects.filter(task=second, verb="report").update(late_days=3)
    task_reopen(task=first, by=staff.office, reason="又回到七成", due_on=soon())
    said = {
        "title": "示例", "requirement": "示例", "due_on": soon(), "by": staff.office, "origin": "other",
        "giver_unit": bodies["county"],
    }  # fmt: skip
    task_return(task=task_open(**said, unit=bodies["market"]), by=staff.market, reason="不属本单位")
    Task.objects.filter(pk=task_open(**said, unit=bodies["market"]).pk).update(
        due_on=timezone.localdate() - timedelta(days=1)
    )
    guidance_note(
        unit=bodies["bureau"], by=staff.office, on=timezone.localdate(), mode="on_site", seen="看了"
    )
    begins, ends = timezone.localdate().replace(month=1, day=1), timezone.localdate()
    for who in (staff.office, staff.officer, staff.market, staff.auditor):
        browser, found = signed_in(who), figures_between(who, begins, ends)
        assert found
        for one in found:
            if one.key.startswith("tasks"):
                assert shown(browser, one.url) == one.number, one.key
    found = by_key(figures_between(staff.office, begins, ends))
    numbers = {key: one.number for key, one in found.items()}
    assert numbers["tasks.opened"] == 4
    assert numbers["tasks.agreed"] == 2
    assert (numbers["tasks.done"], numbers["tasks.late"], numbers["tasks.on_time"]) == (1, 1, 0)
    assert (numbers["tasks.returned"], numbers["tasks.reopened"], numbers["tasks.overdue"]) == (
        1,
        1,
        1,
    )
    assert (numbers["tasks.guidance.made"], numbers["tasks.meetings.held"]) == (1, 1)
    assert figures_between(staff.admin, begins, ends) == []


def test_days_are_those_of_the_site_and_both_are_inside(
    staff: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    task = task_open(
        title="示例", requirement="示例", unit=bodies["bureau"], due_on=soon(), by=staff.office,
        giver_unit=bodies["county"], origin="other",
    )  # fmt: skip
    # A quarter to midnight of the last day here is the afternoon of that day in the database.
    late = timezone.make_aware(timezone.datetime(2026, 6, 30, 23, 45))
    Task.objects.filter(pk=task.pk).update(assigned_at=late)

    def opened(begins: date, ends: date) -> object:
        return by_key(figures_between(staff.office, begins, ends))["tasks.opened"].number

    assert opened(date(2026, 1, 1), date(2026, 6, 30)) == 1
    assert opened(date(2026, 6, 30), date(2026, 6, 30)) == 1
    assert opened(date(2026, 7, 1), date(2026, 12, 31)) == 0


def test_an_address_that_is_no_period_narrows_nothing(
    staff: SimpleNamespace, meets: Callable[..., Meeting], signed_in: Callable[[User], Client]
) -> None:
    meets("confirmed")
    browser = signed_in(staff.office)
    for value in ("", "done", "no.2026-01-01.2026-02-01", "done.x.y", "done.2026-03-01.2026-02-01",
                  "done.0001-01-01.2026-01-01", "done.2026-01-01.9999-12-31"):  # fmt: skip
        assert shown(browser, f"/tasks/?period={value}") == 2
        assert parsed(value, {"done": ("", lambda _a, _b: None)}) is None  # type: ignore[arg-type,return-value]

"""Nobody stands in clear on lists, in exports, on pages, in what follows from an alert."""

import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from openpyxl import load_workbook

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.services.conclusion import Conclusion
from qinglian.web.alerts.services.opening import alerts_open
from qinglian.web.alerts.services.reviewing import alert_accept
from qinglian.web.alerts.services.verifying import alert_answer
from qinglian.web.runs.models import Run, Signal
from qinglian.web.tasks.models import Task

PHONE = "13800001234"
HASH = "p:" + "3f9a" * 6


@pytest.mark.parametrize(
    ("subject", "subject_id", "shown"),
    [
        ("bidder", HASH, "人员 3f9a3f"),
        ("bidder", PHONE, "138****1234"),
        ("case", PHONE, PHONE),
    ],
)
def test_what_an_alert_is_about(
    subject: str, subject_id: str, shown: str, signal: Callable[..., Signal], run: Run,
    people: SimpleNamespace, signed_in: Callable[[User], Client],
) -> None:  # fmt: skip
    """A person under a short name; the number of a case stays, however much it looks like one of a person."""
    found = signal(subject=subject, case=subject_id)
    alerts_open(run)
    browser, alert = signed_in(people.triage), Alert.objects.get()
    addresses = ["/alerts/", alert.get_absolute_url(), f"{alert.get_absolute_url()}push/"]
    for address in (*addresses, found.get_absolute_url()):
        page = browser.get(address).content.decode()
        assert shown in page, address
        assert shown == subject_id or subject_id not in page, address
    content = b"".join(browser.get("/alerts/?format=xlsx").streaming_content)
    cells = [one for row in load_workbook(io.BytesIO(content)).active.values for one in row]
    assert shown in cells
    assert shown == subject_id or subject_id not in cells


def test_numbers_in_what_was_answered_are_hidden_there_and_on_the_task_that_follows(
    at: Callable[[str], Alert], people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    said = Conclusion("true", "weak_control", ("by_date",), f"与当事人 {PHONE} 核对。")
    alert = alert_answer(
        alert=at("verifying"), by=people.handler, conclusion=said, checker=people.checker
    )
    alert_accept(alert=alert, by=people.triage)
    task = Task.objects.get()
    for who, address in (
        (people.triage, alert.get_absolute_url()),
        (people.officer, task.get_absolute_url()),
        (people.officer, f"{task.get_absolute_url()}receive/"),
    ):
        page = signed_in(who).get(address).content.decode()
        assert "138****1234" in page, address
        assert PHONE not in page, address

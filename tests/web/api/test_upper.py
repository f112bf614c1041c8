"""
The contract with an upper platform: recorded messages, code tables, a platform that answers and one that does not.
"""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from pytest_django import Settings

from qinglian.model.errors import BadUsage
from qinglian.web.accounts.models import User
from qinglian.web.api.management.commands.upper_contract import HOME, MESSAGES, schema_of
from qinglian.web.api.models import Report, Warning
from qinglian.web.api.services.delivering import WAITS
from qinglian.web.api.services.reporting import report_again, reports_due
from qinglian.web.api.services.upper import warning_decline, warning_hand
from qinglian.web.api.upper.codes import codes
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.services import moving
from qinglian.web.units.models import Unit

RECORDED = Path(__file__).parent / "messages"
DUE = timezone.localdate() + timedelta(days=20)


def recorded(name: str) -> dict[str, Any]:
    return json.loads((RECORDED / f"{name}.json").read_text("utf-8"))


class Platform:
    """An upper platform of this test. `answer`: status, and whether it acknowledges at once."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.status, self.says, outer = 200, True, self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.got.append((dict(self.headers), body))
                self.send_response(outer.status)
                self.end_headers()
                if outer.says is not None:
                    said = {"report_id": body["report_id"], "accepted": outer.says, "reason": ""}
                    self.wfile.write(json.dumps(said).encode())

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def told(self) -> list[str]:
        return [body["status_code"] for _, body in self.got]


@pytest.fixture
def platform(settings: Settings) -> Iterator[Platform]:
    one = Platform()
    settings.INTERNAL_HOSTS = ("127.0.0.1",)
    settings.UPPER_URL = f"http://127.0.0.1:{one.server.server_port}/status"
    settings.UPPER_TOKEN = "for tests"
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.fixture
def system(call: Callable[..., Any]) -> Any:
    return call("upper:exchange")


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def warning(system: Any, commits: Any) -> Warning:
    with commits():
        answer = system("post", "upper/warnings", recorded("warning"))
    assert answer.status_code == 201, answer.content
    return Warning.objects.get()


def handed(warning: Warning, people: SimpleNamespace, **more: Any) -> Task:
    said = {"by": people.office, "unit": warning.unit, "due_on": DUE, "requirement": "核实并反馈"}
    return warning_hand(warning=warning, **{**said, **more})


@pytest.mark.parametrize("name", MESSAGES)
def test_the_contract_that_is_kept_is_the_one_that_is_checked(name: str) -> None:
    kept = json.loads((HOME / f"{name}.schema.json").read_text("utf-8"))
    assert kept == schema_of(name), "run `qinglian manage upper_contract`"
    Draft202012Validator.check_schema(kept)
    Draft202012Validator(kept, format_checker=FormatChecker()).validate(recorded(name))
    for wrong in ({}, recorded(name) | {next(iter(recorded(name))): None}):
        with pytest.raises(ValidationError):
            Draft202012Validator(kept).validate(wrong)


def test_a_recorded_warning_is_taken_in_once(warning: Warning, system: Any) -> None:
    assert (warning.level, warning.field, warning.unit.code) == ("orange", "工程建设", "9901002")
    again = system("post", "upper/warnings", recorded("warning"))
    assert (again.status_code, again.json()["number"]) == (200, warning.public_id)
    other = system("post", "upper/warnings", recorded("warning") | {"title": "别的"})
    assert other.status_code == 409
    assert Warning.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [("level_code", "5"), ("field_code", "99"), ("unit_code", "000"), ("unit_code", "9901005")],
)
def test_a_code_that_is_not_known_is_refused(name: str, code: str, system: Any) -> None:
    """The city bureau is known here and lies outside the reach of the county."""
    answer = system("post", "upper/warnings", recorded("warning") | {name: code})
    assert answer.status_code == 409
    assert [one["where"] for one in answer.json()["errors"]] == [f"body.{name}"]
    assert not Warning.objects.exists()


def test_tables_of_ones_own(settings: Settings, tmp_path: Path, system: Any) -> None:
    text = (HOME / "codes.yaml").read_text("utf-8")
    own = tmp_path / "codes.yaml"
    settings.UPPER_CODES = str(own)
    own.write_text(text.replace("unit: {}", "unit: {JT: '9901003'}"), "utf-8")
    answer = system("post", "upper/warnings", recorded("warning") | {"unit_code": "JT"})
    assert answer.json()["body"]["code"] == "9901003"
    for wrong in (
        text.replace("red", "crimson"), text.replace("  done: \"90\"\n", ""), text + "more: {}\n",
        text + "\n  finished: '1'\n", "level: []",
    ):  # fmt: skip
        own.write_text(wrong, "utf-8")
        with pytest.raises(BadUsage):
            codes()


def test_who_sees_it_and_hands_it_on(
    warning: Warning, people: SimpleNamespace, person: Callable[..., User], bodies: dict[str, Unit]
) -> None:
    for who in (people.office, people.triage):
        assert Warning.objects.visible_to(who).exists()
    concerned = person("unit_head", "bureau")
    for who in (
        people.handler,
        concerned,
        people.county_head,
        people.supervisor,
        people.auditor,
        people.admin,
    ):
        assert not Warning.objects.visible_to(who).exists(), who
        with pytest.raises(NotAllowed):
            handed(warning, people, by=who)
    elsewhere = person("programme_office", "market", name="elsewhere")
    assert not Warning.objects.visible_to(elsewhere).exists()
    with pytest.raises(NotAllowed, match="不能晚于"):
        handed(warning, people, due_on=warning.due_on + timedelta(days=1))
    task = handed(warning, people)
    assert (task.origin, task.origin_id, task.title) == (
        "instruction", "SYJG-2026-000123", warning.title,
    )  # fmt: skip
    with pytest.raises(Overtaken):
        handed(warning, people)
    with pytest.raises(Overtaken):
        warning_decline(warning=warning, by=people.office, reason="示例")


def test_what_it_comes_to_is_told_in_their_codes(
    platform: Platform, system: Any, people: SimpleNamespace, commits: Any,
    person: Callable[..., User],
) -> None:  # fmt: skip
    schema = Draft202012Validator(schema_of("report"), format_checker=FormatChecker())
    with commits():
        system("post", "upper/warnings", recorded("warning"))
    with commits():
        task = handed(Warning.objects.get(), people)
    officer, head = person("unit_officer", "bureau"), people.checker
    with commits():
        moving.task_receive(task=task, by=officer)
        moving.task_report(
            task=task, by=officer, done="已核实", outcome="已改", done_on=timezone.localdate()
        )
        moving.task_check(task=task, by=head)
    with commits():
        moving.task_finish(task=task, by=people.office, achieved=True)
    assert platform.told == ["10", "20", "30", "90"], "the same code is not told twice"
    for headers, body in platform.got:
        schema.validate(body)
        assert headers["Authorization"] == "Bearer for tests"
        assert headers["Idempotency-Key"] == body["report_id"]
    assert {one.status for one in Report.objects.all()} == {"known"}
    (row,) = system.get("upper/warnings").json()["items"]
    assert [one["state"] for one in row["reports"]] == ["known"] * 4


def test_declined_with_a_reason(
    platform: Platform, warning: Warning, people: SimpleNamespace, commits: Any
) -> None:
    with pytest.raises(NotAllowed):
        warning_decline(warning=warning, by=people.office, reason=" ")
    with commits():
        warning_decline(warning=warning, by=people.office, reason="不属本县")
    assert platform.told == ["10", "95"]
    assert platform.got[-1][1]["note"] == "不属本县"


def test_what_is_not_acknowledged_is_sent_again(
    platform: Platform, system: Any, commits: Any
) -> None:
    platform.says = None  # type: ignore[assignment]
    with commits():
        system("post", "upper/warnings", recorded("warning"))
    row = Report.objects.get()
    assert row.status == "sent"
    assert reports_due() == 0, "not before a day has passed"
    Report.objects.update(next_at=timezone.now())
    reports_due()
    assert len({body["report_id"] for _, body in platform.got}) == 1 < len(platform.got)
    said = {"report_id": row.public_id, "accepted": False, "reason": "编号不符"}
    assert system("post", "upper/acknowledgements", said).status_code == 204
    row.refresh_from_db()
    assert (row.status, row.tries[-1]["said"]) == ("refused", "编号不符")
    missing = said | {"report_id": "HC-00000-00000"}
    assert system("post", "upper/acknowledgements", missing).status_code == 404


def test_in_their_order_and_given_up_in_the_end(
    platform: Platform, system: Any, people: SimpleNamespace, commits: Any
) -> None:
    platform.status = 503
    with commits():
        system("post", "upper/warnings", recorded("warning"))
        handed(Warning.objects.get(), people)
    assert platform.told == ["10"], "the second waits for the first"
    for _ in WAITS:
        Report.objects.filter(status="waiting").update(next_at=timezone.now())
        reports_due()
    first, second = Report.objects.all()
    assert (first.status, len(first.tries)) == ("dead", len(WAITS) + 1)
    platform.status = 200
    with commits():
        report_again(row=first, by=people.admin)
    first.refresh_from_db()
    assert first.status == "known"
    Report.objects.filter(pk=second.pk).update(next_at=timezone.now())
    reports_due()
    second.refresh_from_db()
    assert second.status == "known"


def test_without_a_platform_nothing_is_sent(
    warning: Warning, people: SimpleNamespace, commits: Any
) -> None:
    with commits():
        handed(warning, people)
    assert {one.status for one in Report.objects.all()} == {"waiting"}
    assert {len(one.tries) for one in Report.objects.all()} == {0}


def test_another_platform_sees_none_of_it(warning: Warning, call: Callable[..., Any]) -> None:
    other = call("upper:exchange", name="示例另一平台")
    assert other.get("upper/warnings").json()["items"] == []
    said = {"report_id": Report.objects.get().public_id, "accepted": True}
    assert other("post", "upper/acknowledgements", said).status_code == 404

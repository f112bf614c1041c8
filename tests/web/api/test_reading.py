"""What a system reads: what its body's lines open, page by page, masked, with stable ids and ETags."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.services.triage import alert_return
from qinglian.web.alerts.services.verifying import alert_receive
from qinglian.web.api.models import Integration, Token
from qinglian.web.api.states import ROLES
from qinglian.web.audit.models import Record
from qinglian.web.rectification.services.problems import problem_open
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.services.moving import task_open
from qinglian.web.units.models import Unit

DUE = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def task(people: SimpleNamespace, bodies: dict[str, Unit]) -> Task:
    return task_open(
        title="示例事项", requirement="联系人 13812345678", unit=bodies["station"], due_on=DUE, by=people.office,
        giver_unit=bodies["office"], origin="other",
    )  # fmt: skip


def walked(call: Any, path: str, **asked: Any) -> list[str]:
    ids, cursor = [], ""
    for _ in range(20):
        said = call.get(path, cursor=cursor, **asked).json()
        ids += [one["id"] for one in said["items"]]
        cursor = said["next"]
        if not cursor:
            return ids
    raise AssertionError("no end")


def test_alerts_page_by_page(pushed: Callable[..., list[Alert]], call: Callable[..., Any]) -> None:
    made = {one.public_id for one in pushed(7)}
    system = call("alerts:read", "signals:read")
    assert set(walked(system, "alerts", limit=3)) == made
    assert len(walked(system, "alerts", limit=3)) == 7
    first = system.get("alerts", limit=3).json()["items"][0]
    row = Alert.objects.get(public_id=first["id"])
    assert first["status"] == {"code": "pushed", "name": "待签收"}
    assert first["body"] == {"code": row.unit.code, "name": row.unit.name}
    assert first["opened_at"].endswith("+08:00")
    english = system("get", f"alerts/{row.public_id}", {}, **{"Accept-Language": "en"}).json()
    assert english["status"]["name"] == "Waiting to be received"
    assert english["signals"]
    assert [one["verb"] for one in english["steps"]] == ["push"]


@pytest.mark.parametrize("limit", [1, 2, 7, 50])
def test_a_walk_leaves_nothing_out_and_shows_nothing_twice(
    limit: int, pushed: Callable[..., list[Alert]], call: Callable[..., Any]
) -> None:
    made = {one.public_id for one in pushed(9)}
    Alert.objects.filter(public_id__in=sorted(made)[3:5]).update(secret=True)
    seen = set(Alert.objects.filter(secret=False).values_list("public_id", flat=True))
    assert walked(call("alerts:read"), "alerts", limit=limit) == sorted(seen)


def test_money_is_yuan_as_text(
    pushed: Callable[..., list[Alert]], call: Callable[..., Any]
) -> None:
    (made,) = pushed(1)
    Alert.objects.filter(pk=made.pk).update(amount_fen=123_456_789_01)
    said = call("alerts:read").get("alerts").json()["items"][0]["amount"]
    assert said == {"amount": "123456789.01", "currency": "CNY"}
    assert Decimal(said["amount"]) * 100 == 123_456_789_01


@pytest.mark.parametrize(
    "asked",
    [{"status": "pushed"}, {"level": "orange"}, {"rule": "APR-003"}, {"pack": "approval_cn"}],
)
def test_filters_leave_out(
    asked: dict[str, str], pushed: Callable[..., list[Alert]], call: Callable[..., Any]
) -> None:
    one, other = pushed(2)
    Alert.objects.filter(pk=other.pk).update(
        status="verifying", level="red", rule_id="APR-001", pack="works_cn"
    )
    assert walked(call("alerts:read"), "alerts", **asked) == [one.public_id]
    body = one.unit.code
    system = call("alerts:read")
    assert len(walked(system, "alerts", body=body)) == 2
    assert walked(system, "alerts", body="990199") == []


def test_the_next_walk_asks_for_what_changed(
    pushed: Callable[..., list[Alert]], call: Callable[..., Any], people: SimpleNamespace
) -> None:
    one, _other = pushed(2)
    system = call("alerts:read", "signals:read")
    before = system.get("alerts").json()["as_of"]
    later = (timezone.now() + timedelta(seconds=1)).isoformat()
    assert walked(system, "alerts", changed_since=later) == []
    assert walked(system, "signals", changed_since=later) == []
    alert_receive(alert=one, by=people.handler)
    assert one.public_id in walked(system, "alerts", changed_since=before)
    assert walked(system, "signals", changed_since=before)


def test_nothing_is_sent_twice_for_an_etag(
    pushed: Callable[..., list[Alert]], call: Callable[..., Any], people: SimpleNamespace
) -> None:
    (made,) = pushed(1)
    system = call("alerts:read")
    first = system.get(f"alerts/{made.public_id}")
    again = system("get", f"alerts/{made.public_id}", {}, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    alert_receive(alert=made, by=people.handler)
    moved = system("get", f"alerts/{made.public_id}", {}, **{"If-None-Match": first["ETag"]})
    assert moved.status_code == 200
    assert moved["ETag"] != first["ETag"]


def test_a_returned_alert_is_not_outside_any_more(
    pushed: Callable[..., list[Alert]], call: Callable[..., Any], people: SimpleNamespace
) -> None:
    (made,) = pushed(1)
    system = call("alerts:read", "signals:read")
    assert walked(system, "signals")
    alert_return(alert=made, by=people.handler, reason="不属本单位")
    assert system.get(f"alerts/{made.public_id}").status_code == 404
    assert walked(system, "signals") == walked(system, "alerts") == []


def test_numbers_of_persons_are_masked(task: Task, call: Callable[..., Any]) -> None:
    said = call("tasks:read").get(f"tasks/{task.public_id}").json()
    assert said["requirement"] == "联系人 138****5678"
    assert "示例县清廉办" in said["giver"]["name"]
    assert "name" not in said["steps"][0]


@pytest.mark.parametrize("body", ["county", "bureau", "station", "team", "market", "school_bureau"])
@pytest.mark.parametrize("role", ROLES)
def test_a_system_sees_what_a_colleague_in_that_role_sees_and_no_more(
    role: str,
    body: str,
    pushed: Callable[..., list[Alert]],
    task: Task,
    call: Callable[..., Any],
    person: Callable[..., User],
) -> None:
    pushed(1)
    colleague = person(role, body, name="colleague")
    wanted = {
        "alerts": Alert.objects.visible_to(colleague), "tasks": Task.objects.visible_to(colleague),
    }  # fmt: skip
    scopes = [f"{name}:read" for name in wanted]
    if role == "lead_liaison":
        scopes, wanted = scopes[1:], {"tasks": wanted["tasks"]}
    system = call(*scopes, role=role, body=body)
    for name, rows in wanted.items():
        assert set(walked(system, name)) == set(rows.values_list("public_id", flat=True)), name


def test_only_the_scopes_that_were_given(task: Task, call: Callable[..., Any]) -> None:
    system = call("tasks:read")
    refused = system.get("alerts")
    assert refused.status_code == 403
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["type"] == "urn:qinglian:problem:scope"
    assert refused.json()["title"] == "令牌没有这项权限"
    assert refused.json()["title_en"] == "The token lacks the scope"


def test_without_a_good_token_nothing(call: Callable[..., Any], admins: SimpleNamespace) -> None:
    system = call("tasks:read")
    assert system.get("tasks").status_code == 200
    for wrong in ("", "ql_x", system.token + "x", system.token.lower()):
        answer = system("get", "tasks", {}, Authorization=f"Bearer {wrong}")
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="qinglian"')
    Integration.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert system.get("tasks").status_code == 401
    Integration.objects.update(expires_on=timezone.localdate())
    assert system.get("tasks").status_code == 200
    Token.objects.update(revoked_at=timezone.now())
    assert system.get("tasks").status_code == 401


def test_only_from_the_addresses_that_were_named(call: Callable[..., Any]) -> None:
    assert call("tasks:read", addresses=["10.1.0.0/16"]).get("tasks").status_code == 403
    assert call("tasks:read", addresses=["127.0.0.0/8"]).get("tasks").status_code == 200


def test_so_many_times_a_minute(call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from qinglian.web.core import limits

    monkeypatch.setitem(limits.LIMITS, "call", (2, 60))
    system = call("tasks:read")
    answers = [system.get("tasks") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"
    assert call("tasks:read").get("tasks").status_code == 200, "each token counts for itself"


def test_every_call_is_on_record_without_what_was_said(
    pushed: Callable[..., list[Alert]], call: Callable[..., Any]
) -> None:
    (made,) = pushed(1)
    system = call("alerts:read")
    system.get(f"alerts/{made.public_id}")
    system.get("tasks")
    records = Record.objects.filter(action="integration.called").order_by("pk")
    assert [(one.data["call"], one.data["status"]) for one in records] == [
        ("GET alert", 200), ("GET tasks", 403),
    ]  # fmt: skip
    assert made.public_id not in str([one.data for one in records])
    assert {one.object_id for one in records} == {system.integration.public_id}
    assert Token.objects.get().used_on == timezone.localdate()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("alerts?limit=0", 422), ("alerts?chagned_since=2026-01-01", 422), ("me?x=1", 422),
        ("alerts?limit=201", 422), ("alerts?cursor=%FF", 422), ("alerts?cursor=a.b", 422),
        ("alerts?changed_since=2026-01-01T00:00:00", 422), ("alerts?body=%00", 422), ("alerts/%00", 404),
        ("alerts/YJ-00000-00000", 404), ("nothing", 404), ("signals/nothing", 404),
    ],
)  # fmt: skip
def test_what_is_not_right_is_said_in_both_languages(
    path: str, status: int, call: Callable[..., Any]
) -> None:
    answer = call("alerts:read", "signals:read").get(path)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == status
    assert said["title"]
    assert said["title_en"]
    post = call("alerts:read")("post", "alerts", {})
    assert (post.status_code, post["Allow"]) == (405, "GET")
    assert post["Content-Type"] == "application/problem+json"


def test_problems_of_rectification(
    call: Callable[..., Any], people: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    made = problem_open(
        title="示例问题", text="联系人 13812345678", unit=bodies["station"], by=people.supervisor, origin="patrol",
        found_on=timezone.localdate(), finder_unit=bodies["team"], due_on=DUE, amount_fen=12_345,
    )  # fmt: skip
    system = call("rectification:read")
    assert walked(system, "problems") == [made.public_id]
    assert walked(system, "problems", status="struck") == []
    assert walked(system, "problems", origin="patrol", body=made.unit.code) == [made.public_id]
    later = (timezone.now() + timedelta(seconds=1)).isoformat()
    assert walked(system, "problems", changed_since=later) == []
    said = system.get(f"problems/{made.public_id}").json()
    assert said["text"] == "联系人 138****5678"
    assert said["amount"] == {"amount": "123.45", "currency": "CNY"}
    assert [one["verb"] for one in said["steps"]] == ["opened"]
    other = call("rectification:read", role="unit_officer", body="school_bureau")
    assert walked(other, "problems") == []
    assert other.get(f"problems/{made.public_id}").status_code == 404
    assert call("alerts:read").get("problems").status_code == 403

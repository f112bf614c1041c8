"""Systems are told that something happened: signed, from the outbox, again and again, and never where they may not."""

import json
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from nacl.public import PrivateKey

from qinglian.web.alerts.models import Alert, TeamKey
from qinglian.web.alerts.services.requests import request_decide, request_make
from qinglian.web.alerts.services.verifying import alert_receive
from qinglian.web.api.models import Delivery, Hook
from qinglian.web.api.services.delivering import WAITS, deliver, deliveries_due
from qinglian.web.api.services.hooks import delivery_again, hook_rotate
from qinglian.web.api.services.integrations import integration_end
from qinglian.web.tasks.services.moving import task_open
from qinglian.web.units.models import Unit
from tests.web.api.conftest import ALL, Receiver, Subscribe, canonical, verified


def test_a_push_is_told_and_signed(
    subscribe: Subscribe, receiver: Receiver, pushed: Callable[..., list[Alert]], commits: Any
) -> None:
    made = subscribe("alert.pushed")
    with commits():
        (alert,) = pushed(1)
    ((headers, body),) = receiver.got
    assert verified(canonical(headers), body, made["secret"])
    assert not verified(canonical(headers), body + b" ", made["secret"])
    said = json.loads(body)
    assert said["type"] == "alert.pushed"
    assert said["data"] == {"id": alert.public_id, "status": "pushed"}
    assert set(said) == {"type", "timestamp", "data"}
    row = Delivery.objects.get()
    assert (row.status, row.public_id) == ("sent", canonical(headers)["Webhook-Id"])


def test_only_what_was_asked_for_and_may_be_known(
    subscribe: Subscribe, receiver: Receiver, pushed: Callable[..., list[Alert]], commits: Any,
    people: SimpleNamespace, call: Callable[..., Any], bodies: dict[str, Unit],
) -> None:  # fmt: skip
    subscribe("alert.status_changed", "task.assigned")
    elsewhere = call(*ALL, role="unit_officer", body="school_bureau")
    subscribe("alert.pushed", "alert.status_changed", caller=elsewhere)
    with commits():
        (alert,) = pushed(1)
    assert receiver.got == []
    with commits():
        alert_receive(alert=alert, by=people.handler)
        task_open(
            title="示例", requirement="示例", unit=bodies["station"], by=people.office, origin="other",
            due_on=timezone.localdate(), giver_unit=bodies["office"],
        )  # fmt: skip
    assert [json.loads(body)["type"] for _, body in receiver.got] == [
        "alert.status_changed", "task.assigned",
    ]  # fmt: skip


def test_what_did_not_happen_is_not_told(
    subscribe: Subscribe, pushed: Callable[..., list[Alert]]
) -> None:
    subscribe()

    class Undone(Exception):
        pass

    def fails() -> None:
        with transaction.atomic():
            pushed(1)
            assert Delivery.objects.count() == 1, "in the transaction of the act"
            raise Undone

    with pytest.raises(Undone):
        fails()
    assert not Delivery.objects.exists()


def test_of_the_confidential_branch_nothing_is_told(
    subscribe: Subscribe, pushed: Callable[..., list[Alert]], people: SimpleNamespace, signal: Any,
    run: Any, bodies: dict[str, Unit], commits: Any, receiver: Receiver,
) -> None:  # fmt: skip
    from qinglian.web.alerts.services.opening import alerts_open

    subscribe("alert.pushed", "alert.status_changed")
    for case in ("S1", "S2"):
        signal(case=case)
    alerts_open(run)
    Alert.objects.update(authority_unit=bodies["bureau"])
    secret, gone = Alert.objects.order_by("anchor_id")
    key = bytes(PrivateKey.generate().public_key).hex()
    TeamKey.objects.create(team=bodies["team"], public_key=key, by=people.keeper)
    with commits():
        asked = request_make(alert=secret, kind="secret", by=people.triage, reason="示例")
        request_decide(request=asked, by=people.chief, agree=True)
        alert_receive(alert=Alert.objects.get(pk=secret.pk), by=people.handler)
        asked = request_make(
            alert=gone, kind="transfer", by=people.triage, reason="示例", team=bodies["team"].pk
        )
        request_decide(request=asked, by=people.chief, agree=True)
    assert not Delivery.objects.exists()
    assert receiver.got == []


def test_again_after_a_while_and_no_more_in_the_end(
    subscribe: Subscribe, receiver: Receiver, pushed: Callable[..., list[Alert]], commits: Any
) -> None:
    subscribe()
    receiver.status = 500
    with commits():
        pushed(1)
    row = Delivery.objects.get()
    assert (row.status, len(row.tries), row.tries[0]["status"]) == ("waiting", 1, 500)
    assert deliveries_due() == 0, "not yet"
    for number in range(len(WAITS)):
        Delivery.objects.update(next_at=timezone.now())
        assert deliveries_due() == 1, number
    row.refresh_from_db()
    assert (row.status, len(row.tries)) == ("dead", len(WAITS) + 1)
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1, "one id for all tries"
    receiver.status = 200
    with commits():
        delivery_again(delivery=row, by=None)
    row.refresh_from_db()
    assert row.status == "sent"


def test_one_worker_at_a_time(
    subscribe: Subscribe, receiver: Receiver, pushed: Callable[..., list[Alert]]
) -> None:
    subscribe()
    pushed(1)
    row = Delivery.objects.get()
    Delivery.objects.update(next_at=timezone.now() + timedelta(minutes=2))
    deliver.call(row.pk)
    assert receiver.got == []


def test_whoever_says_gone_is_left_alone(
    subscribe: Subscribe, receiver: Receiver, pushed: Callable[..., list[Alert]], commits: Any
) -> None:
    subscribe()
    receiver.status = 410
    with commits():
        pushed(1)
    assert Hook.objects.get().ended_at
    assert Delivery.objects.get().status == "dead"


def test_a_redirect_is_not_followed(
    subscribe: Subscribe, receiver: Receiver, pushed: Callable[..., list[Alert]], commits: Any
) -> None:
    subscribe()
    receiver.status = 302
    with commits():
        pushed(1)
    assert len(receiver.got) == 1
    assert Delivery.objects.get().tries[0]["status"] == 302


def test_old_and_new_secret_side_by_side(
    subscribe: Subscribe, receiver: Receiver, pushed: Callable[..., list[Alert]], commits: Any,
    system: Any,
) -> None:  # fmt: skip
    old = subscribe()
    new = system("post", f"webhooks/{old['id']}/rotate").json()
    assert new["secret"] != old["secret"]
    with commits():
        pushed(1)
    headers, body = receiver.got[0]
    assert verified(canonical(headers), body, old["secret"])
    assert verified(canonical(headers), body, new["secret"])
    Hook.objects.update(old_until=timezone.now() - timedelta(seconds=1))
    with commits():
        delivery_again(delivery=Delivery.objects.get(), by=None)
    headers, body = receiver.got[1]
    assert not verified(canonical(headers), body, old["secret"])
    assert verified(canonical(headers), body, new["secret"])
    assert old["secret"] not in str(Hook.objects.values_list()), "not in clear in the database"
    with commits():
        hook_rotate(hook=Hook.objects.get(), by=None, overlap_hours=0)


def test_ended_means_ended(
    subscribe: Subscribe, receiver: Receiver, pushed: Callable[..., list[Alert]], commits: Any,
    system: Any, admins: SimpleNamespace, people: SimpleNamespace,
) -> None:  # fmt: skip
    made = subscribe("alert.pushed", "alert.status_changed")
    (alert,) = pushed(1)
    integration_end(integration=system.integration, by=admins.security, reason="示例")
    deliveries_due()
    assert receiver.got == []
    assert Delivery.objects.get().status == "dead"
    alert_receive(alert=alert, by=people.handler)
    assert Delivery.objects.count() == 1
    assert system.get("webhooks").status_code == 401
    assert made["id"]

"""Systems are told that something happened: signed, from the outbox, again and again, and never where they may not."""

import base64
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from nacl.public import PrivateKey
from pytest_django import Settings

from qinglian.web.alerts.models import Alert, TeamKey
from qinglian.web.alerts.services.requests import request_decide, request_make
from qinglian.web.alerts.services.verifying import alert_receive
from qinglian.web.api import outgoing
from qinglian.web.api.models import Delivery, Hook
from qinglian.web.api.outgoing import NotSent, checked, post
from qinglian.web.api.services.delivering import WAITS, deliver, deliveries_due
from qinglian.web.api.services.hooks import delivery_again, hook_rotate
from qinglian.web.api.services.integrations import integration_end
from qinglian.web.tasks.services.moving import task_open
from qinglian.web.units.models import Unit

ALL = ("alerts:read", "tasks:read", "webhooks:manage")


class Receiver:
    """A server of the other side."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status, outer = 200, self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append((dict(self.headers), body))
                self.send_response(outer.status)
                if outer.status == 302:
                    self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/in?x=1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    settings.INTERNAL_HOSTS = ("127.0.0.0/8",)
    one = Receiver()
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.fixture
def system(call: Callable[..., Any]) -> Any:
    return call(*ALL)


Subscribe = Callable[..., dict[str, Any]]


@pytest.fixture
def subscribe(system: Any, receiver: Receiver) -> Subscribe:
    def make(*events: str, url: str = "", caller: Any = None) -> dict[str, Any]:
        said = {"url": url or receiver.url, "events": list(events or ("alert.pushed",))}
        answer = (caller or system)("post", "webhooks", said)
        assert answer.status_code == 201, answer.content
        return answer.json()

    return make


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def verified(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """As the standard says it, written anew."""
    said = f"{headers['Webhook-Id']}.{headers['Webhook-Timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = "v1," + base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    return wanted in headers["Webhook-Signature"].split(" ")


def canonical(headers: dict[str, str]) -> dict[str, str]:
    return {
        "-".join(part.capitalize() for part in name.split("-")): v for name, v in headers.items()
    }


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


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "https://127.0.0.1/", "https://10.0.0.1/", "https://192.168.1.1:8443/", "https://[::1]/",
        "https://169.254.169.254/latest/", "https://0.0.0.0/", "https://[::ffff:127.0.0.1]/", "https://[fe80::1]/",
        "https://[64:ff9b::7f00:1]/", "https://224.0.0.1/", "https://100.64.0.1/", "http://8.8.8.8/",
        "http://example.test/", "https://user:secret@example.test/", "https://example.test/#a", "ftp://example.test/",
        "https:///x", "https://example.test:0/", "https://example.test:99999/", "https://exa mple.test/",
        "https://示例.test/", "file:///etc/passwd", "https://2130706433.test/\r\nX: y",
    ],
)  # fmt: skip
def test_addresses_that_nothing_is_sent_to(url: str, settings: Settings) -> None:
    settings.INTERNAL_HOSTS = ()
    with pytest.raises(NotSent):
        checked(url)


def test_a_name_that_stands_for_an_internal_address(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, receiver: Receiver
) -> None:
    """Also where one of its addresses is public, and where it is another a moment later."""
    port = receiver.server.server_port
    asked: list[str] = []
    really = socket.getaddrinfo

    def resolved(host: str, *more: Any, **named: Any) -> list[Any]:
        asked.append(host)
        answers = {"inside.test": ["127.0.0.1"], "both.test": ["8.8.8.8", "10.0.0.1"]}
        if host not in answers:
            return really(host, *more, **named)
        return [(0, 0, 0, "", (one, port)) for one in answers[host]]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    settings.INTERNAL_HOSTS = ()
    for host in ("inside.test", "both.test"):
        with pytest.raises(NotSent, match="internal_hosts"):
            post(f"https://{host}/", b"", {})
    settings.INTERNAL_HOSTS = ("inside.test",)
    assert post(f"http://inside.test:{port}/", b"{}", {}) == (200, b"")
    assert receiver.got[0][0]["Host"] == f"inside.test:{port}"
    assert asked.count("inside.test") == 2, (
        "asked once for each message; the connection asks no more"
    )


def test_a_certificate_must_be_right(settings: Settings, receiver: Receiver) -> None:
    settings.INTERNAL_HOSTS = ("127.0.0.0/8",)
    with pytest.raises(NotSent):
        post(receiver.url.replace("http:", "https:"), b"{}", {})
    assert outgoing.SECONDS <= 30


def test_what_may_be_subscribed(
    system: Any, call: Callable[..., Any], receiver: Receiver, subscribe: Subscribe
) -> None:
    for said in (
        {"url": "http://10.9.9.9/", "events": ["alert.pushed"]},
        {"url": receiver.url, "events": ["batch.loaded"]},
    ):
        assert system("post", "webhooks", said).status_code == 409, said
    for said in ({"url": receiver.url, "events": []}, {"url": receiver.url, "events": ["x"]}):
        assert system("post", "webhooks", said).status_code == 422, said
    made = subscribe()
    other = call(*ALL, name="示例另一个系统")
    assert other("delete", f"webhooks/{made['id']}").status_code == 404
    assert other("post", f"webhooks/{made['id']}/rotate").status_code == 404
    assert other.get(f"webhooks/{made['id']}/deliveries").status_code == 404
    assert "secret" not in system.get("webhooks").json()["items"][0]
    assert system("delete", f"webhooks/{made['id']}").status_code == 204
    assert system.get("webhooks").json()["items"] == []


def test_the_log_of_messages(
    subscribe: Subscribe, pushed: Callable[..., list[Alert]], system: Any, commits: Any,
    people: SimpleNamespace, receiver: Receiver,
) -> None:  # fmt: skip
    made = subscribe()
    receiver.status = 503
    with commits():
        (alert,) = pushed(1)
    (one,) = system.get(f"webhooks/{made['id']}/deliveries").json()["items"]
    assert (one["object"], one["last_status"], one["tries"]) == (alert.public_id, 503, 1)
    again = system("post", f"deliveries/{one['id']}/resend")
    assert again.status_code == 409, "it waits already"
    Delivery.objects.update(status="dead")
    receiver.status = 204
    with commits():
        assert system("post", f"deliveries/{one['id']}/resend").status_code == 202
    assert Delivery.objects.get().status == "sent"

"""Where messages may go, what may be subscribed, and the log. 投到哪里。"""

import socket
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_django import Settings

from qinglian.web.alerts.models import Alert
from qinglian.web.api import outgoing
from qinglian.web.api.models import Delivery
from qinglian.web.api.outgoing import NotSent, checked, post
from tests.web.api.conftest import ALL, Receiver, Subscribe


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

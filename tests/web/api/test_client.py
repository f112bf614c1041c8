"""The generated client against a live site: the same objects, the same problems, data on their way in."""

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from qinglian.web.alerts.models import Alert
from qinglian.web.api.sealing import new_secret
from qinglian.web.api.services.pushing import pushes_resume
from qinglian.web.api.signing import signed
from qinglian.web.runs.models import Batch

pytestmark = pytest.mark.django_db(transaction=True)
LEDGER = Path("samples/ledgers/行政许可办件.xlsx")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "qinglian_client.py"
    call_command("api_client", "--out", str(path), stdout=sys.stderr)
    return path


@pytest.fixture
def module(made: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("qinglian_client", made)
    assert spec
    assert spec.loader
    found = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = found
    spec.loader.exec_module(found)
    return found


def test_it_stands_alone(made: Path) -> None:
    """No package is needed: it is imported where there are none."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import runpy; runpy.run_path({str(made)!r})"],
        check=False, capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()


def test_it_reads_what_the_calls_answer(
    module: ModuleType,
    live_server: Any,
    pushed: Callable[..., list[Alert]],
    call: Callable[..., Any],
) -> None:
    rows = pushed(5)
    Alert.objects.filter(pk=rows[0].pk).update(amount_fen=12_345)
    system = call("alerts:read", "signals:read")
    client = module.Client(live_server.url, system.token)
    assert client.me().id == system.integration.public_id
    found = list(client.list_alerts(limit=2))
    assert {one.id for one in found} == {one.public_id for one in rows}
    assert client.as_of.utcoffset().total_seconds() == 8 * 3600
    said = {one["id"]: one for one in system.get("alerts").json()["items"]}
    for one in found:
        told = json.loads(json.dumps(module.dump(one)))
        want = {name: value for name, value in said[one.id].items() if value is not None}
        assert {**told, "url": ""} == {**want, "url": ""}
    later = client.as_of + module.dt.timedelta(seconds=1)
    assert list(client.list_alerts(changed_since=later, status="pushed")) == []
    one = client.get_alert(rows[0].public_id)
    assert one.amount.amount == "123.45"
    assert client.get_signal(one.signals[0]).rule.code == rows[0].rule_id
    with pytest.raises(module.ProblemError) as stopped:
        client.get_alert("YJ-00000-00000")
    assert (stopped.value.status, stopped.value.said["title_en"]) == (
        404, "Not there, or not in your scope",
    )  # fmt: skip
    with pytest.raises(module.ProblemError) as stopped:
        list(client.list_tasks())
    assert stopped.value.status == 403


def test_it_brings_data(
    module: ModuleType, live_server: Any, call: Callable[..., Any], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, data=tmp_path))
    monkeypatch.setattr(module, "PART", 4_000)
    client = module.Client(live_server.url, call("batches:write").token)
    begin = module.PushIn(
        register=module.RegisterIn(
            provider="示例县行政审批局", authority="示例〔2026〕1号", purpose="行政审批监督",
            destroy_by=module.dt.date(2099, 12, 31),
        ),
    )  # fmt: skip
    name = client.push_files({"台账.xlsx": LEDGER}, begin, key="a-key-of-ours")
    pushes_resume()
    said = client.get_batch(name)
    assert (said.status, said.read) == ("loaded", said.kept + said.refused)
    assert Batch.objects.get().public_id == said.batch
    assert client.push_files({"台账.xlsx": LEDGER}, begin, key="a-key-of-ours") == name
    assert client.list_refused_rows(name).next is None


def test_it_verifies_messages(module: ModuleType) -> None:
    secret, body, at = new_secret(), b'{"type":"alert.pushed"}', int(time.time())
    headers = signed([secret, new_secret()], "TD-00000-00000", at, body)
    assert module.verify_webhook(headers, body, secret) == {"type": "alert.pushed"}
    for wrong in (
        (headers, body + b" ", secret),
        (headers, body, new_secret()),
        ({**headers, "webhook-id": "TD-00000-00001"}, body, secret),
        (signed([secret], "TD-00000-00000", at - 301, body), body, secret),
        ({**headers, "webhook-timestamp": ""}, body, secret),
        ({}, body, secret),
    ):
        with pytest.raises(ValueError, match=r"signed|old"):
            module.verify_webhook(*wrong)


def test_every_call_of_the_document_is_a_method(module: ModuleType, client: Any) -> None:
    said = client.get("/api/v1/openapi.json").json()
    for methods in said["paths"].values():
        for one in methods.values():
            assert callable(getattr(module.Client, one["operationId"]))

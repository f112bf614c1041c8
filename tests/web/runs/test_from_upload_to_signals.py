"""From a ledger as a bureau hands it over to signals on a page: received, shown, registered, loaded, asked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.runs.models import Asked, Batch, Run, Signal, Upload
from qinglian.web.runs.services.incoming import paths_of
from qinglian.web.runs.storing import units_by_name
from qinglian.web.units.models import Unit, UnitName
from tests.web.conftest import BEGUN

LEDGER = Path("samples/ledgers/行政许可办件.xlsx")
PAPERS = {
    "provider": "示例县行政审批局",
    "authority": "示例〔2026〕1号",
    "purpose": "行政审批监督",
    "destroy_by": "2099-12-31",
}


@pytest.fixture(autouse=True)
def _own_lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, data=tmp_path))


@pytest.fixture
def officer(person: Callable[..., User]) -> User:
    return person("programme_office", "county", home="office")


@pytest.fixture
def browser(officer: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(officer)


def send(
    browser: Client, bodies: dict[str, Unit], commits: Any, content: bytes, name: str = "台账.xlsx"
) -> Upload:
    with commits(execute=True):
        answer = browser.post(
            "/runs/uploads/new/",
            {"files": [SimpleUploadedFile(name, content)], "unit": bodies["county"].pk},
        )
    assert answer.status_code == 302, answer.content.decode()
    return Upload.objects.latest("at")


def test_a_ledger_becomes_signals(
    browser: Client, bodies: dict[str, Unit], django_capture_on_commit_callbacks: Any
) -> None:
    commits = django_capture_on_commit_callbacks
    upload = send(browser, bodies, commits, LEDGER.read_bytes())
    assert upload.status == Upload.Status.UNDERSTOOD
    page = browser.get(upload.get_absolute_url()).content.decode()
    assert "台账.xlsx" in page
    assert "确认无误" in page
    (shown,) = upload.preview["files"]
    assert shown["read"] == shown["kept"] + shown["refused"] > 0

    table = next(iter(shown["tables"]))
    papers = {**PAPERS, f"rows_{table}": "1"}
    with commits(execute=True):
        assert browser.post(f"{upload.get_absolute_url()}load/", papers).status_code == 302
    batch = Batch.objects.get()
    assert batch.read == batch.kept + batch.refused == shown["read"]
    assert batch.register.purpose == "行政审批监督"
    tie = batch.handovers.get()
    assert not tie.ties, "one row was said to have been sent"
    assert "不一致" in browser.get(batch.get_absolute_url()).content.decode()
    assert not any(path.exists() for path in paths_of(upload)), "files in clear must not stay"

    with commits(execute=True):
        said = {"unit": bodies["county"].pk, "packs": ["approval_cn"], "as_of": "2026-06-30"}
        assert browser.post("/runs/new/", said).status_code == 302
    run = Run.objects.get()
    assert run.status == Run.Status.DONE, run.trouble
    assert run.inputs[0]["files"][0]["sha256"] == batch.files[0]["sha256"]
    assert Signal.objects.exists()
    bureau = Signal.objects.filter(unit_text=bodies["market"].name)
    assert {one.unit for one in bureau} == {bodies["market"]}, "the ledger names the body"
    for asked in Asked.objects.filter(run=run):
        assert asked.card.startswith("id: ") or "\nid: " in asked.card
        assert asked.flagged <= asked.decided
    page = browser.get(run.get_absolute_url()).content.decode()
    assert "无法判断" in page
    signal = Signal.objects.first()
    page = browser.get(signal.get_absolute_url()).content.decode()
    assert signal.text_zh[:10] in page
    assert signal.exceptions[0]["zh"] in page
    assert set(Record.objects.values_list("action", flat=True)) >= {
        "upload.received",
        "upload.confirmed",
        "batch.loaded",
        "run.started",
        "run.done",
    }


def test_the_same_run_again_writes_no_signal(
    browser: Client, bodies: dict[str, Unit], django_capture_on_commit_callbacks: Any
) -> None:
    commits = django_capture_on_commit_callbacks
    upload = send(browser, bodies, commits, LEDGER.read_bytes())
    with commits(execute=True):
        browser.post(f"{upload.get_absolute_url()}load/", PAPERS)
    said = {"unit": bodies["county"].pk, "packs": ["approval_cn"], "as_of": "2026-06-30"}
    for _ in range(2):
        with commits(execute=True):
            browser.post("/runs/new/", said)
    first, second = Run.objects.order_by("queued_at")
    assert second.status == Run.Status.DONE
    assert set(Signal.objects.values_list("last_run", "gone_at")) == {(first.pk, None)}


def test_what_is_no_ledger_is_refused_with_one_sentence(
    browser: Client, bodies: dict[str, Unit], django_capture_on_commit_callbacks: Any
) -> None:
    words = "随便写的一段话，不是台账。\n".encode()
    upload = send(browser, bodies, django_capture_on_commit_callbacks, words, "台账.csv")
    assert upload.status == Upload.Status.REFUSED
    assert "台账.csv" in upload.trouble
    assert "incoming" not in upload.trouble
    assert not Batch.objects.exists()
    page = browser.get(upload.get_absolute_url()).content.decode()
    assert "确认无误" not in page


def test_a_program_is_not_even_taken(browser: Client, bodies: dict[str, Unit]) -> None:
    answer = browser.post(
        "/runs/uploads/new/",
        {"files": [SimpleUploadedFile("台账.exe", b"MZ")], "unit": bodies["county"].pk},
    )
    assert answer.status_code == 422
    assert not Upload.objects.exists()


def test_the_same_file_twice_is_said_and_loads_nothing(
    browser: Client, bodies: dict[str, Unit], django_capture_on_commit_callbacks: Any
) -> None:
    commits = django_capture_on_commit_callbacks
    for _ in range(2):
        upload = send(browser, bodies, commits, LEDGER.read_bytes())
        with commits(execute=True):
            browser.post(f"{upload.get_absolute_url()}load/", PAPERS)
    assert Batch.objects.count() == 1
    second = Upload.objects.latest("at")
    assert second.status == Upload.Status.REFUSED
    assert second.preview["twins"]
    assert "已在批次" in second.trouble


def test_a_withdrawn_upload_is_forgotten_and_cannot_be_loaded(
    browser: Client, bodies: dict[str, Unit], django_capture_on_commit_callbacks: Any
) -> None:
    commits = django_capture_on_commit_callbacks
    upload = send(browser, bodies, commits, LEDGER.read_bytes())
    with commits(execute=True):
        browser.post(f"{upload.get_absolute_url()}withdraw/", {"reason": "传错了"})
    assert not any(path.exists() for path in paths_of(upload))
    assert browser.post(f"{upload.get_absolute_url()}load/", PAPERS).status_code == 404


def test_an_officer_of_another_body_finds_nothing(
    browser: Client,
    bodies: dict[str, Unit],
    person: Callable[..., User],
    signed_in: Callable[[User], Client],
    django_capture_on_commit_callbacks: Any,
) -> None:
    commits = django_capture_on_commit_callbacks
    upload = send(browser, bodies, commits, LEDGER.read_bytes())
    with commits(execute=True):
        browser.post(f"{upload.get_absolute_url()}load/", PAPERS)
    other = signed_in(person("unit_officer", "bureau"))
    for address in (upload.get_absolute_url(), Batch.objects.get().get_absolute_url()):
        assert other.get(address).status_code == 404
    assert other.get("/runs/uploads/new/").status_code == 403
    assert other.get("/runs/batches/").status_code == 403


def test_a_name_that_two_bodies_bore_names_neither(bodies: dict[str, Unit]) -> None:
    UnitName.objects.create(
        unit=bodies["market"], name="示例县工商局", valid_from=BEGUN, valid_to=timezone.localdate()
    )
    assert units_by_name()["示例县工商局"] == bodies["market"].pk
    Unit.objects.create(code="9901077", name="示例县工商局", level="county", valid_from=BEGUN)
    assert "示例县工商局" not in units_by_name()

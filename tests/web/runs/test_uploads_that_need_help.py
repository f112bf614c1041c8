"""A mapping chosen by hand, a worker that was killed, data past their day, data that are not complete."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from qinglian.engine.lake import load_files
from qinglian.web.accounts.models import User
from qinglian.web.runs.lake import key_file, lake_root
from qinglian.web.runs.models import Batch, Correction, Run, Upload, UseRegister
from qinglian.web.runs.services import loading, running
from qinglian.web.runs.services.incoming import held, paths_of
from qinglian.web.runs.services.loading import upload_load, uploads_resume
from qinglian.web.units.models import Unit
from tests.web.runs.conftest import REGISTER

LOG = "示例号,步骤,时刻\nA,收件,2026-01-05 09:00:00\nA,办结,2026-01-06 09:00:00\n".encode()
MAPPING = """
table: event
process: permit
columns: {示例号: case_id, 步骤: activity, 时刻: occurred_at}
activities: {收件: received, 办结: decided}
"""
OLD = timedelta(hours=1)
Browser = Callable[[User], Client]


def send(browser: Client, bodies: dict[str, Unit], mapping: str | None) -> Any:
    files: dict[str, Any] = {"files": [SimpleUploadedFile("示例.csv", LOG)]}
    if mapping is not None:
        files["mapping"] = SimpleUploadedFile("对照.yaml", mapping.encode())
    return browser.post("/runs/uploads/new/", {**files, "unit": bodies["county"].pk})


def test_a_mapping_chosen_by_hand_is_used_and_shown(
    staff: SimpleNamespace, bodies: dict[str, Unit], signed_in: Browser,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    browser = signed_in(staff.office)
    with django_capture_on_commit_callbacks(execute=True):
        assert send(browser, bodies, MAPPING).status_code == 302
    upload = Upload.objects.get()
    assert upload.status == Upload.Status.UNDERSTOOD, upload.trouble
    assert upload.preview["files"][0]["tables"] == {"event": 2}
    assert "对照.yaml" in browser.get(upload.get_absolute_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        upload_load(upload=upload, by=staff.office, register=REGISTER)
    assert Batch.objects.get().tables == {"event": 2}


def test_a_mapping_that_is_wrong_is_refused_in_the_words_of_the_reader(
    staff: SimpleNamespace, bodies: dict[str, Unit], signed_in: Browser
) -> None:
    answer = send(signed_in(staff.office), bodies, "tabel: event")
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "不认识 tabel" in said
    assert "mapping.yaml" not in said
    assert not Upload.objects.exists()


def test_reading_says_which_file_and_how_far(
    received: Callable[..., Upload], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, int]] = []
    told = loading._progress
    monkeypatch.setattr(
        loading,
        "_progress",
        lambda one, path: (told(one, path), seen.append((one.step, one.percent))),
    )
    upload = received()
    assert seen == [("台账.xlsx", 0)]
    assert upload.step == ""


def test_killed_between_lake_and_site_the_batch_is_found(
    received: Callable[..., Upload], staff: SimpleNamespace
) -> None:
    upload = received()
    upload_load(upload=upload, by=staff.office, register=REGISTER)
    upload.refresh_from_db()
    assert upload.status == Upload.Status.LOADING, "its worker never came"
    kept = load_files(paths_of(upload), lake_root(), key=key_file(), by="示例").batch
    assert kept
    assert uploads_resume() == 0, "it may still be at work"
    Upload.objects.update(moved_at=timezone.now() - OLD)
    assert uploads_resume() == 1
    upload.refresh_from_db()
    assert upload.status == Upload.Status.LOADED, upload.trouble
    assert Batch.objects.get().lake_id == kept.id
    assert not any(path.exists() for path in paths_of(upload))
    assert uploads_resume() == 0


def test_killed_while_replacing_a_batch_the_ticket_is_closed_all_the_same(
    loaded: Callable[..., Batch], received: Callable[..., Upload], staff: SimpleNamespace
) -> None:
    old = loaded()
    ticket = Correction.objects.create(
        unit=old.unit, batch=old, wrong="示例", origin="alert", origin_id="示例", by=staff.triage
    )
    upload = received(LOG, "示例.csv", mapping={"name": "对照.yaml", "text": MAPPING})
    upload_load(upload=upload, by=staff.office, register=REGISTER, supersedes=old)
    upload.refresh_from_db()
    mapping = paths_of(upload)[0].parent.parent / "mapping.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    load_files(
        paths_of(upload), lake_root(), key=key_file(), mapping=mapping, supersede=[old.lake_id]
    )
    Upload.objects.filter(pk=upload.pk).update(moved_at=timezone.now() - OLD)
    assert uploads_resume() == 1
    upload.refresh_from_db()
    assert upload.status == Upload.Status.LOADED, upload.trouble
    ticket.refresh_from_db()
    assert (ticket.status, ticket.corrected_by) == ("corrected", upload.batch)
    old.refresh_from_db()
    assert old.superseded_by == upload.batch


def test_an_upload_that_a_worker_holds_is_left_alone(received: Callable[..., Upload]) -> None:
    upload = received()
    Upload.objects.update(status=Upload.Status.READING, moved_at=timezone.now() - OLD)
    with held(upload) as mine:
        assert mine
        assert uploads_resume() == 0
    assert uploads_resume() == 1
    upload.refresh_from_db()
    assert upload.status == Upload.Status.UNDERSTOOD


def test_data_past_their_day_wait_on_the_desk_and_no_run_uses_them(
    loaded: Callable[..., Batch], staff: SimpleNamespace, bodies: dict[str, Unit], signed_in: Browser,
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    batch = loaded()
    browser = signed_in(staff.office)
    assert batch.get_absolute_url() not in browser.get("/desk/").content.decode()
    UseRegister.objects.update(destroy_by=date(2026, 1, 31))
    monkeypatch.setattr(running, "open_lake", _tomorrow(running.open_lake))
    assert batch.get_absolute_url() in browser.get("/desk/").content.decode()
    assert batch.get_absolute_url() not in signed_in(staff.auditor).get("/desk/").content.decode()
    assert "运行会拒绝使用" in browser.get(batch.get_absolute_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        run = running.run_start(unit=bodies["county"], packs=["approval_cn"], by=staff.office)
    run.refresh_from_db()
    assert run.status == Run.Status.FAILED
    page = browser.get(run.get_absolute_url()).content.decode()
    assert "前销毁（提供单位：示例县行政审批局），不得再用" in page
    assert batch.get_absolute_url() in page


def _tomorrow(opened: Callable[..., Any]) -> Callable[..., Any]:
    """The lake as it opens on a day after the data were to be destroyed."""
    return lambda root: opened(root, today=date(2100, 1, 1))


def test_a_run_keeps_how_complete_the_data_are(
    staff: SimpleNamespace, bodies: dict[str, Unit], signed_in: Browser
) -> None:
    run = Run.objects.create(
        unit=bodies["county"], as_of=date(2026, 6, 30), status=Run.Status.DONE,
        completeness=[{"table": "contract", "of": "tender", "column": "tender_id", "rows": 40,
                       "without": 10, "zh": "", "en": ""}],
    )  # fmt: skip
    page = signed_in(staff.office).get(run.get_absolute_url()).content.decode()
    assert "数据齐不齐" in page
    assert "25%" in page
    Run.objects.update(completeness=[])
    assert "数据齐不齐" not in signed_in(staff.office).get(run.get_absolute_url()).content.decode()

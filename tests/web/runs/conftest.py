"""A lake of its own for each test, the ledger of permits in it, and the people who deal with data and rules."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from qinglian.web.accounts.models import User
from qinglian.web.runs.models import Batch, Upload
from qinglian.web.runs.services.loading import upload_load, upload_receive
from qinglian.web.units.models import Unit

LEDGER = Path("samples/ledgers/行政许可办件.xlsx")
REGISTER = {
    "provider": "示例县行政审批局",
    "authority": "示例〔2026〕1号",
    "purpose": "行政审批监督",
    "fields": [],
    "destroy_by": "2099-12-31",
}


@pytest.fixture(autouse=True)
def _own_lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, data=tmp_path))


@pytest.fixture
def staff(person: Callable[..., User]) -> SimpleNamespace:
    """Who proposes, who approves, who only looks, who is of another body."""
    return SimpleNamespace(
        triage=person("triage_officer", "county", home="office"),
        office=person("programme_office", "county", home="office", name="office"),
        second=person("programme_office", "county", home="office", name="second"),
        chief=person("supervision_head", "team"),
        auditor=person("auditor", "county"),
        officer=person("unit_officer", "bureau"),
        stranger=person("programme_office", "market", name="stranger"),
    )


@pytest.fixture
def received(
    staff: SimpleNamespace, bodies: dict[str, Unit], django_capture_on_commit_callbacks: Any
) -> Callable[..., Upload]:
    """Bring a ledger and read it: `received(content)`."""

    def make(content: bytes | None = None, name: str = "台账.xlsx", **more: Any) -> Upload:
        with django_capture_on_commit_callbacks(execute=True):
            made = upload_receive(
                files=[SimpleUploadedFile(name, content or LEDGER.read_bytes())],
                unit=bodies["county"], by=staff.office, **more,
            )  # fmt: skip
        return Upload.objects.get(pk=made.pk)

    return make


@pytest.fixture
def loaded(
    received: Callable[..., Upload], staff: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> Callable[..., Batch]:
    """Load a ledger: `loaded(content, supersedes=batch)`."""

    def make(
        content: bytes | None = None, *, supersedes: Batch | None = None, **more: Any
    ) -> Batch:
        upload = received(content, **more)
        with django_capture_on_commit_callbacks(execute=True):
            upload_load(upload=upload, by=staff.office, register=REGISTER, supersedes=supersedes)
        upload.refresh_from_db()
        assert upload.status == Upload.Status.LOADED, upload.trouble
        return upload.batch

    return make

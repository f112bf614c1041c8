"""Data come in by the door of all files: known by content, looked through for marks, and under a safe name."""

import gzip
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import zstandard
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.core.kinds import Refused
from qinglian.web.runs.models import Upload
from qinglian.web.runs.services import loading
from qinglian.web.runs.services.incoming import paths_of
from qinglian.web.runs.services.loading import upload_receive
from qinglian.web.units.models import Unit

Browser = Callable[[User], Client]
CSV = "编号,名称\n1,示例\n".encode()
NEW = "/runs/uploads/new/"


@pytest.fixture(autouse=True)
def _often() -> None:
    cache.clear()


def left() -> list[Path]:
    return [path for path in Path(settings.CONFIG.data).rglob("*") if path.is_file()]


def receive(name: str, content: bytes, bodies: dict[str, Unit], by: User, **more: bool) -> Upload:
    file = SimpleUploadedFile(name, content)
    return upload_receive(files=[file], unit=bodies["county"], by=by, **more)


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("../示例 台账.CSV", CSV, "00.csv"),
        ("log.csv.gz", gzip.compress(CSV), "00.csv.gz"),
        ("log.csv.zst", zstandard.compress(CSV), "00.csv.zst"),
        ("log.xes", b"<log><trace/></log>", "00.xes"),
        ("长" * 300 + ".jsonl", b'{"a": 1}\n', "00.jsonl"),
        ("a.parquet", b"PAR1\0\0PAR1", "00.parquet"),
    ],
)
def test_the_ending_that_the_reader_needs_stays(
    name: str, content: bytes, kept: str, bodies: dict[str, Unit], staff: SimpleNamespace
) -> None:
    upload = receive(name, content, bodies, staff.office)
    assert [one["kept"] for one in upload.files] == [kept]
    assert "/" not in upload.files[0]["name"]
    assert [path.read_bytes() for path in paths_of(upload)] == [content]
    assert left() == paths_of(upload)
    assert Record.objects.get(action="file.stored").data["size"] == len(content)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("台账.exe", b"MZ\x90\0", "kind"),
        ("台账.xlsx", b"MZ\x90\0", "kind"),
        ("台账.xlsx", CSV, "ending"),
        ("台账.xlsx", b"PK\x03\x04 broken", "broken"),
        ("机密★台账.csv", CSV, "secret"),
        ("台账.csv", CSV + "2,秘密★5年\n".encode(), "secret"),
        ("台账.csv.zst", zstandard.compress("1,绝密★\n".encode() * 9), "secret"),
        ("台账.csv.gz", gzip.compress(b"0" * 60_000_000), "bomb"),
        ("台账.csv", CSV + "2,内部资料 注意保管\n".encode(), "internal"),
    ],
)
def test_what_the_door_refuses_leaves_nothing(
    name: str, content: bytes, why: str, bodies: dict[str, Unit], staff: SimpleNamespace
) -> None:
    with pytest.raises(Refused) as refused:
        receive(name, content, bodies, staff.office)
    assert refused.value.why == why
    assert (left(), Upload.objects.count()) == ([], 0)
    assert Record.objects.get(action="file.refused").data == {"why": why}


def test_the_page_says_which_file_and_asks_about_internal_ones(
    bodies: dict[str, Unit], staff: SimpleNamespace, signed_in: Browser
) -> None:
    browser = signed_in(staff.office)

    def send(content: bytes, **more: str):  # type: ignore[no-untyped-def]
        files = [SimpleUploadedFile("好.csv", CSV), SimpleUploadedFile("坏.csv", content)]
        return browser.post(NEW, {"files": files, "unit": bodies["county"].pk, **more})

    refused = send(b"MZ\x90\0")
    assert refused.status_code == 422
    assert "坏.csv：不收这种文件" in refused.content.decode()
    internal = CSV + "2,内部资料\n".encode()
    asked = send(internal).content.decode()
    assert 'name="internal"' in asked
    assert (left(), Upload.objects.count()) == ([], 0)
    assert send(internal, internal="on").status_code == 302
    assert len(Upload.objects.get().files) == 2


def test_a_mapping_is_looked_through_too(
    bodies: dict[str, Unit], staff: SimpleNamespace, signed_in: Browser
) -> None:
    mapping = SimpleUploadedFile("对照.yaml", "table: event # 机密★".encode())
    files = [SimpleUploadedFile("好.csv", CSV)]
    sent = {"files": files, "unit": bodies["county"].pk, "mapping": mapping}
    answer = signed_in(staff.office).post(NEW, sent)
    assert answer.status_code == 422
    assert "对照文件带有密级" in answer.content.decode()


def test_what_fails_after_the_door_leaves_nothing(
    bodies: dict[str, Unit], staff: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(loading, "record", broken)
    with pytest.raises(RuntimeError):
        receive("台账.csv", CSV, bodies, staff.office)
    assert (left(), Upload.objects.count()) == ([], 0)

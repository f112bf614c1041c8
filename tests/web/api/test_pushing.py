"""A system brings data: registered, in parts, whole or not at all, recognised when it comes again."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from qinglian.web.api.lines import line_tables, to_sheet
from qinglian.web.api.models import Push
from qinglian.web.api.services import pushing
from qinglian.web.audit.models import Record
from qinglian.web.runs.models import Batch, Upload
from qinglian.web.runs.services.loading import upload_load

LEDGER = Path("samples/ledgers/行政许可办件.xlsx")
REGISTER = {
    "provider": "示例县行政审批局", "authority": "示例〔2026〕1号", "purpose": "行政审批监督",
    "destroy_by": "2099-12-31",
}  # fmt: skip
PAYMENTS = [
    {"payment_id": "ZF1", "unit_name": "示例县交通运输局", "amount_yuan": "1234.50",
     "paid_at": "2026-03-01T09:30:00+08:00", "kind": "progress"},
    {"payment_id": "ZF2", "unit_name": "示例县交通运输局", "amount_yuan": 65.5, "paid_at": "2026-03-02"},
    {"payment_id": "ZF3", "unit_name": "示例县交通运输局", "amount_yuan": "1", "paid_at": "2026-02-30", "more": "x"},
]  # fmt: skip


@pytest.fixture(autouse=True)
def _own_lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, data=tmp_path))
    monkeypatch.setattr(pushing, "TRIES", 1)


@pytest.fixture
def system(call: Callable[..., Any]) -> Any:
    return call("batches:write")


Send = Callable[..., Any]


@pytest.fixture
def send(system: Any, django_capture_on_commit_callbacks: Any) -> Send:
    """Bring a file in parts and say that it is complete; the answer, and the receipt once the worker is done."""

    def make(
        content: bytes, name: str = "台账.xlsx", *, key: str = "key-00001", parts: int = 1,
        table: str = "", caller: Any = None, **said: Any,
    ) -> Any:  # fmt: skip
        one = caller or system
        begun = one("post", "batches", {"register": REGISTER, **said}, **{"Idempotency-Key": key})
        assert begun.status_code in (200, 201), begun.content
        where = f"batches/{begun.json()['id']}"
        size = -(-len(content) // parts)
        for number in range(parts):
            part = content[number * size : (number + 1) * size]
            kept = one("put", f"{where}/files/{name}/parts/{number + 1}", part)
            assert kept.json()["sha256"] == hashlib.sha256(part).hexdigest()
        file = {"name": name, "parts": parts, "sha256": hashlib.sha256(content).hexdigest()}
        with django_capture_on_commit_callbacks(execute=True):
            done = one("post", f"{where}/complete", {"files": [{**file, "table": table}]})
        with django_capture_on_commit_callbacks(execute=True):
            pushing.pushes_resume()
        return done, one.get(where).json()

    return make


def lines(*rows: Any) -> bytes:
    return b"\n".join(json.dumps(row).encode() for row in rows)


def test_a_ledger_in_parts_becomes_a_batch(send: Send, system: Any) -> None:
    done, said = send(LEDGER.read_bytes(), parts=3)
    assert done.status_code == 202, done.content
    assert said["status"] == "loaded", said
    assert said["read"] == said["kept"] + said["refused"] > 0
    batch = Batch.objects.get(public_id=said["batch"])
    assert batch.register.provider == REGISTER["provider"]
    assert batch.by == system.integration.account
    assert batch.unit == system.integration.unit
    assert Record.objects.filter(action="upload.confirmed", actor=batch.by).exists()
    assert not Push.objects.get().folder.exists(), "parts do not stay"


def test_lines_of_a_table_with_control_totals(send: Send, system: Any) -> None:
    done, said = send(
        lines(*PAYMENTS), "payments.jsonl", table="payment",
        control={"payment": {"rows": 3, "sum": {"amount_yuan": "1300.00"}}},
    )  # fmt: skip
    assert done.status_code == 202, done.content
    assert (said["read"], said["kept"], said["refused"]) == (3, 2, 1)
    assert said["files"][0]["left_over"] == ["more"]
    ties = {one["column"]: (one["expected"], one["found"], one["ties"]) for one in said["control"]}
    assert ties == {"": ("3", "2", False), "amount_yuan": ("1300.00", "1300.00", True)}
    (row,) = system.get(f"batches/{said['id']}/refused").json()["items"]
    assert (row["row"], row["value"]) == (3, "2026-02-30")
    assert row["reason"] != row["reason_en"]


def test_a_line_that_is_no_object_stops_the_whole(send: Send) -> None:
    content = lines(PAYMENTS[0]) + b"\n[1]\n{\n"
    done, said = send(content, "payments.jsonl", table="payment")
    assert done.status_code == 422
    assert [one["where"] for one in done.json()["errors"]] == ["line.2", "line.3"]
    assert said["status"] == "open"
    assert not Upload.objects.exists()
    mended, said = send(lines(PAYMENTS[0]), "payments.jsonl", table="payment")
    assert (mended.status_code, said["status"]) == (202, "loaded"), "and it can be sent again"


@pytest.mark.parametrize("name", sorted(line_tables()))
def test_every_table_may_come_as_lines(name: str, tmp_path: Path) -> None:
    from qinglian.engine.identity import Hasher
    from qinglian.engine.inputs import open_inputs

    spec, row = line_tables()[name], {}
    for column in spec.columns.values():
        days = {"date": "2026-03-01", "timestamp": "2026-03-01T08:00:00+08:00"}
        value = days.get(column.type, column.example or ("K1" if column.required else None))
        row[column.name] = next(iter(column.codes)) if column.codes else value
    source, sheet = tmp_path / "rows.jsonl", tmp_path / f"{name}.csv"
    source.write_bytes(lines(row))
    assert to_sheet(source, name, sheet) == 1
    (note,) = open_inputs([sheet], hasher=Hasher(b"preview" * 5)).sources
    assert list(note.tables) == [name], note.refused
    # Amounts in their own currency have no heading beside those in yuan.
    numbers = {one.text.zh for one in spec.columns.values() if one.type == "number"}
    assert {one.removesuffix("（元）") for one in note.left_over} <= numbers | {
        one.removesuffix("（元）") for one in numbers
    }


def test_the_same_request_twice_is_one_push(system: Any) -> None:
    said = {"register": REGISTER}
    first = system("post", "batches", said, **{"Idempotency-Key": "the-same-1"})
    again = system("post", "batches", said, **{"Idempotency-Key": "the-same-1"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    other = {"register": REGISTER | {"purpose": "别的用途"}}
    assert system("post", "batches", other, **{"Idempotency-Key": "the-same-1"}).status_code == 409
    assert system("post", "batches", said).status_code == 422
    assert Push.objects.count() == 1


def test_the_same_file_twice_is_recognised(send: Send) -> None:
    send(LEDGER.read_bytes())
    _done, said = send(LEDGER.read_bytes(), key="key-00002")
    assert said["status"] == "refused"
    assert "已在批次" in said["trouble"]
    assert said["twins"][0]["batch"] == Batch.objects.get().public_id


def test_a_person_may_look_first(
    send: Send, people: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    _done, said = send(LEDGER.read_bytes(), confirm="person")
    assert said["status"] == "understood"
    upload = Upload.objects.get()
    assert Upload.objects.writable_by(people.office).filter(pk=upload.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        upload_load(upload=upload, by=people.office, register=Push.objects.get().papers["register"])
    assert Batch.objects.count() == 1


def test_a_batch_that_corrects_another(send: Send) -> None:
    _done, first = send(lines(PAYMENTS[2]), "p.jsonl", table="payment")
    _done, said = send(
        lines(PAYMENTS[0]), "p.jsonl", table="payment", key="key-00002", supersedes=first["batch"]
    )
    assert Batch.objects.get(public_id=first["batch"]).superseded_by.public_id == said["batch"]


def test_what_is_not_as_it_was_said_is_refused(system: Any, send: Send) -> None:
    begun = system("post", "batches", {"register": REGISTER}, **{"Idempotency-Key": "key-00009"})
    where = f"batches/{begun.json()['id']}"
    system("put", f"{where}/files/a.csv/parts/1", b"x")
    for file in (
        {"name": "a.csv", "sha256": "0" * 64},
        {"name": "a.csv", "parts": 2, "sha256": hashlib.sha256(b"x").hexdigest()},
        {"name": "b.csv", "sha256": hashlib.sha256(b"x").hexdigest()},
        {"name": "a.csv", "sha256": hashlib.sha256(b"x").hexdigest(), "table": "nothing"},
        {"name": "a.csv", "sha256": hashlib.sha256(b"x").hexdigest(), "table": "lot"},
    ):
        assert system("post", f"{where}/complete", {"files": [file]}).status_code == 422, file
    for status, papers in (
        (409, {"register": REGISTER | {"destroy_by": "2020-01-01"}}),
        (422, {"register": {}}),
        (422, {"register": REGISTER, "control": {"nothing": {"rows": 1}}}),
        (409, {"register": REGISTER, "control": {"payment": {"sum": {"payment_id": "1"}}}}),
        (422, {"register": REGISTER, "control": {"payment": {"sum": {"amount_yuan": "1e9"}}}}),
    ):
        answer = system("post", "batches", papers, **{"Idempotency-Key": "key-00010"})
        assert answer.status_code == status, papers
    for name in ("../a.csv", ".hidden", "a%2Fb.csv", "%00.csv"):
        assert system("put", f"{where}/files/{name}/parts/1", b"x").status_code == 404, name
    assert system("put", f"{where}/files/a.csv/parts/1001", b"x").status_code == 404


def test_a_secret_paper_stays_outside(send: Send) -> None:
    done, said = send("编号,内容\n1,机密★3年\n".encode(), "名单.csv")
    assert done.status_code == 422
    assert "国家秘密标识" in done.json()["detail"]
    assert said["status"] == "open"
    assert Record.objects.filter(action="file.refused").exists()


def test_a_part_is_not_larger_than_it_may_be(system: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pushing, "PART_MB", 0)
    begun = system("post", "batches", {"register": REGISTER}, **{"Idempotency-Key": "key-00009"})
    answer = system("put", f"batches/{begun.json()['id']}/files/a.csv/parts/1", b"x")
    assert answer.status_code == 413


def test_another_system_sees_nothing_of_it(send: Send, call: Callable[..., Any]) -> None:
    _done, said = send(LEDGER.read_bytes())
    other = call("batches:write", name="示例另一个系统")
    assert other.get("batches").json()["items"] == []
    for path in (f"batches/{said['id']}", f"batches/{said['id']}/refused"):
        assert other.get(path).status_code == 404
    assert other("put", f"batches/{said['id']}/files/a.csv/parts/1", b"x").status_code == 404
    assert call("alerts:read").get("batches").status_code == 403


def test_a_role_that_loads_no_data_cannot_be_let_in_to_load(let_in: Callable[..., Any]) -> None:
    from qinglian.web.core.moves import NotAllowed

    with pytest.raises(NotAllowed, match="送数据"):
        let_in("batches:write", role="unit_officer", body="station")

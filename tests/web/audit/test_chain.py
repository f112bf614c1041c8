"""Any single change to any record or seal is found; so are lost ends, late sealing and heads that went back."""

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pytest_django import Settings

from qinglian.web.audit import triggers
from qinglian.web.audit.checking import check, read_head
from qinglian.web.audit.models import Head, Record, Seal
from qinglian.web.audit.sealing import head_folder, head_publish, seal_batch, seal_pending
from qinglian.web.audit.services import record

BATCHES, EACH = 3, 4
COLUMNS = [
    ("audit_record", column)
    for column in (
        "id", "at", "actor_id", "role", "action", "object_type", "object_id", "unit_code", "reason",
        "data", "seal_id", "position", None,
    )
] + [
    ("audit_seal", column)
    for column in (
        "id", "number", "sealed_at", "records", "algorithm", "previous", "digest", "marks", None,
    )
]  # fmt: skip
NUMBERS = {"id", "actor_id", "seal_id", "position", "number", "records"}


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    from dataclasses import replace

    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)


def write(batches: int = BATCHES, each: int = EACH) -> None:
    for batch in range(batches):
        with transaction.atomic():
            for number in range(each):
                record("thing.done", reason=f"理由 {batch}/{number}", number=number, part=0.5)
        seal_batch()


def kinds(**options: Any) -> list[str]:
    return [one.kind for one in check(**options).findings]


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_a_chain_as_it_was_written_is_whole(algorithm: str, settings: Settings) -> None:
    settings.AUDIT_HASH = algorithm
    write()
    outcome = check()
    assert outcome
    assert (outcome.seals, outcome.records) == (BATCHES, BATCHES * EACH)
    assert set(Seal.objects.values_list("algorithm", flat=True)) == {algorithm}


def test_an_empty_chain_is_whole() -> None:
    assert check()
    assert seal_pending() == []
    assert head_publish() is None


def test_the_hash_may_be_changed_on_the_way(settings: Settings) -> None:
    write(1)
    settings.AUDIT_HASH = "sm3"
    write(1)
    assert check()


@examples(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_single_change_is_found(data: st.DataObject) -> None:
    with transaction.atomic():
        if not Seal.objects.exists():
            write()
            triggers.drop(connection)
        table, column = data.draw(st.sampled_from(COLUMNS))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM {table} ORDER BY id")
            key = data.draw(st.sampled_from([row[0] for row in cursor.fetchall()]))
        _change(table, column, key, data)
        found = [one for one in check().findings if one.kind != "unguarded"]
        assert found, (table, column, key)
        if table == "audit_record" and column not in ("id", "seal_id", "position", None):
            assert [(one.kind, one.record) for one in found] == [("record_altered", key)]
        transaction.set_rollback(True)


def _change(table: str, column: str | None, key: int, data: st.DataObject) -> None:
    if column is None:
        run(f"DELETE FROM {table} WHERE id = %s", key)
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [key])
        before = cursor.fetchone()[0]
    if column in NUMBERS:
        new: Any = data.draw(st.integers(1, 40).map(lambda step: (before or 0) + 1000 + step))
        if column in ("position", "seal_id") and data.draw(st.booleans()):
            new = None
    elif column in ("at", "sealed_at"):
        new = before + timedelta(microseconds=data.draw(st.integers(1, 10**9)))
    elif column == "data":
        new = json.dumps({"number": data.draw(st.integers(100, 200))})
    else:
        letters = st.text("0123456789abcdef字", max_size=8)
        new = data.draw(letters.filter(lambda text: text != before))
    run(f"UPDATE {table} SET {column} = %s WHERE id = %s", new, key)


@pytest.mark.parametrize(
    ("statement", "kind", "position"),
    [
        ("UPDATE audit_record SET reason = 'x' WHERE position = 6", "record_altered", 6),
        ("DELETE FROM audit_record WHERE position = 7", "record_missing", 7),
        ("UPDATE audit_seal SET previous = digest WHERE number = 2", "broken_link", None),
        ("UPDATE audit_seal SET records = 3 WHERE number = 2", "seal_altered", None),
    ],
)
def test_what_is_named_first(statement: str, kind: str, position: int | None) -> None:
    write()
    triggers.drop(connection)
    run(statement)
    triggers.make(connection)
    first = check().findings[0]
    assert (first.kind, first.seal, first.position) == (kind, 2, position)


def test_two_records_that_change_places_are_found() -> None:
    write()
    triggers.drop(connection)
    run("UPDATE audit_record SET position = 100 WHERE position = 1")
    run("UPDATE audit_record SET position = 1 WHERE position = 2")
    run("UPDATE audit_record SET position = 2 WHERE position = 100")
    triggers.make(connection)
    assert kinds() == ["record_altered", "record_altered"]


def test_a_record_put_in_afterwards_is_found() -> None:
    write()
    triggers.drop(connection)
    Record.objects.create(action="thing.done", seal=Seal.objects.last(), position=13)
    triggers.make(connection)
    assert kinds() == ["record_added"]


def test_a_cut_off_end_and_a_rewritten_chain_are_told_by_the_head(tmp_path: Path) -> None:
    write()
    head = head_publish()
    assert head is not None
    kept = tmp_path / "elsewhere.json"
    kept.write_bytes((head_folder() / f"head-{head.day}.json").read_bytes())
    assert check(start=read_head(kept))
    triggers.drop(connection)
    last = Seal.objects.latest("number")
    Record.objects.filter(seal=last).delete()
    last.delete()
    Head.objects.all().delete()
    os.unlink(head_folder() / f"head-{head.day}.json")
    triggers.make(connection)
    assert check(), "the site alone cannot know"
    assert kinds(start=read_head(kept)) == ["head_went_back"]
    write(1)
    assert kinds(start=read_head(kept)) == ["head_differs"]
    assert kinds(heads=[], start=read_head(kept)) == ["head_differs"]


def test_from_a_head_earlier_records_are_taken_as_published() -> None:
    write(2)
    head = head_publish()
    assert head is not None
    write(1)
    start = read_head(head_folder() / f"head-{head.day}.json")
    outcome = check(start=start)
    assert outcome
    assert (outcome.seals, outcome.records) == (3, EACH)


def test_records_that_wait_too_long_are_told() -> None:
    with transaction.atomic():
        record("thing.done")
        Record.objects.create(action="thing.done", at=timezone.now() - timedelta(minutes=11))
    assert kinds() == ["unsealed"]
    assert kinds(minutes=12) == []
    seal_pending()
    assert kinds() == []


def test_a_head_is_published_once_a_day_and_kept() -> None:
    write(1)
    first = head_publish()
    write(1)
    again = head_publish()
    assert first is not None
    assert again is not None
    assert (first.pk, first.number) == (again.pk, again.number)
    path = head_folder() / f"head-{first.day}.json"
    assert json.loads(path.read_text())["digest"] == first.digest
    path.unlink()
    head_publish()
    assert path.exists()


def test_the_commands_say_it_with_exit_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with transaction.atomic():
        record("thing.done", reason="一")
    call_command("audit_seal", head=True)
    call_command("audit_verify")
    assert "完整" in capsys.readouterr().out
    with pytest.raises(CommandError) as unreadable:
        call_command("audit_verify", start=str(tmp_path / "none.json"))
    assert unreadable.value.returncode == 2
    triggers.drop(connection)
    run("UPDATE audit_record SET reason = 'x'")
    with pytest.raises(SystemExit) as found:
        call_command("audit_verify")
    assert found.value.code == 1
    assert "[record_altered] · 封存 1 · 第 1 条" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_a_record_needs_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        record("thing.done")

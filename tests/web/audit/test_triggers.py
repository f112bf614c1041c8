"""Records, seals and heads cannot be changed or removed, whoever asks; sealing is allowed once."""

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from qinglian.web.audit import triggers
from qinglian.web.audit.models import Head, Record, Seal
from qinglian.web.audit.sealing import head_publish, seal_batch
from qinglian.web.audit.services import record


@pytest.fixture(autouse=True)
def _written() -> None:
    with transaction.atomic():
        record("thing.done", reason="已封存")
    head_publish()
    with transaction.atomic():
        record("thing.done", reason="未封存")


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except Error as error:
        return "audit: rows are only ever added" in str(error)
    return False


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_record SET reason = 'x'",
        "UPDATE audit_record SET reason = 'x' WHERE seal_id IS NULL",
        "UPDATE audit_record SET data = '{}' WHERE seal_id IS NOT NULL AND 1 = 1",
        "UPDATE audit_record SET seal_id = NULL, position = NULL WHERE seal_id IS NOT NULL",
        "UPDATE audit_record SET position = 99 WHERE seal_id IS NULL",
        "UPDATE audit_record SET seal_id = (SELECT id FROM audit_seal) WHERE seal_id IS NULL",
        "UPDATE audit_record SET seal_id = (SELECT id FROM audit_seal), position = 9, reason = 'x'"
        " WHERE seal_id IS NULL",
        "DELETE FROM audit_record",
        "DELETE FROM audit_record WHERE seal_id IS NULL",
        "UPDATE audit_seal SET digest = 'x'",
        "DELETE FROM audit_seal",
        "UPDATE audit_head SET number = 0",
        "DELETE FROM audit_head",
    ],
)
def test_every_change_is_refused(statement: str) -> None:
    assert refused(statement)
    assert Record.objects.count() == 2


@pytest.mark.parametrize("model", [Record, Seal, Head])
def test_a_row_cannot_be_replaced_under_its_key(model: type) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    columns = [field.column for field in model._meta.fields]  # type: ignore[attr-defined]
    table = model._meta.db_table  # type: ignore[attr-defined]
    said = ", ".join("'x'" if name in ("reason", "digest") else name for name in columns)
    assert refused(
        f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) SELECT {said} FROM {table}"
    )


def test_a_record_cannot_arrive_sealed() -> None:
    with pytest.raises(Error), transaction.atomic():
        Record.objects.create(action="thing.done", seal=Seal.objects.get(), position=77)


def test_whole_tables_cannot_be_emptied_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    connection.check_constraints()
    assert refused("TRUNCATE audit_record CASCADE")


def test_sealing_once_is_allowed() -> None:
    seal = seal_batch()
    assert seal is not None
    assert Record.objects.get(position=2).seal == seal
    assert not Record.objects.filter(seal=None).exists()


def test_a_missing_trigger_is_named() -> None:
    assert triggers.missing(connection) == []
    triggers.drop(connection)
    assert set(triggers.missing(connection)) == set(triggers.wanted(connection))
    triggers.make(connection)
    assert triggers.missing(connection) == []
    assert timezone.now() > Head.objects.get().published_at

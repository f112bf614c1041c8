"""Load and bind: types, local dates, identities hashed, ledgers as events, absent columns as nulls."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from qinglian.engine.backends.duckdb import connect
from qinglian.engine.dataset import Dataset
from qinglian.engine.identity import Hasher
from qinglian.engine.load import load
from qinglian.model.errors import BadInput, BadUsage
from qinglian.sources.intake import Intake

KEY = bytes(range(32))
MIDNIGHT = datetime(2024, 2, 29, 16)  # 2024-03-01 00:00 in Shanghai
LATE = datetime(2024, 3, 1, 23, 30)  # 2024-03-02 07:30 in Shanghai


def loaded(
    tables: dict[str, dict[str, list[Any]]],
    zone: str = "Asia/Shanghai",
    session: str = "UTC",
    **mapping: Any,
) -> Dataset:
    con = connect()
    con.execute(f"set timezone = '{session}'")
    dataset = Dataset(con, zone=zone)
    intake = Intake(con, zone=zone, mapping=mapping)
    for name, columns in tables.items():
        intake.add(name, pa.table(columns))
    load(intake, dataset, hasher=Hasher(KEY))
    return dataset


def rows(dataset: Dataset, table: str, *columns: str) -> list[dict[str, Any]]:
    found = dataset.backend.arrow(dataset.bind(table, columns)).to_pylist()
    return sorted(found, key=lambda row: str(next(iter(row.values()))))


PERMITS: dict[str, dict[str, list[Any]]] = {
    "permit": {
        "permit_id": ["A", "B"],
        "received_at": [MIDNIGHT, LATE],
        "decided_at": [datetime(2024, 3, 12, 2), None],
        "decided_by": ["测试甲", None],
        "handler_id": ["测试乙", "测试乙"],
        "person_name": ["测试丙", None],
        "person_id_no": ["110105491231002", None],
        "party_phone": ["13900000000", None],
        "fee_yuan": ["12.5", None],
    }
}


@pytest.mark.parametrize("session", ["UTC", "America/New_York", "Asia/Shanghai"])
def test_local_dates_whatever_the_session_zone(session: str) -> None:
    dataset = loaded(PERMITS, session=session)
    found = rows(dataset, "permit", "received_on", "received_day", "received_wd", "received_at")
    assert [row["received_on"] for row in found] == [date(2024, 3, 1), date(2024, 3, 2)]
    assert found[1]["received_day"] - found[0]["received_day"] == 1
    assert found[1]["received_wd"] == found[0]["received_wd"]  # a Saturday
    assert found[0]["received_at"] == MIDNIGHT


@pytest.mark.parametrize(
    ("at", "on"),
    [
        (datetime(2024, 3, 30, 23, 30), date(2024, 3, 31)),  # the clock goes forward at 01:00 UTC
        (datetime(2024, 10, 26, 22, 30), date(2024, 10, 27)),  # still summer time
        (datetime(2024, 10, 27, 22, 30), date(2024, 10, 27)),  # and back
    ],
)
def test_daylight_saving(at: datetime, on: date) -> None:
    dataset = loaded({"permit": {"permit_id": ["A"], "received_at": [at]}}, zone="Europe/Rome")
    assert rows(dataset, "permit", "received_on")[0]["received_on"] == on


def test_a_date_given_by_the_source_stands() -> None:
    dataset = loaded(
        {"permit": {"permit_id": ["A"], "received_at": [LATE], "received_on": [date(2024, 3, 1)]}}
    )
    assert rows(dataset, "permit", "received_on")[0]["received_on"] == date(2024, 3, 1)


def test_types_of_the_dictionary() -> None:
    found = rows(loaded(PERMITS), "permit", "fee_yuan")
    assert found[0]["fee_yuan"] == Decimal("12.50")


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(BadInput, match=r"permit\.fee_yuan: 'many'"):
        loaded({"permit": {"permit_id": ["A"], "fee_yuan": ["many"]}})


def test_identities_are_hashed_and_known_by_their_companions() -> None:
    dataset = loaded(PERMITS)
    row = rows(
        dataset,
        "permit",
        "person_id_no",
        "person_id_no_valid",
        "person_id_no_region",
        "person_id_no_birth_year",
        "party_phone_prefix",
        "person_name",
        "decided_by",
    )[0]
    hasher = Hasher(KEY)
    assert row["person_id_no"] == hasher.hashed("id", "11010519491231002X")
    assert (row["person_id_no_valid"], row["person_id_no_region"]) == (True, "110105")
    assert (row["person_id_no_birth_year"], row["party_phone_prefix"]) == (1949, "139")
    assert row["person_name"] == "测**"
    assert row["decided_by"] == hasher.hashed("person", "测试甲")


def test_nothing_in_clear_is_left_in_the_connection() -> None:
    dataset = loaded(PERMITS)
    names = dataset.con.execute("select table_name from duckdb_tables()").fetchall()
    for (name,) in names:
        text = str(dataset.con.execute(f'from "{name}"').fetchall())
        assert "测试" not in text, name
        assert "110105491231002" not in text, name


def test_columns_no_source_had_are_typed_nulls() -> None:
    dataset = loaded(PERMITS)
    bound = dataset.bind("permit", ["closed_on", "closed_wd", "promised_days"])
    assert [str(kind) for kind in bound.schema().values()] == ["string", "date", "int32", "int64"]
    assert rows(dataset, "permit", "closed_wd")[0]["closed_wd"] is None
    assert not dataset.has("permit", "closed_at")
    assert dataset.has("permit", "decided_at")


def test_tables_no_source_had_are_empty() -> None:
    dataset = loaded(PERMITS)
    assert rows(dataset, "tender", "opened_at", "opened_wd") == []
    assert (dataset.count("tender"), dataset.count("permit"), dataset.count("event")) == (0, 2, 3)


def test_unknown_names_say_the_nearest() -> None:
    dataset = loaded(PERMITS)
    with pytest.raises(BadUsage, match="did you mean permit"):
        dataset.bind("permits", [])
    with pytest.raises(BadUsage, match="did you mean decided_at"):
        dataset.bind("permit", ["decide_at"])


def test_dated_steps_of_a_ledger_are_events() -> None:
    found = rows(
        loaded(PERMITS),
        "event",
        "process",
        "case_id",
        "activity",
        "occurred_on",
        "date_only",
        "resource",
    )
    hasher = Hasher(KEY)
    assert found == [
        {
            "event_id": "permit:A:decided",
            "process": "permit",
            "case_id": "A",
            "activity": "decided",
            "occurred_on": date(2024, 3, 12),
            "date_only": False,
            "resource": hasher.hashed("person", "测试甲"),
        },
        {
            "event_id": "permit:A:received",
            "process": "permit",
            "case_id": "A",
            "activity": "received",
            "occurred_on": date(2024, 3, 1),
            "date_only": True,
            "resource": hasher.hashed("person", "测试乙"),
        },
        {
            "event_id": "permit:B:received",
            "process": "permit",
            "case_id": "B",
            "activity": "received",
            "occurred_on": date(2024, 3, 2),
            "date_only": False,
            "resource": hasher.hashed("person", "测试乙"),
        },
    ]


def test_the_handler_is_not_taken_for_the_one_who_decided() -> None:
    tables: dict[str, dict[str, list[Any]]] = {
        "permit": {
            name: PERMITS["permit"][name] for name in ("permit_id", "decided_at", "handler_id")
        }
    }
    assert rows(loaded(tables), "event", "resource")[0]["resource"] is None


def test_attributes_of_a_case_are_those_of_its_events() -> None:
    tables: dict[str, dict[str, list[Any]]] = {
        "penalty": {
            "penalty_id": ["P"],
            "decided_at": [MIDNIGHT],
            "amount_yuan": [Decimal("5000.00")],
            "outcome": ["penalised"],
        }
    }
    dataset = loaded(tables)
    row = rows(dataset, "event", "amount", "amount_yuan", "outcome", "no_such_attribute")[0]
    assert (row["amount"], row["amount_yuan"]) == (5000.0, Decimal("5000.00"))
    assert (row["outcome"], row["no_such_attribute"]) == ("penalised", None)
    assert dataset.has("event", "amount")
    assert not dataset.has("event", "no_such_attribute")


def test_events_of_several_ledgers_and_logs_stand_together() -> None:
    tables: dict[str, dict[str, list[Any]]] = {
        "permit": {"permit_id": ["A"], "received_at": [MIDNIGHT]},
        "penalty": {
            "penalty_id": ["P"],
            "decided_at": [MIDNIGHT],
            "amount_yuan": [Decimal("1.00")],
        },
        "event": {"case_id": ["L"], "activity": ["送达"], "occurred_at": [LATE], "amount": [2.0]},
    }
    found = rows(loaded(tables), "event", "process", "case_id", "amount", "occurred_wd")
    assert [(row["event_id"], row["process"], row["amount"]) for row in found] == [
        ("L#1", None, 2.0),
        ("penalty:P:decided", "penalty", 1.0),
        ("permit:A:received", "permit", None),
    ]


def test_what_a_ledger_can_record() -> None:
    assert loaded(PERMITS).recorded == {"permit": {"received", "decided"}}


def test_batches_append_and_widen() -> None:
    dataset = loaded(PERMITS)
    intake = Intake(dataset.con)
    intake.add("permit", pa.table({"permit_id": ["C"], "published_at": [MIDNIGHT]}))
    assert load(intake, dataset, hasher=Hasher(KEY)) == {"permit": 1}
    found = rows(dataset, "permit", "published_on", "received_on")
    assert [row["permit_id"] for row in found] == ["A", "B", "C"]
    assert found[2]["published_on"] == date(2024, 3, 1)
    assert found[2]["received_on"] is None


def test_a_table_that_needs_nothing_is_not_copied() -> None:
    con = connect()
    intake = Intake(con)
    intake.add("item", pa.table({"item_id": ["1"], "tender_id": ["T"]}))
    before = con.execute(
        "select table_oid from duckdb_tables() where table_name = 'in_item'"
    ).fetchall()
    load(intake, Dataset(con), hasher=Hasher(KEY))
    assert (
        con.execute("select table_oid from duckdb_tables() where table_name = 'item'").fetchall()
        == before
    )


def test_attributes_a_mapping_says_identify_are_hashed() -> None:
    event: dict[str, list[Any]] = {
        "case_id": ["L"],
        "activity": ["a"],
        "occurred_at": [MIDNIGHT],
        "resource": ["测试甲"],
        "Monitor": ["测试甲"],
    }
    dataset = loaded({"event": event}, identifies={"Monitor": "person"})
    row = rows(dataset, "event", "resource", "Monitor")[0]
    assert row["Monitor"] == row["resource"] == Hasher(KEY).hashed("person", "测试甲")


def test_a_calendar_among_the_inputs_replaces_its_years() -> None:
    first = date(2024, 1, 1).toordinal()
    days = [date.fromordinal(first + n) for n in range(366)]
    dataset = loaded({**PERMITS, "calendar_day": {"day_on": days, "working": [True] * 366}})
    found = rows(dataset, "permit", "received_wd")
    assert found[1]["received_wd"] - found[0]["received_wd"] == 1


def test_a_year_without_a_calendar_has_no_working_days() -> None:
    dataset = loaded({"permit": {"permit_id": ["A"], "received_at": [datetime(2027, 5, 6)]}})
    row = rows(dataset, "permit", "received_wd", "received_day")[0]
    assert row["received_wd"] is None
    assert row["received_day"] == 20_944

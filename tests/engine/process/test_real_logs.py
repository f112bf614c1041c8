"""Numbers that others found on public logs, and that we find too."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pytest

from qinglian.engine import calendar, events
from qinglian.engine.backends.duckdb import DuckDB
from qinglian.engine.catalog import check
from qinglian.engine.params import Variant
from qinglian.engine.process.plan import answers, counts, question
from qinglian.engine.process.states import UNDECIDED, VIOLATED
from qinglian.model.process import Constraint

AS_OF = date(2024, 1, 1)
CREATE, SEND, NOTIFY = "Create Fine", "Send Fine", "Insert Fine Notification"
PENALTY, APPEAL, PAY = "Add penalty", "Insert Date Appeal to Prefecture", "Payment"
COLLECT = "Send for Credit Collection"


class Real:
    """One log, prepared straight from its Parquet file."""

    def __init__(self, file: Path, zone: str, columns: dict[str, str]) -> None:
        self.con = duckdb.connect()
        self.con.execute("set timezone = 'UTC'; set threads = 2")
        self.con.register("announced", calendar.calendar())
        self.con.execute("create table calendar_day as from announced")
        further = {name: source for name, source in columns.items() if name != "occurred_at"}
        chosen = "".join(f', "{source}" as "{name}"' for name, source in further.items())
        self.con.execute(
            f"""
            create table event as
            with log as (
                select "case:concept:name" case_id, event_index "position", "concept:name" activity,
                    "time:timestamp"::timestamp occurred_at,
                    ("time:timestamp" at time zone '{zone}')::date occurred_on,
                    row_number() over (order by case_index, event_index)::varchar event_id,
                    null::varchar process, false date_only, null::varchar unit_id {chosen}
                from '{file}'
            )
            select log.*, (occurred_on - date '1970-01-01')::int occurred_day, wd_no occurred_wd
            from log left join calendar_day on occurred_on = day_on
            """
        )
        backend = ibis.duckdb.from_connection(self.con)
        self.prepared = events.prepare(
            DuckDB(self.con),
            backend.table("event"),
            backend.table("calendar_day"),
            attributes=columns,
            as_of=AS_OF,
            zone=zone,
        )

    def ask(self, name: str, **card: Any) -> dict[str, int]:
        """Counts of one card, with `violations`."""
        found = check(name)
        asked = question(
            name, found.template, Variant(None, None, {}), Constraint.model_validate(card)
        )
        answer = next(iter(answers(DuckDB(self.con), self.prepared, [asked])))
        state = answer.evidence["state"].to_pylist()
        self.broken = [
            row["case_no"] for row in answer.verdicts.to_pylist() if row["state"] == VIOLATED
        ]
        return {
            **counts(answer),
            "violations": sum(one == VIOLATED for one in state),
            "unknown": sum(one == UNDECIDED for one in state),
        }

    def cases(self) -> set[str]:
        """Violated cases of the last question."""
        names = dict(self.con.execute("select case_no, case_id from prepared_case").fetchall())
        return {names[number] for number in self.broken}


@pytest.fixture(scope="module")
def fines(shared: Path) -> Real:
    return Real(
        shared / "eventlogs/road_traffic_fines.parquet", "Europe/Rome", {"amount": "amount"}
    )


@pytest.fixture(scope="module")
def purchases(shared: Path) -> Real:
    columns = {"resource": "org:resource", "document_type": "case:(case) Document Type"}
    file = shared / "eventlogs/bpic2019_3way_after_gr.parquet"
    return Real(file, "Europe/Amsterdam", columns)


@pytest.fixture(scope="module")
def permits(shared: Path) -> Real:
    columns = {name: name for name in ("case:deadline", "case:enddate", "occurred_at")}
    file = shared / "eventlogs/wabo_receipt_phase.parquet"
    return Real(file, "Europe/Amsterdam", columns)


def hours(number: int) -> dict[str, Any]:
    return {"at_most": number, "unit": "hours"}


@pytest.mark.parametrize(
    ("name", "card", "activations", "violations", "cases"),
    [
        ("response", {"activation": CREATE, "target": SEND}, 150_370, 46_383, 46_383),
        (
            "response",
            {"activation": SEND, "target": NOTIFY, "within": hours(2160)},
            103_987,
            24_525,
            24_525,
        ),
        ("precedence", {"activation": PENALTY, "target": NOTIFY}, 79_860, 0, 0),
        (
            "precedence",
            {"activation": APPEAL, "target": NOTIFY, "within": hours(1440)},
            4_188,
            790,
            790,
        ),
        ("chain_response", {"activation": CREATE, "target": SEND}, 150_370, 46_978, 46_978),
        ("alternate_response", {"activation": PAY, "target": COLLECT}, 77_601, 75_475, 67_611),
        ("absence", {"activation": PAY, "n": 2}, None, None, 7_542),
        ("exactly", {"activation": CREATE, "n": 1}, None, None, 0),
        (
            "response",
            {
                "activation": CREATE,
                "target": COLLECT,
                "where_activation": [{"column": "amount", "more_than": 100}],
            },
            7_492,
            2_961,
            2_961,
        ),
        ("not_response", {"activation": PAY, "target": COLLECT}, 77_601, 2_160, 2_126),
    ],
    ids=[f"r{number:02d}" for number in range(1, 11)],
)
def test_ten_rules_on_road_fines(
    fines: Real,
    name: str,
    card: dict[str, Any],
    activations: int | None,
    violations: int | None,
    cases: int,
) -> None:
    said = fines.ask(f"sequence.{name}", **card)
    assert said["flagged"] == cases
    if activations is not None:
        assert (said["activations"], said["violations"]) == (activations, violations)


def test_every_penalty_came_on_the_sixtieth_day(fines: Real) -> None:
    exactly = {"at_least": 60, "at_most": 60, "unit": "calendar_days"}
    said = fines.ask("sequence.precedence", activation=PENALTY, target=NOTIFY, within=exactly)
    assert (said["activations"], said["violations"], said["unknown"]) == (79_860, 0, 0)
    summer_time = {"at_least": 1440, "at_most": 1440, "unit": "hours"}
    said = fines.ask("sequence.precedence", activation=PENALTY, target=NOTIFY, within=summer_time)
    assert said["violations"] == 17_564 + 6_386


@pytest.mark.parametrize(
    ("activation", "target", "within", "violations"),
    [
        (PENALTY, PAY, None, 4_112),
        (COLLECT, PAY, None, 2_126),
        (NOTIFY, CREATE, {"at_least": 91, "unit": "calendar_days"}, 47_593),
        (NOTIFY, CREATE, {"at_least": 151, "unit": "calendar_days"}, 9_504),
        (NOTIFY, CREATE, {"at_least": 361, "unit": "calendar_days"}, 63),
        (NOTIFY, SEND, {"at_least": 90 * 86_400 + 1, "unit": "seconds"}, 398),
        (APPEAL, NOTIFY, {"at_least": 61, "unit": "calendar_days"}, 582),
        (COLLECT, PENALTY, {"at_most": 208, "unit": "calendar_days"}, 0),
        (COLLECT, CREATE, {"at_most": 272, "unit": "calendar_days"}, 0),
    ],
)
def test_what_must_not_have_come_before(
    fines: Real, activation: str, target: str, within: dict[str, Any] | None, violations: int
) -> None:
    card = {"activation": activation, "target": target, "within": within}
    assert fines.ask("sequence.not_precedence", **card)["flagged"] == violations


def published(shared: Path) -> dict[tuple[str, str, str, str], set[str]]:
    """Ten lists of case ids: document type, antecedent, consequent, reading."""
    file = shared / "eventlogs/bpic2019_3way_after_gr_published_violations.csv"
    lists: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for *key, case in duckdb.execute(f"from read_csv('{file}')").fetchall():
        lists[tuple(key)].add(case)
    return lists


def test_published_violations_of_purchases(shared: Path, purchases: Real) -> None:
    lists = published(shared)
    assert (len(lists), sum(map(len, lists.values()))) == (10, 1_886)
    plain = "any earlier A"
    lists["EC Purchase order", "Record Goods Receipt", "Clear Invoice", plain] = set()
    lists["EC Purchase order", "Record Invoice Receipt", "Clear Invoice", plain] = set()
    lists["other", "Create Purchase Order Item", "Change Approval for Purchase Order", plain] = (
        set()
    )
    for (kind, earlier, later, reading), cases in lists.items():
        how = "equals" if kind == "EC Purchase order" else "not_equals"
        where = [{"column": "document_type", how: "EC Purchase order"}]
        counted = "counted_" if reading.startswith("counted") else ""
        card = {"activation": later, "target": earlier, "where_activation": where}
        purchases.ask(f"sequence.{counted}precedence", **card)
        assert purchases.cases() == cases, (kind, earlier, later, reading)


def test_four_eyes_on_every_execution(purchases: Real) -> None:
    steps = ["Create Purchase Order Item", "Record Goods Receipt"]
    said = purchases.ask("duties.four_eyes", activities=steps)
    assert (said["flagged"], said["asked"] - said["flagged"]) == (5_788, 8_751)
    said = purchases.ask("duties.same_actor", activities=steps)
    assert said["asked"] == 5_788 + 8_751


def test_permits_ended_after_their_legal_deadline(permits: Real) -> None:
    """As a card says it: the application, received once in every case, must not have ended after its deadline."""
    ended_in_time = [{"column": "case:enddate", "at_most": {"column": "case:deadline"}}]
    said = permits.ask(
        "sequence.existence",
        activation="Confirmation of receipt",
        n=1,
        where_activation=ended_in_time,
        closed_by={"column": "case:enddate"},
    )
    assert (said["flagged"], said["asked"] - said["pending"]) == (377, 1_329)
    names = [name for _, name in permits.prepared.activities]
    past = [
        {"column": "case:enddate", "is_null": True},
        {"column": "occurred_at", "more_than": {"column": "case:deadline"}},
    ]
    said = permits.ask("sequence.absence", activation=names, n=1, where_activation=past)
    assert said["flagged"] == 4

"""How often rules are right, counted by hand."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from qinglian.engine.catalog import catalog
from qinglian.engine.identity import Hasher
from qinglian.engine.measure import held_against, pooled, wilson
from qinglian.engine.outcome import Coverage, Outcome
from qinglian.report import measurement

HASHER = Hasher(b"k")
LATE, POSTS = "APR-003", "FND-018"


def outcome(*flagged: tuple[str, str, str]) -> Outcome:
    """Signals of rule, subject and id."""
    columns = zip(*flagged, strict=True) if flagged else ((), (), ())
    names = ("rule_id", "subject", "subject_id")
    signals = pa.table({name: list(said) for name, said in zip(names, columns, strict=True)})
    coverage = [Coverage(catalog().rule(rule_id), asked=9, decided=9) for rule_id in (LATE, POSTS)]
    return Outcome(
        signals=signals, coverage=coverage, sources=[], as_of=date(2026, 1, 1),
        started_at=datetime.now(UTC), engine="duckdb", version="0", reviews=[], params={},
        completeness=[], names={}, zone="Asia/Shanghai",
    )  # fmt: skip


def labels(*said: tuple[str, str, str, str]) -> pa.Table:
    """Labels of rule, kind, subject and id."""
    rows = [
        {"rule_id": rule, "kind": kind, "subject": subject, "subject_id": number, "shape": "拖",
         "rows": [{"table": "permit", "id": number}]}
        for rule, kind, subject, number in said
    ]  # fmt: skip
    return pa.Table.from_pylist(rows)


def test_found_missed_false_and_the_rest():
    signals = outcome(*((LATE, "case", number) for number in ("A", "B", "H", "S", "I", "X")))
    said = labels(
        (LATE, "fault", "permit", "A"), (LATE, "fault", "permit", "B"), (LATE, "fault", "permit", "C"),
        (LATE, "honest", "permit", "H"), (LATE, "honest", "permit", "G"),
        (LATE, "also", "permit", "S"), (LATE, "also", "permit", "A"), (LATE, "bad_import", "permit", "I"),
    )  # fmt: skip
    one = next(one for one in held_against(signals, said, HASHER) if one.rule_id == LATE)
    assert (one.planted, one.found, one.missed) == (3, 2, 1)
    assert (one.honest, one.false_alarms) == (2, 1)
    assert (one.beside, one.bad_import, one.unlabelled) == (1, 1, 1)
    assert one.precision.share == pytest.approx(2 / 3)
    assert one.recall.share == pytest.approx(2 / 3)
    assert one.f1 == pytest.approx(2 / 3)
    wrong = [(wrong.label, wrong.subject_id) for wrong in one.wrong]
    assert sorted(wrong, key=str) == [("fault", "C"), ("honest", "H"), (None, "X")]


def test_persons_are_met_by_their_hash():
    hashed = HASHER.hashed("person", "S01")
    signals = outcome((POSTS, "post", f"119901/{hashed}"))
    found = held_against(signals, labels((POSTS, "fault", "post", "119901/S01")), HASHER)
    assert next(one for one in found if one.rule_id == POSTS).found == 1


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (10, 10, 0.7225, 1.0),
        (0, 10, 0.0, 0.2775),
        (8, 10, 0.4902, 0.9433),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_intervals_are_wilsons(hits: int, of: int, low: float, high: float):
    """Newcombe 1998, table I, method 3, for 81 / 263; the others by hand."""
    found = wilson(hits, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_of_nothing_there_is_no_share():
    assert wilson(0, 0) is None


def test_cities_are_pooled_by_adding_counts():
    said = labels((LATE, "fault", "permit", "A"))
    one = held_against(outcome((LATE, "case", "A")), said, HASHER)
    other = held_against(outcome(), said, HASHER)
    both = next(both for both in pooled([one, other]) if both.rule_id == LATE)
    assert (both.planted, both.found, both.missed) == (2, 1, 1)


def test_a_rule_that_got_worse_is_named(tmp_path: Path):
    found = held_against(outcome(), labels((LATE, "fault", "permit", "A")), HASHER)
    path = tmp_path / "expected.yaml"
    path.write_text("APR-003: {recall: 1.0}\nAPR-999: {recall: 1.0}\n", "utf-8")
    assert [line.split(":")[0] for line in measurement.worse(found, path)] == [LATE, "APR-999"]
    path.write_text("APR-003: {recall: 0.0}\n", "utf-8")
    assert measurement.worse(found, path) == []

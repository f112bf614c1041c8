"""Chains of relations are followed step by step against a plain walk, and signals show every step."""

import random
from datetime import date

import ibis
import pyarrow as pa
import pytest

from qinglian.checks.conflict import _chains
from qinglian.engine.catalog import catalog
from qinglian.engine.run import run
from tests.engine.lake.making import dataset

DAY = date(2024, 6, 1)
BIDS = [{"bid_id": k, "tender_id": "T", "bidder_id": k} for k in "AB"]
TENDER = [{"tender_id": "T", "procuring_entity_id": "Z", "opened_on": DAY}]
RELATION = pa.schema(
    {name: pa.string() for name in ("relation_id", "from_id", "from_person_id_no", "from_name", "to_id", "kind")}
    | {"share": pa.float64(), "from_on": pa.date32(), "to_on": pa.date32()}
)  # fmt: skip


def reached(edges: set[tuple[str, str]], low: str, steps: int) -> dict[str, set[tuple[str, ...]]]:
    """All ways up from a body, none of which meets a body twice."""
    found: dict[str, set[tuple[str, ...]]] = {}
    ways = [(low,)]
    for _ in range(steps):
        ways = [
            (*way, high)
            for way in ways
            for high, below in edges
            if below == way[-1] and high not in way
        ]
        for way in ways:
            found.setdefault(way[-1], set()).add(way)
    return found  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_chains_are_those_of_a_plain_walk(seed: int) -> None:
    draw = random.Random(seed)
    edges = {tuple(draw.sample("ABCDEF", 2)) for _ in range(9)}
    rows = [
        {"relation_id": high + low, "from_id": high, "to_id": low, "kind": "control"}
        for high, low in sorted(edges)
    ]
    relation = ibis.memtable(pa.Table.from_pylist(rows, RELATION))
    bodies = ibis.memtable(pa.table({"body": list("ABCDEF")}))
    up = _chains.control(relation, 50)
    found = _chains.chains(bodies, up, 3).select("one", "other", "row_id").to_pyarrow().to_pylist()
    expected = {
        (*pair, way[n + 1] + way[n])
        for low in "ABCDEF"
        for high, ways in reached(edges, low, 3).items()
        for way in ways
        if len(way) > 2
        for n in range(len(way) - 1)
        for pair in ((low, high), (high, low))
    }
    assert {(row["one"], row["other"], row["row_id"]) for row in found} == expected


def signal(rule: str, **tables: list[dict[str, object]]) -> dict[str, object]:
    asked = [catalog().rule(rule)]
    (found,) = run(
        dataset({"tender": TENDER, "bid": BIDS, **tables}), asked, as_of=DAY
    ).signals.to_pylist()
    return found  # fmt: skip


def test_a_signal_shows_every_step_of_the_chain_and_no_other_relation() -> None:
    relation = [
        {"relation_id": "G1", "from_id": "A", "to_id": "P", "kind": "holding", "share": 60.0},
        {"relation_id": "G2", "from_id": "P", "to_id": "B", "kind": "control", "share": None},
        {"relation_id": "G3", "from_id": "P", "to_id": "C", "kind": "control", "share": None},
    ]
    party = [{"party_id": "A", "legal_representative_id_no": None}]
    found = signal("BID-018", relation=relation, party=party)
    assert sorted(row["id"] for row in found["evidence"]) == ["G1", "G2"]
    assert sorted(one["id"] for one in found["parties"]) == ["A", "B"]
    assert "3 步" in found["text_zh"]


def test_a_signal_shows_both_sides_up_to_the_controller() -> None:
    relation = [
        {"relation_id": "G1", "from_id": "P", "to_id": "A", "kind": "control"},
        {"relation_id": "G2", "from_id": "P", "to_id": "Q", "kind": "control"},
        {"relation_id": "G3", "from_id": "Q", "to_id": "B", "kind": "control"},
    ]
    found = signal("BID-018-2", relation=relation, party=[{"party_id": "A"}])
    assert sorted(row["id"] for row in found["evidence"]) == ["G1", "G2", "G3"]


def test_a_signal_shows_head_relative_and_post() -> None:
    relation = [
        {"relation_id": "G1", "kind": "kin", "from_person_id_no": "h1", "to_person_id_no": "h2", "to_id": None},
        {"relation_id": "G2", "kind": "employment", "from_person_id_no": "h2", "to_person_id_no": None, "to_id": "Z"},
    ]  # fmt: skip
    party = [{"party_id": "A", "legal_representative_id_no": "h1"}]
    found = signal("BID-019", relation=relation, party=party)
    assert sorted((row["table"], row["id"]) for row in found["evidence"]) == [
        ("party", "A"), ("relation", "G1"), ("relation", "G2"),
    ]  # fmt: skip
    assert [one["id"] for one in found["parties"]] == ["A"]

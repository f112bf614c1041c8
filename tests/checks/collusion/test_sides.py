"""Traces of rivals: whatever the unknown may have been is tried, and the rows shown are those that agree."""

from datetime import date
from itertools import product
from typing import Any

import ibis
import orjson
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from qinglian.checks.collusion import _sides
from qinglian.engine.catalog import catalog
from qinglian.engine.run import run
from tests.engine.lake.making import dataset

CON = ibis.duckdb.connect()
DAY = date(2024, 6, 1)
TRACES = pa.schema(
    {name: pa.string() for name in ("id", "tender_id", "lot_id", "bid_id", "bidder_id", "code")}
)
BIDS = pa.schema(
    {name: pa.string() for name in ("bid_id", "tender_id", "lot_id", "bidder_id", "status")}
    | {"bidder_ids": pa.list_(pa.string()), "withdrawn": pa.bool_()}
)
TENDERS = pa.schema(
    {
        name: pa.string()
        for name in ("tender_id", "procuring_entity_id", "buyer_id", "regime", "category", "method")
    }
)

traces = st.fixed_dictionaries(
    {
        "bidder_id": st.sampled_from("ABC"),
        "lot_id": st.sampled_from(["L1", "L2"]),
        "code": st.sampled_from("xyz"),
    }
)
gaps = st.sets(
    st.tuples(st.integers(0, 2), st.sampled_from(("bidder_id", "lot_id", "code"))), max_size=2
)
MAY_BE = {"bidder_id": "ABC", "lot_id": ("L1", "L2"), "code": "xyzw"}


def answer(rows: list[dict[str, Any]]) -> tuple[int, bool | None]:
    """Of one tender, by the formula."""
    given_rows = [
        {**row, "id": f"{k}", "tender_id": "T", "bid_id": None} for k, row in enumerate(rows)
    ]
    lots = [("A", "L1"), ("B", "L1"), ("C", "L1"), ("A", "L2"), ("B", "L2"), ("C", "L2")]
    bids = [
        {"bid_id": f"{body}{lot}", "tender_id": "T", "lot_id": lot, "bidder_id": body}
        for body, lot in lots
    ]
    bid = ibis.memtable(pa.Table.from_pylist(bids, BIDS))
    known = ibis.memtable(pa.Table.from_pylist(given_rows, TRACES))
    parts = _sides.parts(_sides.sided(known, bid, "id"), ["code"])
    tender = ibis.memtable(pa.Table.from_pylist([{"tender_id": "T"}], TENDERS))
    pairs = _sides.paired(_sides.beside(parts))
    told = _sides.judged(tender, bid, parts.filter(parts.known), pairs, law="tendering")
    (row,) = CON.to_pyarrow(told).to_pylist()
    return row["value"], row["flagged"]


def rivals(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return bool(
        a["code"] == b["code"] and a["lot_id"] == b["lot_id"] and a["bidder_id"] != b["bidder_id"]
    )


def worlds(rows: list[dict[str, Any]]) -> set[bool]:
    """What may be so, trying all that is unknown."""
    names = ("bidder_id", "lot_id", "code")
    choices = [
        [row[name]] if row[name] is not None else list(MAY_BE[name])
        for row in rows
        for name in names
    ]
    found = set()
    for values in product(*choices):
        made = [dict(zip(names, values[k : k + 3], strict=True)) for k in range(0, len(values), 3)]
        found.add(any(rivals(a, b) for a in made for b in made))
    return found


@settings(max_examples=80, deadline=None)
@given(rows=st.lists(traces, min_size=3, max_size=3), unknown=gaps)
def test_a_flag_is_so_in_every_world_and_clear_is_never_said_where_it_may_not_be(
    rows: list[dict[str, Any]], unknown: set[tuple[int, str]]
) -> None:
    for place, name in unknown:
        rows[place][name] = None
    value, flagged = answer(rows)
    possible = worlds(rows)
    if flagged is True:
        assert possible == {True}, rows
        assert value >= 2
    elif flagged is False:
        assert possible == {False}, rows
    if not unknown:
        assert (flagged is True) == (possible == {True}), rows


def test_the_signal_shows_the_traces_of_both_rivals_and_no_others() -> None:
    device = {"tender_id": "T", "mac": "d:1", "mac_valid": True}
    rows = {
        "tender": [{"tender_id": "T", "procuring_entity_id": "示例县甲局", "opened_on": DAY}],
        "bid": [{"bid_id": k, "tender_id": "T", "bidder_id": k} for k in "ABC"],
        "bid_device": [
            {**device, "bid_device_id": "M1", "bidder_id": "A"},
            {**device, "bid_device_id": "M2", "bidder_id": "B"},
            {**device, "bid_device_id": "M3", "bidder_id": "C", "mac": "d:2"},
        ],
    }
    outcome = run(dataset(rows), [catalog().rule("BID-022")], as_of=DAY)
    (signal,) = outcome.signals.to_pylist()
    assert (signal["subject_id"], signal["unit_id"], signal["value"]) == ("T", "示例县甲局", 2)
    assert sorted(party["id"] for party in signal["parties"]) == ["A", "B"]
    cited = {row["id"]: orjson.loads(row["columns"])["mac"] for row in signal["evidence"]}
    assert cited == {"M1": "d:1", "M2": "d:1"}

"""Posts held by one person: every way the unknown may have been is tried, and the posts held together are shown."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

import ibis
import orjson
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from qinglian.checks.duties.incompatible_posts import check
from qinglian.engine.catalog import catalog
from qinglian.engine.run import run
from tests.engine.lake.making import dataset

PAIR = {"出纳", "会计"}
FIRST = date(2025, 1, 1)
DAYS = range(7)
POSTS = pa.schema(
    {name: pa.string() for name in ("post_id", "person_id", "unit_id", "post_name", "activity")}
    | {"from_on": pa.date32(), "to_on": pa.date32()}
)
MAY_BE = {
    "person_id": ("甲", "乙", "某人"),
    "unit_id": ("U", "V", "某单位"),
    "post_name": ("出纳", "会计", "接待"),
}

spans = st.tuples(st.integers(2, 4), st.integers(2, 4)).map(sorted)
posts = st.builds(
    lambda span, **said: {**said, "from_on": span[0], "to_on": span[1]},
    spans,
    person_id=st.sampled_from(["甲"] * 4 + ["乙"]),
    unit_id=st.sampled_from(["U"] * 4 + ["V"]),
    post_name=st.sampled_from(["出纳", "会计"] * 3 + ["接待"]),
)
FIELDS = ("person_id", "unit_id", "post_name", "from_on", "to_on")
gaps = st.sets(st.tuples(st.integers(0, 1), st.sampled_from(FIELDS)), max_size=3)


def day(number: int | None) -> date | None:
    return None if number is None else FIRST + timedelta(days=number)


def completed(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every row that this one may have been."""
    known = [[row[name]] if row[name] is not None else MAY_BE.get(name, DAYS) for name in FIELDS]
    for values in product(*known):
        made = dict(zip(FIELDS, values, strict=True))
        if made["from_on"] <= made["to_on"]:
            yield made


def conflict(a: dict[str, Any], b: dict[str, Any], subject: tuple[str, str]) -> bool:
    held = all((row["unit_id"], row["person_id"]) == subject for row in (a, b))
    at_once = a["from_on"] <= b["to_on"] and b["from_on"] <= a["to_on"]
    return held and at_once and {a["post_name"], b["post_name"]} == PAIR


def answer(rows: list[dict[str, Any]], subject: tuple[str, str]) -> bool | None:
    said = {conflict(a, b, subject) for a, b in product(*map(list, map(completed, rows)))}
    return said.pop() if len(said) == 1 else None


@settings(deadline=None)
@given(rows=st.lists(posts, min_size=2, max_size=2), unknown=gaps)
def test_what_is_unknown_counts_only_where_it_could_change_the_answer(
    rows: list[dict[str, Any]], unknown: set[tuple[int, str]]
) -> None:
    for place, name in unknown:
        rows[place][name] = None
    given_rows = [
        {**row, "post_id": f"G{place}", "from_on": day(row["from_on"]), "to_on": day(row["to_on"])}
        for place, row in enumerate(rows)
    ]
    assert check.formula is not None
    found = check.formula(
        ibis.memtable(pa.Table.from_pylist(given_rows, POSTS)),
        kinds={},
        pairs=[sorted(PAIR)],
        open_means_current=False,
        as_of=FIRST,
        absent=frozenset(),
    )
    answers = ibis.duckdb.connect().to_pyarrow(found).to_pylist()
    for row in answers:
        if row["unit_id"] is not None:
            subject = (row["unit_id"], row["person_id"])
            assert row["flagged"] == answer(rows, subject), (rows, row)


def test_the_signal_shows_both_posts() -> None:
    tenures = [
        ("G1", "出纳", date(2023, 1, 1), date(2025, 5, 31)),
        ("G1", "出纳", date(2021, 1, 1), date(2021, 12, 31)),
        ("G2", "会计", date(2025, 5, 1), None),
    ]
    rows = [
        {"post_id": post, "person_id": "p:甲", "unit_id": "示例县甲局", "post_name": name}
        | {"from_on": since, "to_on": until}
        for post, name, since, until in tenures
    ]
    rule = catalog().rule("FND-018")
    outcome = run(dataset({"post": rows}), [rule], as_of=date(2025, 6, 30))
    (signal,) = outcome.signals.to_pylist()
    assert (signal["subject_id"], signal["unit_id"]) == ("示例县甲局/p:甲", "示例县甲局")
    assert signal["parties"] == [{"role": "officer", "id": "p:甲"}]
    cited = sorted((row["id"], row["columns"]) for row in signal["evidence"])
    assert [row_id for row_id, _ in cited] == ["G1/p:甲/2023-01-01", "G2/p:甲/2025-05-01"]
    assert [orjson.loads(columns)["post_name"] for _, columns in cited] == ["出纳", "会计"]

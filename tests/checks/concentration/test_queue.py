"""Queues counted by days and stretches agree with counting case by case."""

import ibis
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from qinglian.checks.concentration._queue import queues

CASES = st.lists(
    st.tuples(st.sampled_from("UV"), st.integers(0, 60), st.integers(0, 70)),
    min_size=1,
    max_size=25,
)


@given(CASES)
def test_queues_agree_with_counting(spans):
    cases = [(unit, begun, begun + lasted) for unit, begun, lasted in spans]
    rows = pd.DataFrame(
        [(unit, "M", "1", b, e) for unit, b, e in cases],
        columns=["unit", "matter", "round", "begun", "ended"],
    )
    found = ibis.duckdb.connect().to_pyarrow(queues(ibis.memtable(rows))).to_pylist()
    got = {(q["unit"], q["begun"], q["ended"]): (q["waiting"], q["later"]) for q in found}
    for unit, begun, ended in set(cases):
        left = [e for u, b, e in cases if u == unit and b < begun <= e]
        expected = (len(left), sum(e > ended for e in left)) if left else None
        assert got.get((unit, begun, ended)) == expected

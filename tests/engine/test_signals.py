"""Ids of signals are the same whether told one by one or for a whole table."""

from datetime import UTC, date, datetime

import duckdb
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from qinglian.engine.catalog import catalog, check
from qinglian.engine.signals import Frame, signals
from qinglian.model.signal import signal_id

words = st.text(max_size=12).filter(lambda text: "\x00" not in text)
awkward = st.sampled_from(['"', "\\", "\x0b", "\x1f", "\n", "\u2028", "京A·/\x7f", "'", "𠮷"])
RULE = catalog().rules[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.one_of(words, awkward), st.one_of(st.none(), words)), max_size=20))
def test_ids_of_a_table_are_those_of_its_rows(named: list[tuple[str, str | None]]) -> None:
    con = duckdb.connect()
    rows = pa.table(
        {
            "place": pa.array(range(len(named)), pa.int32()),
            "subject_id": pa.array([subject for subject, _ in named], pa.string()),
            "period": pa.array([period for _, period in named], pa.string()),
        }
    )
    con.register("named", rows)
    flagged = """select subject_id, null::varchar unit_id, period, 1.0 as value, null::double threshold,
        'violated' state, null::date due_on, []::struct(role varchar, id varchar)[] parties,
        []::struct("table" varchar, id varchar, "columns" varchar)[] evidence, '一' said_zh, 'one' said_en, place
        from named"""
    seen = datetime(2024, 6, 30, tzinfo=UTC)
    frame = Frame(RULE, check(RULE.card.check), "case", date(2024, 6, 30), seen, None, "")
    found = signals(con, frame, flagged)
    assert found["signal_id"].to_pylist() == [
        signal_id(RULE.id, "case", subject, period) for subject, period in named
    ]
    assert all(said.endswith("：一") for said in found["text_zh"].to_pylist())

"""JSON Lines hold what the signals hold, whatever characters and numbers are in them."""

import io
from datetime import UTC, date, datetime

import orjson
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from qinglian.engine.signals import SCHEMA
from qinglian.report import jsonl
from qinglian.report.records import as_json, batches

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
NUMBER = st.none() | st.floats(allow_nan=True, allow_infinity=True)
ITEM = st.fixed_dictionaries(
    {
        "table": st.just("event"),
        "id": TEXT,
        "columns": st.sampled_from(["", "{}"]) | TEXT.map(lambda text: orjson.dumps({"列": text}).decode()),
    }
)  # fmt: skip
SIGNAL = st.fixed_dictionaries(
    {name: TEXT for name in SCHEMA.names if SCHEMA.field(name).type == pa.string()}
    | {
        "unit_id": st.none() | TEXT,
        "period": st.none() | TEXT,
        "value": NUMBER,
        "threshold": NUMBER,
        "due_on": st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        "seen_at": st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)),
        "as_of": st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        "parties": st.lists(st.fixed_dictionaries({"role": TEXT, "id": TEXT}), max_size=2),
        "evidence": st.lists(ITEM, max_size=3),
        "basis": st.lists(TEXT, max_size=2),
        # One list for all signals of a rule, as a run leaves them: it stands on the card.
        "exceptions": st.just([{"id": "例", "zh": '"\\', "en": "\u2028"}]),
    }
)


@given(st.lists(SIGNAL, max_size=4))
def test_lines_are_the_records(rows):
    signals = pa.Table.from_pylist(rows, SCHEMA)
    out = io.BytesIO()
    jsonl.write(pa.concat_tables([signals.slice(0, 1), signals.slice(1)]), out)
    lines = [orjson.loads(line) for line in out.getvalue().split(b"\n")[:-1]]
    records = [record for batch in batches(signals) for record in batch]
    assert lines == orjson.loads(orjson.dumps([as_json(record) for record in records]))
    assert all(list(line) == list(SCHEMA.names) for line in lines)


def test_no_signal_is_no_line():
    out = io.BytesIO()
    jsonl.write(SCHEMA.empty_table(), out)
    assert out.getvalue() == b""

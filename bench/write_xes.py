"""
Write an event log of Parquet as .xes.gz: the input of the XES benchmark, and small samples for tests.

    python -m bench.write_xes fines.parquet fines.xes.gz --zone Europe/Rome
"""

import argparse
import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq

CASE, INDEX, POSITION = "case:concept:name", "case_index", "event_index"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n'
    '<log xes.version="1.0" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">\n'
    '\t<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>\n'
    '\t<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>\n'
    '\t<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>\n'
    '\t<classifier name="Activity" keys="concept:name"/>\n'
)


def write_xes(source: Path, target: Path, zone: str = "UTC", level: int = 6) -> int:
    """Write the log; times carry the zone's offset of their day. Returns how many events."""
    table = pq.read_table(source)
    order = [(name, "ascending") for name in (INDEX, POSITION) if name in table.column_names]
    table = table.sort_by(order) if order else table
    with gzip.open(target, "wb", compresslevel=level) as stream:
        stream.write(HEAD.encode())
        for part in _traces(table, ZoneInfo(zone)):
            stream.write(part.encode())
        stream.write(b"</log>\n")
    return int(table.num_rows)


def _traces(table: pa.Table, zone: ZoneInfo) -> Iterator[str]:
    kinds = {field.name: _kind(field.type) for field in table.schema}
    of_case = [name for name in kinds if name.startswith("case:")]
    of_event = [name for name in kinds if name not in (*of_case, INDEX, POSITION)]
    current = None
    for batch in table.to_batches(max_chunksize=20_000):
        columns = {name: batch.column(name).to_pylist() for name in (*of_case, *of_event)}
        for row in range(batch.num_rows):
            case = columns[CASE][row]
            if case != current:
                if current is not None:
                    yield "\t</trace>\n"
                current = case
                yield "\t<trace>\n"
                for name in of_case:
                    yield _attribute(kinds[name], name[5:], columns[name][row], zone, "\t\t")
            yield "\t\t<event>\n"
            for name in of_event:
                yield _attribute(kinds[name], name, columns[name][row], zone, "\t\t\t")
            yield "\t\t</event>\n"
    if current is not None:
        yield "\t</trace>\n"


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_timestamp(kind):
        return "date"
    if pa.types.is_integer(kind):
        return "int"
    if pa.types.is_floating(kind):
        return "float"
    return "boolean" if pa.types.is_boolean(kind) else "string"


def _attribute(kind: str, name: str, value: Any, zone: ZoneInfo, indent: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        at = value if value.tzinfo else value.replace(tzinfo=UTC)
        text = at.astimezone(zone).isoformat(timespec="milliseconds")
    else:
        text = str(value).lower() if kind == "boolean" else str(value)
    return f"{indent}<{kind} key={quoteattr(name)} value={quoteattr(text)}/>\n"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--zone", default="UTC", help="zone whose offset the times carry")
    said = parser.parse_args()
    print(f"{write_xes(said.source, said.target, said.zone):,} events → {said.target}")


if __name__ == "__main__":
    main()

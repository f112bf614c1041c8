"""
采购日志样例的来历。Where `samples/events/purchase-orders.csv.gz` comes from.

Every 38th case of the class "3-way match, invoice after goods receipt" of BPI Challenge 2019 (DOI
10.4121/uuid:d06aff4b-79f0-45e6-8ec8-e19730c248f1, CC BY 4.0), with the columns that process rules read. Nothing is
changed; users and vendors were made anonymous by the publisher.

    python samples/make_events.py bpic2019_3way_after_gr.parquet samples/events/purchase-orders.csv.gz
"""

import gzip
import sys
from pathlib import Path

import duckdb

EVERY = 38
COLUMNS = (
    "case:concept:name",
    "event_index",
    "concept:name",
    "time:timestamp",
    "org:resource",
    "case:(case) Document Type",
    "case:(case) Item Type",
    "case:(case) Vendor",
    "Cumulative net worth (EUR)",
)


def make(source: Path, target: Path) -> int:
    """Write the extract; return the number of events. The same source gives the same bytes."""
    shown = ", ".join(
        f"""strftime("{name}", '%Y-%m-%dT%H:%M:%S.000Z') as "{name}" """
        if name == "time:timestamp"
        else f'"{name}"'
        for name in COLUMNS
    )
    rows = duckdb.sql(
        f"""select {shown} from '{source}' where case_index % {EVERY} = 0 order by case_index, event_index"""
    ).fetchall()
    lines = [",".join(f'"{name}"' if "(" in name else name for name in COLUMNS)]
    lines += [",".join("" if value is None else _cell(value) for value in row) for row in rows]
    text = "\n".join(lines) + "\n"
    with (
        target.open("wb") as stream,
        gzip.GzipFile(fileobj=stream, mode="wb", mtime=0, filename="") as packed,
    ):
        packed.write(text.encode())
    return len(rows)


def _cell(value: object) -> str:
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\n') else text


if __name__ == "__main__":
    duckdb.sql("set timezone = 'UTC'")
    print(make(Path(sys.argv[1]), Path(sys.argv[2])), "events")

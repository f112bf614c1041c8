"""Process rules over the road-fines log, once, ten and a hundred times; each size in a process of its own."""

import json
import resource
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.place import data, measured

if TYPE_CHECKING:
    import duckdb

HEADING = [
    "## 过程规则 Process rules",
    "",
    "引擎时间：从盘上备好的事件到 Arrow 里的全部证据、结论与计数，同一进程第二次起五次的中位数。",
    "*Engine time: from prepared events on disk to all evidence, verdicts and counts in Arrow;"
    " second run in a process, median of five.*",
]
SIZES = (1, 10, 100)
TARGETS = {
    ("ten", 1): "≤ 0.4 s",
    ("forty", 1): "≤ 1.2 s",
    ("ten", 10): "≤ 2 s, ≤ 2 GB",
    ("ten", 100): "≤ 25 s, ≤ 6 GB",
}


def prepare(times: int, folder: Path) -> None:
    """Write the log `times` over as prepared chunks: replicates differ in their case numbers alone."""
    from qinglian.engine.backends.duckdb import connect
    from qinglian.engine.dataset import Dataset
    from qinglian.engine.events import prepare as prepared_of
    from qinglian.engine.process import chunks

    con = connect()
    source = data() / "eventlogs" / "road_traffic_fines.parquet"
    per_chunk = min(times, 10)
    con.execute(
        f"""create table event as select "case:concept:name" || '-' || r as case_id,
        "case:concept:name" || '#' || event_index || '-' || r as event_id, event_index as position,
        "concept:name" as activity, "time:timestamp" at time zone 'UTC' as occurred_at,
        ("time:timestamp" at time zone 'Europe/Rome')::date as occurred_on, amount
        from '{source}', range({per_chunk}) as t(r)"""
    )
    dataset = Dataset(con, zone="Europe/Rome")
    dataset.adopt("event")
    columns = (
        "process",
        "case_id",
        "position",
        "activity",
        "occurred_at",
        "occurred_on",
        "occurred_day",
    )
    event = dataset.bind("event", (*columns, "occurred_wd", "date_only", "unit_id", "amount"))
    prepared = prepared_of(
        dataset.backend,
        event,
        dataset.calendar,
        attributes=["amount"],
        as_of=date(2026, 6, 30),
        zone="Europe/Rome",
    )
    first = chunks.write(con, prepared, folder, size=10**9)
    assert first == 1
    for number in range(1, times // per_chunk):
        _shifted(con, folder, number)
    chunks.describe(prepared, folder, times // per_chunk)


def _shifted(con: "duckdb.DuckDBPyConnection", folder: Path, number: int) -> None:
    """Write one more chunk: the same events as other cases."""
    row = con.execute(
        f"select max(case_no) + 1, max(last_eid) + 1 from '{folder}/cases-0.parquet'"
    ).fetchall()[0]
    case, event = (number * last for last in row)
    renamed = {
        "events": f"replace (case_no + {case} as case_no, eid + {event} as eid)",
        "cases": f"replace (case_no + {case} as case_no, first_eid + {event} as first_eid,"
        f" last_eid + {event} as last_eid)",
    }
    for kind, change in renamed.items():
        source, target = f"{folder}/{kind}-0.parquet", f"{folder}/{kind}-{number}.parquet"
        con.execute(
            f"copy (select * {change} from '{source}') to '{target}' (format parquet, compression zstd)"
        )


def timed(folder: Path, which: str) -> dict[str, Any]:
    """Engine time, from prepared events on disk to answers in Arrow: the first run, and the median of the next five."""
    from bench import rules
    from qinglian.engine.backends.duckdb import connect
    from qinglian.engine.process.chunks import answers_in_chunks
    from qinglian.engine.process.plan import counts

    asked = rules.questions(rules.TEN if which == "ten" else rules.forty())
    con = connect()
    con.execute("set preserve_insertion_order = false")
    runs = []
    for _ in range(6):
        begun = time.perf_counter()
        found = answers_in_chunks(con, folder, asked)
        tallies = [counts(answer) for answer in found]
        runs.append(time.perf_counter() - begun)
        if sum(runs) > 150:
            break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    flagged = {
        answer.question.rule_id: tally["flagged"]
        for answer, tally in zip(found, tallies, strict=True)
    }
    return {
        "first": runs[0],
        "median": statistics.median(runs[1:] or runs),
        "peak_mb": peak,
        "flagged": flagged,
    }


def main() -> list[str]:
    """Rows for docs/benchmarks.md."""
    lines = [
        "| 规则 rules | 引擎时间 engine | 首次 first run | 内存 memory | 目标 target |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for times in SIZES:
        with tempfile.TemporaryDirectory() as name:
            measured(["bench.processes", "prepare", str(times), name])
            for which in ("ten", "forty") if times == 1 else ("ten",):
                said = json.loads(measured(["bench.processes", "timed", name, which]).stdout)
                _must_agree(said["flagged"], times)
                numbers = (
                    f"{said['median']:.2f} s | {said['first']:.2f} s | {said['peak_mb']:.0f} MB"
                )
                lines.append(
                    f"| {which} rules, log ×{times} | {numbers} | {TARGETS[which, times]} |"
                )
    return lines


def _must_agree(flagged: dict[str, int], times: int) -> None:
    from bench.rules import EXPECTED

    for name, (_, _, cases) in EXPECTED.items():
        assert flagged[name] == cases * times, (name, flagged[name], cases * times)


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        print(json.dumps(timed(Path(sys.argv[2]), sys.argv[3])))

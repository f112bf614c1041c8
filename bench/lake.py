"""All packs over a lake: 130,000 releases, a city of five million events, a simulation."""

import json
import resource
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from bench.ocds import RELEASES, SEED
from bench.ocds_generator import write
from bench.place import measured

HEADING = [
    "## 数据湖上的全部规则 All packs over a lake",
    "",
    "引擎时间：从数据湖到全部疑点、结论与计数，同一进程第二次起三次的中位数。发布 13 万条；虚构市一座。",
    "*Engine time: from the lake to all signals, verdicts and counts; second run in a process, median of three. "
    "130,000 releases; a fictional city (seed 7).*",
]
AS_OF = date(2026, 1, 1)
ROUNDS = 3
SIMULATED = ("APR-003", {"within.at_most": 25})


def releases(lake: Path) -> dict[str, Any]:
    """All packs, stable and trial, over the releases."""
    from qinglian.engine.catalog import catalog

    return _asked(lake, catalog().chosen(None, ("stable", "trial")))


def processes(lake: Path) -> dict[str, Any]:
    """The process rules of all packs over the city; events lie prepared after the first run."""
    from qinglian.engine.catalog import catalog, check

    rules = catalog().chosen(None, ("draft", "stable", "trial"))
    return _asked(lake, [rule for rule in rules if check(rule.card.check).is_process])


def simulation(lake: Path) -> dict[str, Any]:
    """One rule with another term, over the city."""
    from qinglian.engine.catalog import catalog
    from qinglian.engine.lake import open_lake
    from qinglian.engine.simulate import simulate

    rule_id, changes = SIMULATED
    dataset, taken, rows = open_lake(lake), [], 0
    for _ in range(1 + ROUNDS):
        begun = time.perf_counter()
        rows = simulate(dataset, catalog().rule(rule_id), changes, as_of=AS_OF).rows.num_rows
        taken.append(time.perf_counter() - begun)
    return _said(1, rows, taken)


def _asked(lake: Path, rules: list[Any]) -> dict[str, Any]:
    from datetime import UTC, datetime

    from qinglian.engine.asked import questions
    from qinglian.engine.grounds import constraints_of
    from qinglian.engine.lake import open_lake
    from qinglian.engine.prepared import prepared_chunks
    from qinglian.engine.run import answered

    dataset = open_lake(lake)
    taken, signals = [], 0
    for _ in range(1 + ROUNDS):
        begun = time.perf_counter()
        asked, _ = questions(rules, {})
        chunks = prepared_chunks(dataset, constraints_of(asked), AS_OF)
        found = answered(dataset, asked, AS_OF, datetime.now(UTC), chunks=chunks)
        signals = sum(one.all_signals().num_rows for one in found.values())
        taken.append(time.perf_counter() - begun)
    return _said(len(rules), signals, taken)


def _said(rules: int, signals: int, taken: list[float]) -> dict[str, Any]:
    return {
        "rules": rules,
        "signals": signals,
        "first": taken[0],
        "seconds": statistics.median(taken[1:]),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> list[str]:
    """Rows for docs/benchmarks.md."""
    lines = [
        "| 什么 what | 规则 rules | 疑点 signals | 秒 s | 首次 first | 内存 MB | 目标 target |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    with tempfile.TemporaryDirectory(prefix="qinglian-bench-") as name:
        folder = Path(name)
        write(folder / "tenders.jsonl", RELEASES, SEED)
        measured(
            ["qinglian", "load", str(folder / "tenders.jsonl"), "--lake", str(folder / "releases")]
        )
        measured(
            ["qinglian", "city", "--seed", "7", "--size", "city", "--out", str(folder / "made")]
        )
        files = sorted(map(str, (folder / "made" / "tables").glob("**/*.parquet")))
        measured(["qinglian", "load", *files, "--source", "tables", "--lake", str(folder / "city")])
        for what, part, lake, target in (
            ("130,000 releases, all packs", "releases", "releases", "≤ 8 s"),
            ("city, all process rules", "processes", "city", "≤ 15 s"),
            (f"simulate {SIMULATED[0]}, city", "simulation", "city", "≤ 5 s"),
        ):
            out = measured(["bench.lake", part, str(folder / lake)]).stdout.splitlines()[-1]
            said = json.loads(out)
            lines.append(
                f"| {what} | {said['rules']} | {said['signals']:,} | {said['seconds']:.2f} | {said['first']:.2f} | "
                f"{said['peak_mb']:.0f} | {target} |"
            )
    return lines


if __name__ == "__main__":
    parts = {"releases": releases, "processes": processes, "simulation": simulation}
    print(json.dumps(parts[sys.argv[1]](Path(sys.argv[2]))))

"""The eleven OCDS red flags over 130,000 compiled releases, against the time orjson needs to parse the same lines."""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.ocds_generator import write
from bench.place import command

HEADING = [
    "## OCDS 红旗 OCDS red flags",
    "",
    "十三万份汇编发布，十一个红旗；整个进程，冷启动，三次的中位数。"
    "比值是与单线程 orjson 只解析同一文件的时间之比，两者交替测。",
    "130,000 compiled releases, all eleven flags; whole process, cold, median of three. The ratio is to the time "
    "orjson needs just to parse the same lines in one thread; the two are measured in turn.",
]
RELEASES = 130_000
SEED = 1
ROUNDS = 3
TARGET = 1.2
ELEVEN = {"R003", "R018", "R024", "R025", "R028", "R030", "R035", "R036", "R038", "R048", "R058"}
MEMORY = 2048

PARSE = """
import sys, time, orjson
begun = time.perf_counter()
with open(sys.argv[1], "rb") as lines:
    for line in lines:
        orjson.loads(line)
print(time.perf_counter() - begun)
"""


def main() -> list[str]:
    """Rows for docs/benchmarks.md."""
    given = os.environ.get("QINGLIAN_OCDS_BENCH")
    if given:
        return _measured(Path(given))
    with tempfile.TemporaryDirectory(prefix="qinglian-bench-") as folder:
        path = Path(folder) / "tenders.jsonl"
        write(path, RELEASES, SEED)
        return _measured(path)


def _measured(path: Path) -> list[str]:
    parsed, ran, peaks = [], [], []
    with tempfile.TemporaryDirectory(prefix="qinglian-bench-") as folder:
        out = Path(folder) / "signals.jsonl"
        arguments = [
            "run",
            str(path),
            "--pack",
            "ocds_red_flags",
            "--format",
            "jsonl",
            "--out",
            str(out),
            "--params",
            str(_only_eleven(Path(folder) / "eleven.yaml")),
        ]
        for _ in range(ROUNDS):
            parsed.append(_parse(path))
            seconds, peak, _ = command(arguments)
            ran.append(seconds)
            peaks.append(peak)
        with out.open("rb") as stream:
            signals = sum(1 for _ in stream)
    parse, run = statistics.median(parsed), statistics.median(ran)
    return [
        "| 量 what | 值 value | 目标 target |",
        "| --- | ---: | ---: |",
        f"| 文件 file | {path.stat().st_size / 2**30:.2f} GiB | |",
        f"| orjson, s | {parse:.2f} | |",
        f"| `qinglian run`, s | {run:.2f} | {TARGET * parse:.2f} |",
        f"| 比值 ratio | {run / parse:.2f} | {TARGET} |",
        f"| 内存峰值 peak memory, MiB | {max(peaks):.0f} | {MEMORY} |",
        f"| 疑点 signals | {signals:,} | |",
    ]


def _only_eleven(path: Path) -> Path:
    """Write a file of parameters that switches off all flags but the eleven of Cardinal."""
    from qinglian.engine.catalog import catalog

    known = catalog().chosen(["ocds_red_flags"])
    off = [rule.id for rule in known if rule.id.split("-")[0] not in ELEVEN]
    path.write_text("".join(f"{rule_id}: off\n" for rule_id in off), "utf-8")
    return path


def _parse(path: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", PARSE, str(path)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


if __name__ == "__main__":
    print("\n".join(main()))

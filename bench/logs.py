"""An XES file read, and the ten rules over the log as a whole process."""

import statistics
import tempfile
from pathlib import Path

from bench.place import command, data, measured

HEADING = [
    "## 事件日志 Event logs",
    "",
    "整个进程，三次的中位数。Whole process, cold, median of three: `qinglian run` on the road-fines log.",
]
PACK = Path(__file__).parent / "packs"


def main() -> list[str]:
    """Rows for docs/benchmarks.md."""
    source = data() / "eventlogs" / "road_traffic_fines.parquet"
    lines = ["| 输入 input | 秒 s | 内存 MB | 目标 target |", "| --- | ---: | ---: | ---: |"]
    with tempfile.TemporaryDirectory() as name:
        packed = Path(name) / "fines.xes.gz"
        measured(["bench.write_xes", str(source), str(packed)])
        for title, path, target in (
            ("Parquet, r01–r10", source, "≤ 3 s"),
            (".xes.gz, r01–r10", packed, "≤ 12 s, ≤ 1 GB (reading)"),
        ):
            runs = [
                command(
                    ["run", str(path), "--timezone", "Europe/Rome", "--packs", str(PACK), "--pack", "fines",
                     "--format", "jsonl", "--out", f"{name}/out.jsonl"]
                )
                for _ in range(3)
            ]  # fmt: skip
            seconds = statistics.median(run[0] for run in runs)
            peak = max(run[1] for run in runs)
            lines.append(f"| {title} | {seconds:.2f} | {peak:.0f} | {target} |")
    return lines

"""The command line, cold."""

import statistics

from bench.place import command

HEADING = [
    "## 命令行 Command line",
    "",
    "整个进程，五次的中位数。Whole process, cold, median of five.",
]
ASKED = {"qinglian --help": (["--help"], 0.4), "qinglian rules list": (["rules", "list"], 1.0)}


def main() -> list[str]:
    """Rows for docs/benchmarks.md."""
    lines = ["| 命令 command | 秒 s | 目标 target |", "| --- | ---: | ---: |"]
    for name, (arguments, target) in ASKED.items():
        seconds = statistics.median(command(arguments)[0] for _ in range(5))
        lines.append(f"| `{name}` | {seconds:.2f} | {target} |")
    return lines

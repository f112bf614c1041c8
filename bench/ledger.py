"""An Excel ledger of 200,000 rows: read, checked, reported."""

import statistics
import tempfile
from datetime import date, timedelta
from pathlib import Path

from bench.place import command

HEADING = [
    "## Excel 台账 Excel ledger",
    "",
    "20 万行行政许可办件，读入、逐条问、写报告，整个进程。",
    "*200,000 permit cases read, checked and reported; whole process.*",
]
ROWS = 200_000
HEADINGS = (
    "办件编号", "事项名称", "申请人", "统一社会信用代码", "收件时间", "受理时间", "审查时间",
    "决定时间", "送达时间", "公示时间", "经办人", "许可机关统一社会信用代码", "许可机关",
    "办理结果", "现场核查时间", "核查人员数", "承诺时限（工作日）", "收费金额（元）",
)  # fmt: skip


def write(path: Path, rows: int = ROWS) -> None:
    """A ledger without chance in it: every number follows from the row's own."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("许可办件")
    sheet.append(["示例县行政许可办件台账（虚构数据）"])
    sheet.append(HEADINGS)
    start = date(2022, 1, 4)
    for n in range(rows):
        received = start + timedelta(days=n * 7 % 900)
        accepted = received + timedelta(days=n % 4)
        decided = accepted + timedelta(days=5 + n * 13 % 24)
        delivered = decided + timedelta(days=1 + n % 9)
        sheet.append(
            [
                f"XK9900012022{n:06}", f"事项{n % 40}", f"示例公司{n % 5000}", None, received, accepted,
                decided - timedelta(days=1), decided, delivered, decided + timedelta(days=n % 8), f"工号{n % 300:03}",
                f"1199000100000{n % 60:02}0", f"示例县第{n % 60}局", "准予" if n % 11 else "不予许可",
                accepted + timedelta(days=1), 2, 20, 0,
            ]
        )  # fmt: skip
    book.save(path)


def main() -> list[str]:
    """Rows for docs/benchmarks.md."""
    lines = [
        "| 输出 output | 秒 s | 内存 MB | 疑点 signals | 目标 target |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    with tempfile.TemporaryDirectory() as name:
        book, out = Path(name) / "permits.xlsx", Path(name) / "out"
        write(book)
        for form in ("html", "jsonl"):
            asked = [
                "run",
                str(book),
                "--pack",
                "approval_cn",
                "--format",
                form,
                "--out",
                f"{out}.{form}",
            ]
            runs = [command(asked) for _ in range(3)]
            seconds, peak = statistics.median(run[0] for run in runs), max(run[1] for run in runs)
            signals = len(Path(f"{out}.jsonl").read_bytes().splitlines()) if form == "jsonl" else 0
            lines.append(f"| {form} | {seconds:.1f} | {peak:.0f} | {signals or '–'} | ≤ 25 s |")
    return [*lines, "", *_signals_per_second()]


def _signals_per_second() -> list[str]:
    """How fast signals are written as JSON Lines, on signals of the ledger repeated to 200,000."""
    import time

    import pyarrow as pa

    from qinglian.engine.catalog import catalog
    from qinglian.engine.identity import Hasher
    from qinglian.engine.inputs import open_inputs
    from qinglian.engine.run import run
    from qinglian.report import jsonl

    with tempfile.TemporaryDirectory() as name:
        book = Path(name) / "permits.xlsx"
        write(book, 5_000)
        dataset = open_inputs([book], hasher=Hasher(b"timing, no secret"))
        signals = run(dataset, catalog().chosen(["approval_cn"]), as_of=date(2026, 6, 30)).signals
        many = pa.concat_tables([signals] * (200_000 // signals.num_rows + 1)).slice(0, 200_000)
        rates = []
        for _ in range(3):
            begun = time.perf_counter()
            jsonl.write(many, Path(name) / "out.jsonl")
            rates.append(many.num_rows / (time.perf_counter() - begun))
    return [
        f"JSON Lines：每秒 {statistics.median(rates):,.0f} 条疑点 signals per second（目标 target ≥ 30,000）。"
    ]

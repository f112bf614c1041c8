"""All rules of the packs of works over a lake: N sections of 60,000 measurement lines; `QINGLIAN_SECTIONS` says N."""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb

from bench.lake import AS_OF, _said
from bench.place import measured

HEADING = [
    "## 工程 Works",
    "",
    "引擎时间：从数据湖到三个规则包的全部疑点。一个标段三千个子目、二万行台账、二十四期、六万行计量；合成数据。",
    "*Engine time: from the lake to all signals of the three packs. A section has 3,000 items, 20,000 ledger rows, "
    "24 periods and 60,000 lines; synthetic.*",
]
PACKS = ("construction_cn", "highway_cn", "maintenance_cn")
SECTIONS = int(os.environ.get("QINGLIAN_SECTIONS", "500"))
ITEMS, ROWS, LINES, PERIODS, ORDERS = 3_000, 20_000, 60_000, 24, 200

_SECTION = "'S' || lpad((i // {n})::varchar, 4, '0')"
_DAY = "timestamp '2022-01-20' + to_months(({p})::int)"
TABLES = {
    "section": f"""select {_SECTION.format(n=1)} section_id, 'P' || (i // 5) project_id, 'new' regime,
        'U' || (i // 10) unit_id, 'C' || (i % 60) contractor_id, 'J' || (i % 20) supervisor_id,
        'D' || (i % 8) designer_id,
        86000000.0::decimal(18,2) amount_yuan, 90000000.0::decimal(18,2) control_yuan,
        timestamp '2021-12-01' signed_at, timestamp '2022-01-01' work_started_at from range({{n}}) t(i)""",
    "project": """select 'P' || i project_id, '示例公路' || i title, 'U' || (i // 2) unit_id,
        timestamp '2021-03-01' feasibility_approved_at,
        timestamp '2021-06-01' prelim_design_approved_at, timestamp '2021-09-01' drawing_reviewed_at,
        timestamp '2021-12-20' permit_issued_at, timestamp '2021-12-10' quality_registered_at,
        400000000.0::decimal(18,2) estimate_yuan,
        430000000.0::decimal(18,2) budget_yuan from range({n} // 5 + 1) t(i)""",
    "boq_item": f"""select section_id || ':' || item_code boq_item_id,
        * from (select {_SECTION.format(n=ITEMS)} section_id,
        (100 + i % 600) || '-' || (i % {ITEMS}) item_code, (i % 600 // 100 * 100 + 100)::varchar chapter,
        'unit' kind, 'm³' unit,
        700.0 quantity, (20 + hash(i) % 80)::decimal(18,2) unit_price_yuan,
        (22 + i % 80)::decimal(18,2) control_price_yuan,
        700.0 reviewed_quantity from range({{n}} * {ITEMS}) t(i))""",
    "ledger_row": f"""select 'T' || i ledger_row_id, {_SECTION.format(n=ROWS)} section_id,
        (100 + i % {ROWS} % {ITEMS} % 600) || '-' || (i % {ROWS} % {ITEMS}) item_code, '路基/' || (i % 97) part,
        'K' alignment,
        (i % {ROWS} // {ITEMS} * 100)::double from_m, (i % {ROWS} // {ITEMS} * 100 + 100)::double to_m,
        'full' side, '' || i % 5 layer,
        100.0 design_quantity, 100.0 reviewed_quantity, 0.0 varied_quantity,
        case when i % 100 = 0 then 'V' || (i // {ROWS} * {ORDERS} + i % {ORDERS}) end variation_id,
        'S' || i % 900 drawing_no, i % 4 = 0 concealed
        from range({{n}} * {ROWS}) t(i)""",
    "measure_line": f"""select 'M' || i measure_line_id, 'T' || (i // {LINES} * {ROWS} + i % {ROWS}) ledger_row_id,
        {_SECTION.format(n=LINES)} section_id, (i % {LINES} % {PERIODS} + 1)::bigint period,
        case when i % 40000 = 7 then 90.0 when i % 50 = 0 then -5.0 else 33.0 end quantity,
        i % 4 = 0 concealed,
        case when i % 4 = 0 then case when i % 9 = 0 then 'timed_out' else 'normal' end end concealed_way,
        case when i % 36 = 0 then timestamp '2022-01-10' end record_sent_at, null::varchar proof_doc_no,
        case when i % 4 = 0 then timestamp '2022-01-05' + to_months((i % {PERIODS})::int) end concealed_accepted_at,
        timestamp '2022-01-08' + to_months((i % {PERIODS})::int) passed_at, 'A' || (i // {LINES}) applied_by,
        {_DAY.format(p=f"i % {PERIODS}")} certified_at, 'B' || (i // {LINES}) certified_by,
        case when i % 20011 = 5 then null else 'O' || (i // {LINES}) end approved_by
        from range({{n}} * {LINES}) t(i)""",
    "variation": f"""select 'V' || i variation_id, {_SECTION.format(n=ORDERS)} section_id,
        'U' || (i // {ORDERS} // 10) unit_id, 'ordinary' grade,
        '部位' || i % 50 part, '挡墙' features, (hash(i) % 400000)::decimal(18,2) amount_yuan, 'geology' reason_code,
        'owner' approver_level,
        false urgent, timestamp '2022-03-01' + to_days((i % 600)::int) applied_at,
        timestamp '2022-03-11' + to_days((i % 600)::int) approved_at,
        timestamp '2022-03-15' + to_days((i % 600)::int) executed_at,
        'A' || i % 50 applied_by, 'O' || i % 30 approved_by from range({{n}} * {ORDERS}) t(i)""",
    "variation_item": f"""select 'V' || i || ':1' variation_item_id, 'V' || i variation_id,
        {_SECTION.format(n=ORDERS)} section_id,
        (100 + i % {ITEMS} % 600) || '-' || (i % {ITEMS}) item_code, (hash(i) % 200)::double - 60 quantity,
        (20 + hash(i) % 80)::decimal(18,2) unit_price_yuan from range({{n}} * {ORDERS}) t(i)""",
    "certificate": f"""select {_SECTION.format(n=PERIODS)} || '-' || (i % {PERIODS} + 1) certificate_id,
        {_SECTION.format(n=PERIODS)} section_id,
        (i % {PERIODS} + 1)::bigint period, 'progress' kind, 3000000.0::decimal(18,2) completed_yuan,
        (3000000.0 * (i % {PERIODS} + 1))::decimal(18,2) completed_to_date_yuan,
        {_DAY.format(p=f"i % {PERIODS}")} applied_at,
        {_DAY.format(p=f"i % {PERIODS}")} + to_days((hash(i) % 16)::int) certified_at,
        {_DAY.format(p=f"i % {PERIODS}")} + to_days(20) approved_at,
        {_DAY.format(p=f"i % {PERIODS}")} + to_days((22 + hash(i) % 8)::int) paid_at
        from range({{n}} * {PERIODS}) t(i)""",
    "approval_limit": """select 'L' || i approval_limit_id, 'U' || i unit_id, 'supervisor' "level",
        200000.0::decimal(18,2) up_to_yuan
        from range({n} // 10 + 1) t(i)""",
}


def write(folder: Path, sections: int) -> list[str]:
    """The tables of so many sections, a Parquet file each."""
    folder.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect()
    files = []
    for name, select in TABLES.items():
        path = folder / f"{name}.parquet"
        con.execute(f"copy ({select.format(n=sections)}) to '{path}' (format parquet)")
        files.append(str(path))
    return files


def asked(lake: Path) -> dict[str, Any]:
    """All rules of the packs, drafts among them, once cold and once again; seconds of each formula."""
    import time
    from datetime import UTC, datetime

    from qinglian.engine.asked import questions
    from qinglian.engine.catalog import catalog
    from qinglian.engine.grounds import constraints_of
    from qinglian.engine.lake import open_lake
    from qinglian.engine.prepared import prepared_chunks
    from qinglian.engine.run import answered

    chosen = catalog().chosen(None, ("draft", "trial", "stable"))
    rules = [rule for rule in chosen if rule.pack in PACKS]
    dataset = open_lake(lake)
    taken: list[float] = []
    signals, slow = 0, []
    for _ in range(2):
        begun = time.perf_counter()
        questions_, _ = questions(rules, {})
        chunks = prepared_chunks(dataset, constraints_of(questions_), AS_OF)
        found = answered(dataset, questions_, AS_OF, datetime.now(UTC), chunks=chunks)
        signals = sum(one.all_signals().num_rows for one in found.values())
        taken.append(time.perf_counter() - begun)
        slow = sorted(((one.seconds, name) for name, one in found.items()), reverse=True)[:12]
    return {**_said(len(rules), signals, taken), "slow": slow}


def main() -> list[str]:
    """Rows for docs/benchmarks.md."""
    with tempfile.TemporaryDirectory(prefix="qinglian-bench-") as name:
        files = write(Path(name) / "made", SECTIONS)
        lake = str(Path(name) / "lake")
        measured(["qinglian", "load", *files, "--source", "tables", "--lake", lake])
        said = json.loads(measured(["bench.works", lake]).stdout.splitlines()[-1])
    return [
        "| 标段 sections | 计量行 lines | 规则 rules | 疑点 signals | 秒 s | 首次 first | 内存 MB | 目标 target |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | :--- |",
        f"| {SECTIONS} | {SECTIONS * LINES:,} | {said['rules']} | {said['signals']:,} | {said['seconds']:.2f} | "
        f"{said['first']:.2f} | {said['peak_mb']:.0f} | 500: ≤ 60 s |",
    ]


if __name__ == "__main__":
    print(json.dumps(asked(Path(sys.argv[1]))))

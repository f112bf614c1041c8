"""
读取 OCDS：1.0、1.1 的发布、记录与数据包，JSON 或 JSON Lines，已汇编或未汇编。

Read OCDS 1.0 and 1.1: releases, records and packages, as JSON or JSON Lines, compiled or not. Each compiled release
becomes a tender with its lots, bids, awards and awarded items.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import orjson

from qinglian.model.text import Text
from qinglian.sources.intake import File, Intake
from qinglian.sources.ocds.columns import law_read, mapping, selects
from qinglian.sources.ocds.law import OUTSIDE, regime
from qinglian.sources.ocds.lines import read_document, read_lines
from qinglian.sources.ocds.unpack import is_lines, unpacked

KIND = "ocds"
AT_ONCE = min(4, os.cpu_count() or 1)
TITLE = Text("OCDS 采购数据", "OCDS procurement data")


def recognise(file: File) -> int:
    """How surely this is OCDS: JSON that speaks of an ocid."""
    if file.suffix not in (".json", ".jsonl", ".ndjson", ""):
        return 0
    start = file.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith((b"{", b"[")):
        return 20 if file.suffix in (".jsonl", ".ndjson") else 0
    return 95 if b'"ocid"' in start else 40


def read(file: File, intake: Intake) -> None:
    """Fill tender, lot, bid, award and item."""
    con = intake.con
    with unpacked(file, intake) as path:
        if is_lines(path, file.suffix):
            read_lines(path, file.head, intake)
        else:
            read_document(path, intake)
    kept = _number(intake)
    _divide(intake)
    if law_read(intake.wanted):
        _say_whose_law(intake)
    con.execute(f"drop {kept} ocds_release")
    con.execute("drop table ocds_read")
    intake.left_over.extend(_left_over(file.head))


def _divide(intake: Intake) -> None:
    """Fill the tables, several at once: a hundred thousand releases are one group of rows, read by one thread."""
    queries: dict[str, list[str]] = {}
    for table, query in selects(intake.zone, intake.wanted):
        queries.setdefault(table, []).append(query)

    def fill(table: str) -> None:
        with intake.con.cursor() as con:
            con.execute("set timezone = 'UTC'")
            beside = replace(intake, con=con)
            for query in queries[table]:
                beside.add(table, query)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(fill, queries))


def _number(intake: Intake) -> str:
    """Name each release: by its ocid; where one is published again, by ocid and number.

    Numbers that go on from releases read before are fixed in a table, since the tables they are counted in grow.
    """
    con = intake.con
    known = "in_tender" if "tender" in intake.tables else None
    repeats = con.execute("select count(*) - count(distinct ocid) from ocds_read").fetchall()[0]
    if repeats == (0,) and known is None:
        name = "ocid"
    else:
        nth = "row_number() over (partition by ocid order by rowid)"
        if known:
            nth += f" + (select count(*) from {known} t where t.contracting_process_id = o.ocid)"
        name = f"case when {nth} > 1 then ocid || '#' || ({nth}) else ocid end"
    law = f", {regime()} as law" if law_read(intake.wanted) else ""
    kept = "table" if known else "view"
    con.execute(
        f"create or replace {kept} ocds_release as "
        f"select o.*, {name} as tender_id, rowid as position{law} from ocds_read o"
    )
    if repeats and repeats[0]:
        intake.note(
            f"{repeats[0]} 份汇编发布的 ocid 与前面的重复：逐份判断，同一 ocid 以后一份为准，合计时各算一份",
            f"{repeats[0]} compiled releases repeat an ocid: each is judged, the later one "
            "speaks for the ocid, and sums count both",
        )
    return kept


def _say_whose_law(intake: Intake) -> None:
    """How many processes no rule of Chinese procurement law will ask, and why."""
    asked = f"select count(*) from ocds_release where law = '{OUTSIDE}'"
    ((outside,),) = intake.con.execute(asked).fetchall()
    if outside:
        intake.note(
            f"{outside} 个采购过程的采购人不在境内，或者看不出在境内：招标投标法、政府采购法的规则不问",
            f"{outside} processes whose buyer is not on the mainland of China, or not seen to be: rules of its laws of "
            "tendering and procurement do not ask them",
        )


def _left_over(head: bytes) -> list[str]:
    """Paths of the first release that are not read."""
    try:
        first = orjson.loads(head.lstrip().split(b"\n", 1)[0])
    except orjson.JSONDecodeError:
        return []
    return sorted(_unread(first, mapping().tree, ""))


def _unread(value: object, tree: object, path: str) -> set[str]:
    if isinstance(value, list):
        part = tree[0] if isinstance(tree, list) else tree
        return {found for element in value for found in _unread(element, part, path)}
    if not isinstance(value, dict) or not isinstance(tree, dict):
        return set()
    found: set[str] = set()
    for name, part in value.items():
        here = f"{path}/{name}".lstrip("/")
        found |= _unread(part, tree[name], here) if name in tree else {here}
    return found

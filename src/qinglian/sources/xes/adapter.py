"""
读取 XES 事件日志（IEEE 1849），也读 .xes.gz。

Read XES event logs (IEEE 1849). Attributes of an event keep their keys, those of its case are named
`case:<key>`. Attributes inside attributes are left out, and that is said.
"""

from collections.abc import Mapping

import pyarrow as pa

from qinglian.model.text import Text
from qinglian.sources._events import Raw, take
from qinglian.sources._headings import apart
from qinglian.sources._instants import from_text
from qinglian.sources.intake import File, Intake
from qinglian.sources.xes.stream import Attribute, Batch, Log, parse

KIND = "xes"
TITLE = Text("XES 事件日志", "XES event log")
TABLE = "event"

TIME = "time:timestamp"
EVENT_INDEX = "event_index"
TYPES = {"int": "bigint", "float": "double", "boolean": "boolean"}
WIDEST = ("boolean", "int", "float", "date", "id", "string")


def recognise(file: File) -> int:
    """How surely this is XES: XML whose first element is a log."""
    head = file.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if file.suffix == ".xes":
        return 95
    return 90 if head.startswith((b"<?xml", b"<log")) and b"<log" in head else 0


def read(file: File, intake: Intake) -> None:
    """Fill events; nothing is loaded unless the whole file can be read."""
    con = intake.con
    con.execute(f"create or replace temp table raw_event ({EVENT_INDEX} bigint)")
    columns: dict[Attribute, str] = {}

    def keep(positions: pa.Array, batch: Batch) -> None:
        incoming = {EVENT_INDEX: positions}
        for attribute, values in batch.items():
            if attribute not in columns:
                columns[attribute] = f"attribute_{len(columns)}"
                con.execute(f"alter table raw_event add column {columns[attribute]} varchar")
            incoming[columns[attribute]] = values
        con.register("incoming_events", pa.table(incoming))
        con.execute("insert into raw_event by name from incoming_events")
        con.unregister("incoming_events")

    log = Log(keep)
    try:
        with file.open() as stream:
            parse(stream, file.head, log, file.path.name)
        relation = _typed(intake, columns)
        take(Raw(relation, row="s.event_no", hidden=("event_no",), refused=log.stray), intake)
        _say(log, intake)
    finally:
        con.execute("drop table if exists raw_event")


def _typed(intake: Intake, columns: Mapping[Attribute, str]) -> str:
    """The events as a relation with types; an attribute given with several types takes the widest."""
    kinds: dict[str, dict[str, str]] = {}
    for attribute, column in columns.items():
        name = attribute.key if attribute.level == "event" else f"case:{attribute.key}"
        kinds.setdefault(name, {})[attribute.kind] = column
    chosen = [f"{_position(intake, kinds)} as {EVENT_INDEX}", "rowid + 1 as event_no"]
    lost = []
    names = apart(kinds, [EVENT_INDEX, "event_no"])
    for name, by_kind in zip(names, kinds.values(), strict=True):
        widest = max(by_kind, key=WIDEST.index)
        text = f"coalesce({', '.join(by_kind.values())})"
        made = _cast(text, widest, name, set(by_kind), intake.zone)
        chosen.append(f"{made} as {_quoted(name)}")
        if made != text:
            lost.append(
                (
                    name,
                    f"count(case when nullif({text}, '') is not null and {made} is null then 1 end)",
                )
            )
    _say_lost(intake, lost)
    return f"(select {', '.join(chosen)} from raw_event)"


def _cast(text: str, kind: str, name: str, kinds: set[str], zone: str) -> str:
    if name == TIME or not kinds <= {kind, "int"}:
        return text
    if kind == "date":
        return from_text(text, zone, "local")
    return f"try_cast({text} as {TYPES[kind]})" if kind in TYPES else text


def _position(intake: Intake, kinds: dict[str, dict[str, str]]) -> str:
    """Place inside the trace; where traces repeat a name, place in the file, so that it stays one case in order."""
    case = kinds.get("case:concept:name")
    if not case:
        return EVENT_INDEX
    named = f"coalesce({', '.join(case.values())})"
    twice = intake.con.execute(
        f"select count(*) - count(distinct {named}) from raw_event where {EVENT_INDEX} = 0"
    ).fetchall()[0][0]
    if not twice:
        return EVENT_INDEX
    intake.note(
        f"{twice} 个 trace 的编号与前面的重复，合为同一办件",
        f"{twice} traces repeat a name and are taken as the same case",
    )
    return "rowid"


def _say_lost(intake: Intake, lost: list[tuple[str, str]]) -> None:
    if not lost:
        return
    counts = intake.con.execute(
        f"select {', '.join(sql for _, sql in lost)} from raw_event"
    ).fetchall()[0]
    for (name, _), count in zip(lost, counts, strict=True):
        if count:
            intake.note(
                f"属性 {name} 有 {count} 个值与其类型不符，留空",
                f"Attribute {name}: {count} values do not fit its type and are left empty",
            )


def _say(log: Log, intake: Intake) -> None:
    if log.stray:
        reason = Text("事件不在任何 trace 之内", "the event belongs to no trace")
        intake.refuse(None, None, f"{log.stray}", reason)
    if log.nested:
        intake.note(
            f"{log.nested} 个嵌套或列表属性未读",
            f"{log.nested} nested or list attributes were left out",
        )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

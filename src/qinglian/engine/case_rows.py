"""
案例中的各表。The tables of one case, from its short rows: local days and times, amounts in yuan, codes as text.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from qinglian.engine.dataset import Dataset
from qinglian.engine.identity import Hasher
from qinglian.engine.load import load
from qinglian.model.check import Check
from qinglian.model.rule import Rule
from qinglian.model.table import Column, table
from qinglian.sources.intake import Intake

ZONE = "Asia/Shanghai"
RESERVED = ("name", "as_of", "expect", "unrecorded", "params", "zone")


def dataset_of(rule: Rule, check: Check, case: Mapping[str, Any]) -> Dataset:
    """The tables of one case, loaded as any others."""
    zone = case.get("zone", ZONE)
    dataset = Dataset(zone=zone)
    intake = Intake(dataset.con, zone=zone)
    for name in case:
        if name not in RESERVED and case[name]:
            rows = (
                _events(rule, case[name]) if name == "event" else [dict(row) for row in case[name]]
            )
            intake.add(name, _arrow(name, rows, zone))
    load(intake, dataset, hasher=Hasher(b"cases of the cards, no secret"))
    if "unrecorded" in case and check.is_process:
        _forget(dataset, rule, case)
    else:
        dataset.recorded = {}
    return dataset


def _forget(dataset: Dataset, rule: Rule, case: Mapping[str, Any]) -> None:
    process = rule.card.params.get("process")
    known = {row["activity"] for row in case.get("event", ())} | _named(rule.card.params)
    dataset.recorded = {str(process or ""): known - set(case["unrecorded"])}


def _named(params: object) -> set[str]:
    """Every text in the parameters: among them all activities the card names."""
    if isinstance(params, str):
        return {params}
    if isinstance(params, Mapping):
        return set().union(*map(_named, params.values()))
    if isinstance(params, list | tuple):
        return set().union(*map(_named, params))
    return set()


def _events(rule: Rule, rows: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    process = rule.card.params.get("process")
    made = []
    for position, row in enumerate(rows, start=1):
        event = {
            "case_id": "C",
            "process": process,
            "position": position,
            "event_id": f"E{position}",
            **row,
        }
        event["occurred_at"] = event.pop("at", event.get("occurred_at"))
        made.append(event)
    return made


def _arrow(name: str, rows: list[dict[str, Any]], zone: str) -> pa.Table:
    spec = table(name)
    names = list(dict.fromkeys(column for row in rows for column in row))
    columns = {}
    for column in names:
        values = [row.get(column) for row in rows]
        known = spec.columns.get(column)
        columns[column] = _typed(known, values, zone) if known else pa.array(values)
    return pa.table(columns)


def _typed(column: Column, values: list[Any], zone: str) -> pa.Array:
    if column.type == "timestamp":
        return pa.array([_utc(value, zone) for value in values], pa.timestamp("us"))
    if column.type == "money":
        return pa.array([None if v is None else str(v) for v in values]).cast(pa.decimal128(18, 2))
    kinds = {
        "string": pa.string(), "code": pa.string(), "strings": pa.list_(pa.string()), "integer": pa.int64(),
        "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
    }  # fmt: skip
    if column.type in ("string", "code"):
        values = [None if value is None else str(value) for value in values]
    return pa.array(values, kinds[column.type])


def _utc(value: Any, zone: str) -> datetime | None:
    """A local day or time, or an instant with its own offset, as naive UTC."""
    if value is None:
        return None
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    local = value if isinstance(value, datetime) else datetime.combine(value, time())
    if local.tzinfo is None:
        local = local.replace(tzinfo=_zone(zone))
    return local.astimezone(UTC).replace(tzinfo=None)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)

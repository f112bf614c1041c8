"""The numbers behind the charts of a report: signals by level, rule, unit and month."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from qinglian.engine.outcome import Outcome
from qinglian.model.text import Text
from qinglian.report import charts
from qinglian.report.charts import Bar
from qinglian.report.cited import same_unit
from qinglian.report.levels import LEVELS

RULES, UNITS, MONTHS = 10, 10, 36
UNKNOWN = Text("单位不详", "unit unknown")


@dataclass(frozen=True)
class Figure:
    """One chart: its heading, a note beneath it, its numbers, and the picture in both languages."""

    title: Text
    note: Text
    rows: list[Bar]
    svg: Text


def figures(outcome: Outcome, names: Mapping[str, Text], units: Mapping[str, str]) -> list[Figure]:
    """Charts of the signals; rules that need review are left out, lest they hide the others."""
    signals = outcome.signals
    if outcome.reviews:
        signals = signals.filter(
            pc.invert(pc.is_in(signals["rule_id"], pa.array(outcome.reviews, pa.string())))
        )
    if not signals.num_rows:
        return []
    return [_levels(signals), _rules(signals, names), _units(signals, units), *_months(signals)]


def _levels(signals: pa.Table) -> Figure:
    counted = _split(signals, "severity")
    rows = [
        Bar(text, {level: counted.get(level, {}).get(level, 0)}) for level, text in LEVELS.items()
    ]
    return _figure(Text("按级别", "By level"), Text("", ""), rows)


def _rules(signals: pa.Table, names: Mapping[str, Text]) -> Figure:
    counted = _largest(_split(signals, "rule_id"))
    rows = [
        Bar(
            Text(*(f"{rule_id} {name}".strip() for name in names.get(rule_id or "", Text("", "")))),
            levels,
        )
        for rule_id, levels in counted[:RULES]
    ]
    return _figure(Text("按规则", "By rule"), _rest(len(counted) - RULES, "条规则", "rules"), rows)


def _units(signals: pa.Table, units: Mapping[str, str]) -> Figure:
    of_unit: dict[str | None, list[dict[str, int]]] = {}
    for unit_id, levels in _split(signals, "unit_id").items():
        of_unit.setdefault(same_unit(unit_id, units), []).append(levels)
    counted = _largest({unit: _sum(levels) for unit, levels in of_unit.items()})
    rows = []
    for unit_id, levels in counted[:UNITS]:
        name = units.get(unit_id, unit_id) if unit_id else None
        rows.append(Bar(Text(name, name) if name else UNKNOWN, levels))
    return _figure(Text("按单位", "By unit"), _rest(len(counted) - UNITS, "个单位", "units"), rows)


def _months(signals: pa.Table) -> list[Figure]:
    dated = signals.append_column("month", _month(signals))
    known = dated.filter(dated["month"].is_valid())
    if not known.num_rows:
        return []
    counted = {month: levels for month, levels in _split(known, "month").items() if month}
    title, order = Text("按月份", "By month"), _every_month(min(counted), max(counted))
    if len(order) > MONTHS:
        title, years = Text("按年份", "By year"), sorted({month[:4] for month in counted})
        counted = {
            year: _sum(levels for month, levels in counted.items() if month[:4] == year)
            for year in years
        }
        order = years[-MONTHS:]
    rows = [
        Bar(Text(*[when[2:] if "-" in when else when] * 2), counted.get(when, {})) for when in order
    ]
    note = Text("按依据数据行中最近的日期", "By the latest day among the rows cited")
    if missing := signals.num_rows - known.num_rows:
        note = Text(f"{note.zh}；{missing:,} 条没有日期", f"{note.en}; {missing:,} have no day")
    return [_figure(title, note, rows, upright=True)]


def _month(signals: pa.Table) -> pa.ChunkedArray:
    """`YYYY-MM` of the latest day cited; of the period or the due day where no row has one."""
    evidence = signals["evidence"].combine_chunks()
    cited = pc.extract_regex(evidence.flatten().field("columns"), r'_on": ?"(?P<month>\d{4}-\d{2})')
    month = pc.struct_field(cited, "month")
    rows = pa.table({"row": pc.list_parent_indices(evidence), "month": month})
    latest = rows.group_by("row").aggregate([("month", "max")])
    numbered = pa.table({"row": pa.array(range(signals.num_rows), latest["row"].type)})
    joined = numbered.join(latest, "row").sort_by("row")
    period = pc.extract_regex(signals["period"], r"^(?P<month>\d{4}-\d{2})")
    fallback = [
        pc.struct_field(period, "month"),
        pc.utf8_slice_codeunits(signals["due_on"].cast(pa.string()), 0, 7),
    ]
    return pc.coalesce(joined["month_max"], *fallback)


def _split(signals: pa.Table, key: str) -> dict[str | None, dict[str, int]]:
    """Counts by a column, split by level."""
    # Grouping by one column twice makes a table with a doubled name.
    levels = signals["severity"]
    counted = (
        pa.table({"key": signals[key], "level": levels})
        .group_by(["key", "level"])
        .aggregate([([], "count_all")])
    )
    found: dict[str | None, dict[str, int]] = {}
    for row in counted.to_pylist():
        found.setdefault(row["key"], {})[row["level"]] = row["count_all"]
    return found


def _largest(counted: dict[str | None, dict[str, int]]) -> list[tuple[str | None, dict[str, int]]]:
    return sorted(counted.items(), key=lambda entry: (-sum(entry[1].values()), entry[0] or ""))


def _sum(parts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for part in parts:
        for level, count in part.items():
            total[level] = total.get(level, 0) + count
    return total


def _every_month(first: str, last: str) -> list[str]:
    begin, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{index // 12}-{index % 12 + 1:02}" for index in range(begin, end + 1)]


def _rest(count: int, zh: str, en: str) -> Text:
    return (
        Text(f"另有 {count} {zh}未画出", f"{count} more {en} are not drawn")
        if count > 0
        else Text("", "")
    )


def _figure(title: Text, note: Text, rows: list[Bar], *, upright: bool = False) -> Figure:
    draw = charts.columns if upright else charts.bars
    pictures = []
    for language in Text._fields:
        said = "；" if language == "zh" else "; "
        numbers = said.join(
            f"{re.sub('[<>&]', '', getattr(row.label, language))} {row.total:,}" for row in rows
        )
        pictures.append(draw(rows, language, f"{getattr(title, language)}: {numbers}"))
    return Figure(title, note, rows, Text(*pictures))

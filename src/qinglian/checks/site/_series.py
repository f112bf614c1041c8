"""检测值成串：同一标段、检测项目、等级、试验室。Results in series: of one section, item, grade and laboratory."""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks._discovery import RATE
from qinglian.model.check import Param
from qinglian.model.text import Text

KEY = ("series_id",)
NEEDS = ("lab_result_id", "section_id", "item_code", "laboratory_id", "value")
HELPS = ("grade", "unit_id", "kind", "operator_id")
SHOWN = 50
MINIMUM = {
    "minimum_count": Param(
        int, Text("一串至少几个值", "values in a series at least"), required=True, minimum=2
    ),
    **RATE,
}


def series(result: Table) -> Table:
    """Results with a value and a known place: `series_id`, and `kin`, what it can be compared with elsewhere."""
    parts = [result.section_id, result.item_code, result.grade.fill_null(""), result.laboratory_id]
    known = result.filter(result.section_id.notnull(), result.item_code.notnull())
    kin: Any = ibis.array([parts[1], parts[2]]).join("·")
    whole: Any = ibis.array([part.fill_null("?") for part in parts]).join("·")
    return known.mutate(series_id=whole, kin=kin)


def spreads(rows: Table) -> Table:
    """Of each series: how many values, their variance, and that of all others of its kind (`usual`, `others`)."""
    each = rows.group_by("series_id", "kin").aggregate(
        unit_id=rows.unit_id.max(),
        nameless=rows.laboratory_id.isnull().any(),
        values=rows.value.count(),
        variance=rows.value.var(how="sample"),
    )
    free: Any = ibis.greatest(each.values - 1, 0)
    each = each.mutate(free=free.cast("float64"))
    each = each.mutate(squares=(each.variance * each.free).fill_null(0.0))
    kin = ibis.window(group_by="kin")
    others = each.free.sum().over(kin) - each.free
    squares = each.squares.sum().over(kin) - each.squares
    return each.mutate(others=others, usual=squares / others.nullif(0.0))


def values_of(flagged: Table, result: Table) -> Table:
    """Evidence: the first values of a series, with the laboratory."""
    rows = series(result).semi_join(flagged, "series_id")
    turn = ibis.row_number().over(ibis.window(group_by="series_id", order_by="lab_result_id"))
    rows = rows.mutate(turn=turn).filter(lambda t: t.turn < SHOWN)
    return cite(
        rows,
        "series_id",
        table="lab_result",
        row_id=rows.lab_result_id,
        role="laboratory",
        party=rows.laboratory_id,
    )

"""
表里的值写成台账里的格。Values of a table as the cells of a ledger: words for codes, local times, yuan.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

from qinglian.model.table import Column, TableSpec
from qinglian.model.template import asked, heading

SHANGHAI = timedelta(hours=8)
TITLE = "{county}{table}台账（虚构数据）"


def filled(spec: TableSpec, table: pa.Table) -> list[Column]:
    """Columns of a ledger: those a person fills in of which the table has any value."""
    held = set(table.column_names)
    return [
        column
        for column in asked(spec)
        if column.name in held and table.column(column.name).null_count < table.num_rows
    ]


def headings(columns: list[Column]) -> list[str]:
    """Headings as the dictionary words them."""
    return [heading(column) for column in columns]


def cells(column: Column, values: pa.ChunkedArray) -> list[Any]:
    """Cells of one column: dates and local times as such, money as decimals, words for codes and for yes and no."""
    held: list[Any] = values.to_pylist()
    if column.type == "timestamp":
        return [None if value is None else value + SHANGHAI for value in held]
    if column.type == "boolean":
        return [None if value is None else "是" if value else "否" for value in held]
    if column.type == "strings":
        return ["、".join(value) if value else None for value in held]
    if column.type == "code":
        words = {code: said[0] for code, said in column.codes.items() if said}
        return [words.get(value, value) for value in held]
    return held


def totalled(columns: list[Column], rows: list[list[Any]]) -> list[Any] | None:
    """A row of totals: the word in the first column, sums of money; nothing where there is no money."""
    if not any(column.type == "money" for column in columns[1:]):
        return None
    line: list[Any] = ["合计"]
    for spot, column in enumerate(columns[1:], start=1):
        held = [row[spot] for row in rows if isinstance(row[spot], Decimal)]
        line.append(sum(held, Decimal(0)) if column.type == "money" and held else None)
    return line

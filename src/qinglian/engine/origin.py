"""
问到的对象从哪张表来。From which table the subjects of an answer come, read off the expression.

Where the key of every row is, unchanged, a value in one column of one table, no row can name a subject that the table
does not. Whoever wants to know what undecided subjects lack need not look again.
"""

from collections.abc import Mapping
from typing import Any

from ibis import Table
from ibis.expr import operations as ops

KEEPING = ("inner", "left", "semi", "anti")
"""Joins whose rows are rows of the first table."""


def origin(rows: Table, column: str, kept: Mapping[str, Table]) -> str | None:
    """The one table whose column of this name holds all values of `column`; None where that cannot be told.

    `kept` are rows that were taken out of the expression and stand there as tables of these names.
    """
    found = _found(rows.op(), column, kept)
    if found is None or len(found) != 1:
        return None
    ((table, its_column),) = found
    return table if its_column == column else None


def _found(node: Any, column: str, kept: Mapping[str, Table]) -> set[tuple[str, str]] | None:
    """Tables and columns that the values come from; None where they may be others too."""
    if isinstance(node, ops.UnboundTable) and node.name in kept:
        return _found(kept[node.name].op(), column, kept)
    if isinstance(node, ops.PhysicalTable):
        name = getattr(node, "name", None)
        return {(name, column)} if isinstance(name, str) else None
    if isinstance(node, ops.Set):
        if not isinstance(node, ops.Union):
            return _found(node.left, column, kept)
        left, right = _found(node.left, column, kept), _found(node.right, column, kept)
        return None if left is None or right is None else left | right
    if isinstance(node, ops.JoinReference | ops.Filter | ops.Sort | ops.Limit | ops.Distinct):
        return _found(node.parent, column, kept)
    if isinstance(node, ops.JoinChain):
        if any(link.how not in KEEPING for link in node.rest):
            return None
        value = node.values.get(column)
        if isinstance(value, ops.Field) and value.rel == node.first:
            return _found(node.first, value.name, kept)
    if isinstance(node, ops.Project | ops.Aggregate):
        values = node.values if isinstance(node, ops.Project) else node.groups
        value = values.get(column)
        if isinstance(value, ops.Field) and value.rel == node.parent:
            return _found(node.parent, value.name, kept)
    return None

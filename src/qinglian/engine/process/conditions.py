"""Conditions of a card on the columns of one event."""

from datetime import date, datetime
from typing import Any

import ibis
from ibis import Table

from qinglian.engine.process.script import Expression
from qinglian.model.process import Condition


def holds(events: Table, conditions: tuple[Condition, ...]) -> Expression:
    """Whether every condition is true of an event; a missing value makes a condition false."""
    result = ibis.literal(True)
    for condition in conditions:
        for name in sorted(condition.model_fields_set - {"column"}):
            result = result & _one(events, condition, name)
    return result


def _one(events: Table, condition: Condition, name: str) -> Expression:
    if name == "unless":
        return ~holds(events, (condition.excepted,))
    if condition.column not in events.columns:
        return ibis.literal(bool(name == "is_null" and condition.is_null))
    column = events[condition.column]
    value = getattr(condition, name)
    if name == "is_null":
        return column.isnull() if value else column.notnull()
    if name == "is_not_null":
        return column.notnull() if value else column.isnull()
    if name == "contains":
        return column.cast("string").contains(value).fill_null(False)
    if name == "same_as":
        return _compare(events, column, "equals", {"column": value})
    if name in ("in_", "not_in"):
        found = ibis.or_(*(_compare(events, column, "equals", item) for item in value))
        return found if name == "in_" else column.notnull() & ~found
    return _compare(events, column, name, value)


def _compare(events: Table, column: Expression, how: str, value: Any) -> Expression:
    if isinstance(value, dict) and set(value) == {"column"}:
        if value["column"] not in events.columns:
            return ibis.literal(False)
        left, right = _alike(column, events[value["column"]])
    else:
        left, right = _typed(column, value)
    answers = {
        "equals": lambda: left == right,
        "not_equals": lambda: left != right,
        "at_least": lambda: left >= right,
        "at_most": lambda: left <= right,
        "more_than": lambda: left > right,
        "less_than": lambda: left < right,
    }
    return answers[how]().fill_null(False)


def _typed(column: Expression, value: Any) -> tuple[Expression, Expression]:
    """Bring a column and a value of the card to one type; text that is no number compares as missing."""
    kind = column.type()
    if isinstance(value, bool):
        return (
            column if kind.is_boolean() else column.cast("string").lower() == "true"
        ), ibis.literal(value)
    if isinstance(value, int | float):
        if kind.is_string():
            return column.try_cast("float64"), ibis.literal(float(value))
        return column, ibis.literal(value)
    if kind.is_timestamp() and isinstance(value, str | date):
        return column, ibis.literal(_instant(value)).cast("timestamp(6)")
    if kind.is_date() and isinstance(value, str | date):
        return column, ibis.literal(date.fromisoformat(str(value)))
    if kind.is_numeric() and isinstance(value, str):
        return column.cast("string"), ibis.literal(value)
    return column.cast("string"), ibis.literal(str(value))


def _instant(value: str | date) -> datetime:
    if isinstance(value, datetime):
        return value
    return datetime.fromisoformat(str(value))


def _alike(left: Expression, right: Expression) -> tuple[Expression, Expression]:
    if left.type() == right.type():
        return left, right
    if left.type().is_numeric() and right.type().is_numeric():
        return left, right
    if left.type().is_temporal() or right.type().is_temporal():
        return left.try_cast("timestamp(6)"), right.try_cast("timestamp(6)")
    return left.cast("string"), right.cast("string")

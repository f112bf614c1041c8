"""Of which events a process card asks: its conditions, in words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qinglian.model.process import Condition, Constraint
from qinglian.model.table import Column, tables
from qinglian.model.text import Text

COMPARED = {
    "equals": Text("为{value}", "is {value}"),
    "not_equals": Text("不为{value}", "is not {value}"),
    "in_": Text("为{value}", "is {value}"),
    "not_in": Text("不为{value}", "is not {value}"),
    "at_least": Text("不低于 {value}", "is at least {value}"),
    "at_most": Text("不高于 {value}", "is at most {value}"),
    "more_than": Text("高于 {value}", "is more than {value}"),
    "less_than": Text("低于 {value}", "is less than {value}"),
    "contains": Text("含{value}", "contains {value}"),
    "same_as": Text("与{value}相同", "is the same as {value}"),
    "is_null": Text("为空", "is empty"),
    "is_not_null": Text("已填", "is filled"),
}
NUMBERS = ("at_least", "at_most", "more_than", "less_than")
YES, NO = Text("是", "yes"), Text("否", "no")


def restrictions(c: Constraint) -> Iterator[Text]:
    """What the card asks only of some events: which those are, and which are left out."""
    for conditions, role in (
        (c.where_activation, Text("", "")),
        (c.where_target, Text("与之对应的环节，", "of the other step ")),
    ):
        kept = [_said(c.process, one) for one in conditions if one.unless is None]
        left = [_said(c.process, one.excepted) for one in conditions if one.unless is not None]
        if kept:
            yield Text(
                f"{role.zh}只看{_spaced('且'.join(text.zh for text in kept))}的",
                f"{role.en}only where {' and '.join(text.en for text in kept)}",
            )
        if left:
            yield Text(
                f"{role.zh}{_spaced('或'.join(text.zh for text in left))}的除外",
                f"{role.en}not where {' or '.join(text.en for text in left)}",
            )


def either(said: Sequence[Text]) -> Text:
    """One of these, each between quotation marks if it has any: `“甲”“乙”或“丙”`."""
    *head, last = said
    if not head:
        return last
    return Text(
        f"{''.join(text.zh for text in head)}或{last.zh}",
        f"{', '.join(text.en for text in head)} or {last.en}",
    )


def _spaced(text: str) -> str:
    """A number keeps its distance from the word that follows."""
    return f"{text} " if text[-1].isdigit() else text


def column_name(process: str | None, name: str) -> Text:
    """Heading of an attribute of events, as the ledger of the process or the event table has it."""
    column = attribute(process, name)
    # The dictionary explains after the first comma; a heading only names.
    return (
        Text(*(re.split("[,;，；]", said)[0] for said in column.text))
        if column
        else Text(name, name)
    )


def attribute(process: str | None, name: str) -> Column | None:
    """The column behind an attribute of events: that of the ledger of the process, of the events, of any ledger."""
    every = [spec for spec in tables().values() if spec.process or spec.name == "event"]
    every.sort(key=lambda spec: (process not in spec.processes, spec.name != "event"))
    return next((spec.columns[name] for spec in every if name in spec.columns), None)


def _said(process: str | None, one: Condition) -> Text:
    """A condition that compares one column, as often as it compares it."""
    name = column_name(process, one.column)
    parts = [
        _compared(process, one, compared, getattr(one, compared))
        for compared in COMPARED
        if compared in one.model_fields_set
    ]
    return Text(
        f"“{name.zh}”{'且'.join(part.zh for part in parts)}",
        f"“{name.en}” {' and '.join(part.en for part in parts)}",
    )


def _compared(process: str | None, one: Condition, compared: str, value: Any) -> Text:
    if compared in ("is_null", "is_not_null") and value is False:
        compared = "is_not_null" if compared == "is_null" else "is_null"
    if compared == "same_as" or (isinstance(value, Mapping) and set(value) == {"column"}):
        other = column_name(process, value if isinstance(value, str) else value["column"])
        shown = Text(f"“{other.zh}”", f"“{other.en}”")
    else:
        values = value if isinstance(value, list | tuple) else [value]
        said = [_value(attribute(process, one.column), item, compared) for item in values]
        shown = either(said)
    return Text(*(text.replace("{value}", shown[n]) for n, text in enumerate(COMPARED[compared])))


def _value(column: Column | None, value: Any, compared: str) -> Text:
    if isinstance(value, bool):
        said = YES if value else NO
    elif column and column.codes.get(str(value)):
        said = Text(column.codes[str(value)][0], str(value).replace("_", " "))
    else:
        said = Text(str(value), str(value))
    return said if compared in NUMBERS else Text(f"“{said.zh}”", f"“{said.en}”")

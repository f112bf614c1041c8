"""
字段对照变成两样东西：要读的类型，与分出各表的查询。

What `mapping.yaml` becomes: the type to read releases as, holding nothing but the paths that are
mapped, and for each table the query that takes its rows out of the releases read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

import yaml

from qinglian.model.table import local_date_of
from qinglian.sources.ocds.law import PATHS

NUMBER = "JSON"
"""Numbers are read as JSON text, so that `"12"` and `true` are not taken for numbers."""

LEAVES = {"number": NUMBER, "fraction": NUMBER, "flag": "BOOLEAN"}
"""What a field is read as, where not as text."""

RFC3339 = (
    r"\d{4}-\d\d-\d\d[Tt ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?"
    r"([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)"
)
PLAIN_DATE = r"\d{4}-\d\d-\d\d"

Wanted: TypeAlias = Mapping[str, frozenset[str]] | None
Tree = dict[str, Any]
"""What is read of an object: name → `VARCHAR`, `JSON`, a tree, or a list of one of these."""


@dataclass(frozen=True)
class Field:
    """One column: the path it is read from, and how."""

    column: str
    path: tuple[str, ...]
    kind: str
    code: str | None = None
    date_only: str | None = None


@dataclass(frozen=True)
class Rows:
    """Rows of one table: the array whose elements they are (empty: the release itself), and their columns."""

    table: str
    each: tuple[str, ...]
    id: str | None
    parent: str | None
    mark: str | None
    numbered: bool
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Mapping_:
    """The whole mapping."""

    arrays: frozenset[tuple[str, ...]]
    omitted: tuple[str, ...]
    tables: tuple[Rows, ...]
    tree: Tree


@cache
def mapping() -> Mapping_:
    """Read `mapping.yaml`."""
    body = yaml.load(
        files("qinglian.sources.ocds").joinpath("mapping.yaml").read_bytes(),
        Loader=yaml.CSafeLoader,
    )
    arrays = frozenset(_parts(path) for path in body["arrays"])
    tables = tuple(_rows(name, rows) for name, rows in body["tables"].items())
    return Mapping_(arrays, tuple(body["omitted"]), tables, _tree(arrays, tables))


def tables_read(wanted: Wanted = None) -> tuple[Rows, ...]:
    """The tables to be filled, with the columns that anybody will look at; a table goes with those inside it."""
    if wanted is None:
        return mapping().tables
    cut = []
    for rows in mapping().tables:
        named = wanted.get(rows.table)
        if named is not None:
            fields = tuple(
                field for field in rows.fields if named & {field.column, field.date_only}
            )
            cut.append(replace(rows, fields=fields))
    return tuple(cut)


def law_read(wanted: Wanted = None) -> bool:
    """Whether anybody will look at the law that a release follows."""
    return any(field.kind == "law" for rows in tables_read(wanted) for field in rows.fields)


def tree_read(wanted: Wanted = None) -> Tree:
    """What is read of a release to fill these tables."""
    return mapping().tree if wanted is None else _tree(mapping().arrays, tables_read(wanted))


def _parts(path: str) -> tuple[str, ...]:
    return tuple(path.split("/")) if path else ()


def _rows(table: str, body: Mapping[str, Any]) -> Rows:
    fields = []
    for column, said in body["columns"].items():
        said = said if isinstance(said, dict) else {"path": said}
        kind = "code" if "is" in said else "value" if "value" in said else said.get("as", "text")
        code = said.get("is", said.get("value"))
        fields.append(
            Field(column, _parts(said.get("path", "")), kind, code, said.get("date_only"))
        )
    return Rows(
        body.get("table", table),
        _parts(body["each"]),
        body.get("id"),
        body.get("parent"),
        body.get("mark"),
        body.get("numbered", False),
        tuple(fields),
    )


def _tree(arrays: frozenset[tuple[str, ...]], tables: tuple[Rows, ...]) -> Tree:
    """Nest all mapped paths; `ocid` is read as JSON, so that a number is not taken for text."""
    tree: Tree = {"ocid": "JSON", "id": "VARCHAR", "date": "VARCHAR", "tag": ["VARCHAR"]}
    for rows in tables:
        if rows.id:  # and that of every array around it: their ids begin its key
            around = [rows.each[:n] for n in range(1, len(rows.each)) if rows.each[:n] in arrays]
            for path in (*around, rows.each):
                _plant(tree, (*path, "id"), "VARCHAR", arrays)
        for field in rows.fields:
            if field.kind == "value":
                continue
            if field.kind == "law":
                for path in PATHS:
                    _plant(tree, path, "VARCHAR", arrays)
                continue
            # Whether an array is there at all is seen of its elements' ids.
            path = (*field.path, "id") if field.kind == "present" else field.path
            leaf = LEAVES.get(field.kind, "VARCHAR")
            _plant(tree, (*rows.each, *path), leaf, arrays)
    return tree


def _plant(
    tree: Tree, path: tuple[str, ...], leaf: str, arrays: frozenset[tuple[str, ...]]
) -> None:
    node = tree
    for depth, name in enumerate(path, start=1):
        here = path[:depth]
        if depth == len(path):
            node.setdefault(name, [leaf] if here in arrays else leaf)
        elif here in arrays:
            node = node.setdefault(name, [{}])[0]
        else:
            node = node.setdefault(name, {})


def read_columns(tree: Tree) -> str:
    """The tree as the `columns` argument of DuckDB's `read_json`."""
    return "{" + ", ".join(f"'{name}': '{_type(node)}'" for name, node in tree.items()) + "}"


def _type(node: Any) -> str:
    if isinstance(node, list):
        return f"{_type(node[0])}[]"
    if isinstance(node, dict):
        return "STRUCT(" + ", ".join(f'"{name}" {_type(part)}' for name, part in node.items()) + ")"
    return str(node)


def selects(zone: str, wanted: Wanted = None) -> Iterator[tuple[str, str]]:
    """Each table with the query over `ocds_release` (releases with `tender_id`, `position` and where read `law`)."""
    for rows in tables_read(wanted):
        columns = [column for field in rows.fields for column in _columns(field, zone)]
        if not rows.each:
            head = ["tender_id", "ocid as contracting_process_id", "position"]
            yield rows.table, f"select {', '.join(head + columns)} from ocds_release o"
            continue
        head = ["tender_id", f"{_key(rows.mark, rows.numbered)} as {rows.id}", "position"]
        if rows.parent:
            head.append(f"parent_id as {rows.parent}")
        law = ", law" if any(field.kind == "law" for field in rows.fields) else ""
        yield rows.table, f"select {', '.join(head + columns)} from ({_unnested(rows.each, law)})"


def _columns(field: Field, zone: str) -> Iterator[str]:
    """The column; for an instant also its local date, and whether only the day is known."""
    yield f"{_value(field, zone)} as {field.column}"
    if field.kind == "instant":
        local = f"timezone('{zone}', timezone('UTC', {field.column}))"
        yield f"cast({local} as date) as {local_date_of(field.column)}"
    if field.kind == "instant" and field.date_only:
        # An instant that could be read is ten characters long only where it is a plain date.
        is_day = f"length({_access('o', field.path)}) = 10"
        yield f"case when {field.column} is not null then {is_day} end as {field.date_only}"


def _key(mark: str | None = None, numbered: bool = False) -> str:
    """A key for the whole table: the parent's, then the published id, else the place in the array.

    A mark keeps apart rows of one table that come from several arrays of one parent. Where the published id may be a
    person's, rows are numbered by their place.
    """
    between = f"/{mark}/" if mark else "/"
    own = "'#' || position" if numbered else "coalesce(o.id, '#' || position)"
    return f"parent_id || '{between}' || {own}"


def _unnested(path: tuple[str, ...], more: str = "") -> str:
    """One row for each element of the array at `path`, which may lie inside another array.

    `more` names columns of the release that an array of its own takes along.
    """
    arrays = mapping().arrays
    outer = next((path[:n] for n in range(1, len(path)) if path[:n] in arrays), None)
    if outer is None:
        array = _access("o", path)
        return (
            f"select tender_id, tender_id as parent_id, unnest({array}) as o, "
            f"generate_subscripts({array}, 1) as position{more} from ocds_release o"
        )
    array = _access("o", path[len(outer) :])
    return (
        f"select tender_id, {_key()} as parent_id, unnest({array}) as o, "
        f"generate_subscripts({array}, 1) as position from ({_unnested(outer)})"
    )


def _access(root: str, path: tuple[str, ...]) -> str:
    return ".".join([root, *(f'"{name}"' for name in path)])


def _value(field: Field, zone: str) -> str:
    if field.kind == "value":
        return f"'{field.code}'"
    if field.kind == "law":
        return "law"
    place = _access("o", field.path)
    first = _access("o", field.path[:1])
    if field.kind == "number":
        return finite(place)
    if field.kind == "fraction":
        return percent(finite(place))
    if field.kind == "instant":
        return instant(place, zone)
    if field.kind == "present":
        return f"{place} is not null"
    if field.kind == "code":
        return f"{place} = '{field.code}'"
    if field.kind == "key":
        return f"tender_id || '/' || {place}"
    if field.kind == "only":
        element = ".".join([f"{first}[1]", *(f'"{name}"' for name in field.path[1:])])
        return f"case when len({first}) = 1 then {element} end"
    if field.kind == "list":
        element = _access("e", field.path[1:])
        return f"[{element} for e in {first} if {element} is not null]"
    return place


def finite(place: str) -> str:
    """A JSON number as double; null for text, true and false, and what is too large."""
    number = f"try_cast({place}::varchar as double)"
    return f"case when isfinite({number}) then {number} end"


def percent(share: str) -> str:
    """A share as a percentage. The shareholders extension has it between 0 and 1; some publish percentages instead.

    A source in which any share is above 1 cannot mean fractions, so all of it is read as percentages.
    """
    return f"case when max({share}) over () > 1 then {share} else round({share} * 100, 9) end"


def instant(place: str, zone: str) -> str:
    """An instant as naive UTC; a plain date is midnight in `zone`; anything else is null.

    RFC 3339 wants an offset: a time of day without one could be any instant within a day, and is not guessed.
    """
    midnight = f"timezone('{zone}', try_cast({place} as timestamp))"
    return (
        f"case when regexp_full_match({place}, '{RFC3339}') "
        f"then make_timestamp(epoch_us(try_cast(upper({place}) as timestamptz))) "
        f"when regexp_full_match({place}, '{PLAIN_DATE}') "
        f"then make_timestamp(epoch_us({midnight})) end"
    )

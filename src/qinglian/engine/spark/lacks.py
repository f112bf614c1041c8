"""Why subjects of a formula could not be decided, as `engine.missing` has it, as an expression that runs anywhere."""

from collections.abc import Iterator, Mapping

import ibis
from ibis import Table

from qinglian.engine.dataset import Dataset
from qinglian.engine.missing import Group
from qinglian.engine.part import reach
from qinglian.engine.process.script import Expression
from qinglian.model.check import Check

LACK = "lack"


def lacks(dataset: Dataset, check: Check, bound: Mapping[str, Table], undecided: Table) -> Table:
    """The check's key of each undecided subject, and by `lack` the name of what it lacked, one row each.

    `bound` are the tables as the check sees them; `undecided` has each key once.
    """
    keys = list(check.key)
    nobody_has: list[str] = []
    parts: list[Table] = []
    for name, columns in check.decisive.items():
        if not columns:  # a table that only helps is no lack
            continue
        if not dataset.has(name):
            nobody_has.append(name)
            continue
        own = [key for key in keys if key in bound[name].columns]
        groups = [Group(name, one_of, dataset) for one_of in columns if not {*one_of} & {*own}]
        nobody_has += [said for group in groups if not group.had for said in group.names]
        rows = _rows_of(check, bound, name, own, undecided)
        if rows is not None:
            parts += _empty_cells(keys, name, [group for group in groups if group.had], rows)
        if check.scope != "case":
            parts += [_nobodys(bound[name], name, key, undecided) for key in own]
    parts += [_named(undecided, said) for said in dict.fromkeys(nobody_has)]
    if not parts:
        return _named(undecided.filter(ibis.literal(False)), "")
    return ibis.union(*parts, distinct=True) if len(parts) > 1 else parts[0].distinct()


def _rows_of(
    check: Check, bound: Mapping[str, Table], name: str, own: list[str], undecided: Table
) -> Table | None:
    """Undecided subjects beside their rows of a table, as `t_<column>`, `there` where there is one."""
    rows = bound[name].rename(lambda column: f"t_{column}").mutate(there=ibis.literal(True))
    if own:
        return undecided.left_join(rows, [undecided[key] == rows[f"t_{key}"] for key in own])
    way = reach(check)
    if way is None or way.home is None or name not in way.columns:
        return None
    if way.key not in bound[way.home].columns:
        return None
    column = way.columns[name]
    home = bound[way.home]
    home = home.select(h_key=ibis.coalesce(home[way.key], home[column]), h_row=home[column])
    homes = undecided.left_join(home, undecided[way.key] == home.h_key)
    return homes.left_join(rows, homes.h_row == rows[f"t_{column}"])


def _empty_cells(keys: list[str], name: str, groups: list[Group], rows: Table) -> Iterator[Table]:
    """Subjects that have no row of the table, and those one of whose rows has an empty column."""
    asked: dict[str, Expression] = {"none": rows.there.isnull().all()}
    for place, group in enumerate(groups):
        empty = [rows[f"t_{column}"].isnull() for column in group.had]
        whole: Expression = ibis.and_(rows.there.fill_null(False), *empty)
        asked[f"empty_{place}"] = whole.any()
    found = rows.group_by(keys).aggregate(**asked)
    yield _named(found.filter(found.none).select(keys), name)
    for place, group in enumerate(groups):
        concerned = found.filter(found[f"empty_{place}"]).select(keys)
        yield from (_named(concerned, said) for said in group.names)


def _nobodys(rows: Table, name: str, key: str, undecided: Table) -> Table:
    """Every undecided subject, where some row of the table names none."""
    empty = rows.filter(rows[key].isnull())
    some = empty.aggregate(some=empty.count())
    some = some.filter(some.some > 0)
    return _named(undecided.cross_join(some).select(undecided.columns), f"{name}.{key}")


def _named(rows: Table, said: str) -> Table:
    return rows.mutate(**{LACK: ibis.literal(said, "string")})

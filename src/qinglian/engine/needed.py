"""Columns that the chosen rules look at, so that a source may leave the others where they are."""

from collections.abc import Iterable

from qinglian.engine.catalog import check as find_check
from qinglian.model.errors import QinglianError
from qinglian.model.rule import Rule
from qinglian.model.table import tables

ALWAYS = ("unit_id", "unit_name", "buyer_name", "procuring_entity_name")
"""Read wherever they are: what reports name units by."""
DERIVED = ("_day", "_wd", "_on", "_at")


def needed(rules: Iterable[Rule]) -> dict[str, frozenset[str]] | None:
    """Stored columns by table. None: all of them, since some rule asks of events, which any ledger may hold."""
    found: dict[str, set[str]] = {}
    for rule in rules:
        try:
            check = find_check(rule.card.check)
        except QinglianError:
            continue
        if check.is_process or "event" in check.reads:
            return None
        for name, columns in check.reads.items():
            dated = [check.dated_by] if check.dated_by else []
            found.setdefault(name, set()).update(ALWAYS, columns, dated)
    return {name: _stored(name, columns) for name, columns in found.items()}


def _stored(table: str, columns: Iterable[str]) -> frozenset[str]:
    """The columns of the dictionary behind day numbers and local dates."""
    own = tables()[table].columns
    names = set(tables()[table].key)
    for column in columns:
        base = column
        for ending in DERIVED:
            base = base.removesuffix(ending)
        names |= {column, f"{base}_at", f"{base}_on"} & own.keys()
    return frozenset(names)

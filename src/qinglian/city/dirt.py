"""
缺与误：记录里本可缺的值，缺上几成。Missing values: what a row can do without is sometimes not filled in.

Keys, the columns a record must have, its steps, money and codes stay (a missing step is a story of its own). The
number of a paper is left out now and then, more seldom than a text, since offices are checked for it: a rule that asks
for the paper then speaks, as it would of a real ledger. Rows that prove a plant stay whole, for they are judged.
"""

import numpy as np

from qinglian.city.draw import Bools, Draw
from qinglian.city.rows import Rows
from qinglian.model.table import TableSpec

SPARED = ("timestamp", "date", "money", "code", "boolean", "number", "integer", "strings")
PAPERS, SELDOM = ("doc_no", "receipt_no"), 5
"""How the names of numbers of papers end; so many times as seldom as a text is one of them missing."""
KEPT = ("_id", "process", "activity", "regime")
"""How the names of columns end that are never emptied: keys, what a step is, and under which law.

A log is of one process, and nobody leaves that out of single rows.
"""


def judged(spec: TableSpec, rows: Rows, proved: set[tuple[str, str]]) -> Bools:
    """Rows of a table that prove a plant."""
    mine = {key for table, key in proved if table == spec.name}
    return np.array([str(key) in mine for key in rows[spec.key[0]].tolist()], dtype=bool)


def scatter(
    spec: TableSpec, rows: Rows, draw: Draw, per_mille: int, proved: set[tuple[str, str]]
) -> None:
    """Empty a share of the free texts, identities and numbers of papers of one table."""
    if not per_mille or not len(rows):
        return
    kept = judged(spec, rows, proved)
    for name in sorted(rows):
        column = spec.columns[name]
        if name in spec.key or column.required or column.type in SPARED or name.endswith(KEPT):
            continue
        rare = SELDOM if name.endswith(PAPERS) else 1
        missing = (draw.at(name).below(1000 * rare, len(rows)) < per_mille) & ~kept
        if missing.any():
            held = rows[name].copy()
            held[missing] = None
            rows[name] = held

"""
缺与误：记录里本可缺的值，缺上几成。Missing values: what a row can do without is sometimes not filled in.

Keys, the columns a record must have, its steps, money and codes stay (a missing step is a story of its own), and so
do the numbers of papers, for a step without its paper is one as well; rows that prove a plant stay whole, for they are
judged.
"""

import numpy as np

from qinglian.city.draw import Bools, Draw
from qinglian.city.rows import Rows
from qinglian.model.table import TableSpec

SPARED = ("timestamp", "date", "money", "code", "boolean", "number", "integer", "strings")
KEPT = ("_id", "_doc_no", "receipt_no", "process", "activity", "regime")
"""How the names of columns end that are never emptied: keys, numbers of papers, what a step is, and under which law.

A log is of one process, and nobody leaves that out of single rows.
"""


def judged(spec: TableSpec, rows: Rows, proved: set[tuple[str, str]]) -> Bools:
    """Rows of a table that prove a plant."""
    mine = {key for table, key in proved if table == spec.name}
    return np.array([str(key) in mine for key in rows[spec.key[0]].tolist()], dtype=bool)


def scatter(
    spec: TableSpec, rows: Rows, draw: Draw, per_mille: int, proved: set[tuple[str, str]]
) -> None:
    """Empty a share of the free texts and identities of one table."""
    if not per_mille or not len(rows):
        return
    kept = judged(spec, rows, proved)
    for name in sorted(rows):
        column = spec.columns[name]
        if name in spec.key or column.required or column.type in SPARED or name.endswith(KEPT):
            continue
        missing = draw.at(name).chance(per_mille, len(rows)) & ~kept
        if missing.any():
            held = rows[name].copy()
            held[missing] = None
            rows[name] = held

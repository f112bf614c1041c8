"""How complete the data are against a population that is known: contracts without any tender record, and the like."""

from typing import Any

from qinglian.engine.backends.duckdb import quoted
from qinglian.engine.dataset import Dataset
from qinglian.model.table import tables

POPULATIONS = (
    ("contract", "tender_id", "tender"),
    ("award", "tender_id", "tender"),
    ("tender", "tender_id", "bid"),
    ("payment", "contract_id", "contract"),
    ("amendment", "contract_id", "contract"),
    ("tender", "project_id", "project"),
)
"""Table, its column, and the table in which each of its values should be found."""


def completeness(dataset: Dataset) -> list[dict[str, Any]]:
    """For each pair of tables that both came in: how many rows there are, and how many have no counterpart.

    A row whose own reference is empty has none either: it cannot be followed.
    """
    found = []
    for table, column, other in POPULATIONS:
        if not (dataset.has(table, column) and dataset.has(other, column)):
            continue
        row = dataset.con.execute(
            f"""select count(*), count(*) filter (where t.{quoted(column)} is null or o.id is null)
            from {quoted(table)} t left join (select distinct {quoted(column)} id from {quoted(other)}) o
            on t.{quoted(column)} = o.id"""
        ).fetchall()[0]
        own, theirs = tables()[table].title, tables()[other].title
        found.append(
            {
                "table": table,
                "of": other,
                "column": column,
                "rows": row[0],
                "without": row[1],
                "zh": f"{row[0]} 行“{own.zh}”中，有 {row[1]} 行找不到对应的“{theirs.zh}”记录",
                "en": f"Of {row[0]} rows of {own.en}, {row[1]} have no record in {theirs.en}",
            }
        )
    return found

"""
来源登不登载这一类记录。Whether a source carries a kind of record at all.

What is missing from one process says something only where others of the same source have it: at least `minimum_count`
processes, of the same peers where they are named. Below that nothing is concluded: most publishers leave whole
sections of the standard out.

A source is told by the prefix of its ocids, which the standard gives to one publisher; processes without an ocid, as
ledgers have them, are of one source together. So what a portal publishes says nothing about a ledger beside it.
"""

from collections.abc import Sequence
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._procurement import KEY, cite_tenders
from qinglian.model.check import Param
from qinglian.model.text import Text

CARRIED = {
    "minimum_count": Param(
        int,
        Text(
            "至少这么多个过程有这类记录，缺的才算缺",
            "processes that must have such a record before its lack says anything",
        ),
        required=True,
        minimum=1,
    )
}


PREFIX = 11
"""Characters of `ocds-213czf`."""


def publisher(process: Any) -> Any:
    """Whose process it is, by the prefix of its ocid; empty where it has none."""
    return process.startswith("ocds-").ifelse(process.left(PREFIX), "")


def carried(rows: Table, has: Any, groups: Sequence[str], minimum_count: int) -> Any:
    """Whether enough of the peers of each row, of one publisher, have the record; unknown peers are none."""
    of = ibis.window(group_by=[*groups, publisher(rows[KEY])])
    found = has.cast("int64").sum().over(of) >= minimum_count
    for name in groups:
        found = found & rows[name].notnull()
    return found


def cite_rows(flagged: Table, tender: Table, rows: Table, table: str, row_id: str) -> Table:
    """Evidence: rows of a table, which carry the process, and the tenders themselves."""
    cited = rows.select(
        KEY,
        table=ibis.literal(table),
        row_id=rows[row_id],
        role=ibis.literal("procuring_entity"),
        party_id=ibis.null("string"),
    )
    return cited.union(cite_tenders(flagged, tender))

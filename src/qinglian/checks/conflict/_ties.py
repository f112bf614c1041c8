"""
关联关系成双。Relations as ties between two sides, both ways round.

有起止日期的，开标之日须在其间；没有日期的视为仍在。控股只认持股达到规则卡所定比例的：比例不明的只是可能。
Where a relation has days, the day of opening must lie between them; without any it is taken to stand. A holding
counts from the share on the card; one of unknown share only may.
"""

from collections.abc import Sequence
from typing import Any

import ibis
from ibis import Table

RELATION = ("relation_id", "kind", ("from_id", "from_person_id_no"), ("to_id", "to_person_id_no"))
RELATION_HELPS = (
    "from_id", "to_id", "from_person_id_no", "to_person_id_no", "share", "from_on", "to_on",
)  # fmt: skip


def ties(relation: Table, kinds: Sequence[str], *, holding_percent: float = 0) -> Table:
    """Relations of these kinds, both ways: `one` and `one_person` to `other` and `other_person`, `sure` or possible."""
    kept = relation.filter(relation.kind.isin(kinds))
    big = (kept.share >= holding_percent) if holding_percent > 0 else ibis.literal(True)
    kept = kept.mutate(sure=(kept.kind == "holding").ifelse(big, True))
    kept = kept.filter(kept.sure.fill_null(True))
    ends = ("from", "to"), ("to", "from")
    both = [
        kept.select(
            row_id="relation_id",
            kind="kind",
            one=f"{a}_id",
            one_person=f"{a}_person_id_no",
            other=f"{b}_id",
            other_person=f"{b}_person_id_no",
            since="from_on",
            until="to_on",
            sure=kept.sure.fill_null(False),
        )
        for a, b in ends
    ]
    return ibis.union(*both)


def standing(rows: Table, day: Any) -> Any:
    """Whether a tie stood on a day; null where a day that decides is not known."""
    begun = rows.since.isnull() | (rows.since <= day)
    going = rows.until.isnull() | (rows.until >= day)
    return begun & going

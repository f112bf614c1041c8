"""
By which lawful way a ledger row may be measured. 台账行的计量依据：正常验收、逾期未到场自行覆盖、事后证明。

What the rooms above ask: `way_of(row)`, `covered(row)`. A row that covers nothing needs no way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from qinglian.web.bills.models import LedgerRow
from qinglian.web.concealed.models import Acceptance, Covers
from qinglian.web.concealed.states import Kind


@dataclass(frozen=True, slots=True)
class Way:
    """One way: its kind, the acceptance it stands on, since when, and where that is shown."""

    kind: str
    label: str
    acceptance: Acceptance
    at: datetime
    url: str


def ways_of(rows: Iterable[LedgerRow]) -> dict[int, Way]:
    """The way of each row that has one, by its key in the database; one query. The best kind counts, then the first."""
    order = {kind.value: place for place, kind in enumerate(Kind)}
    lines = Covers.objects.filter(row__in=[one.pk for one in rows]).exclude(acceptance__way="")
    found: dict[int, Way] = {}
    for line in lines.select_related("acceptance").order_by("acceptance__way_at", "pk"):
        one = line.acceptance
        before = found.get(line.row_id)
        if one.way_at and (before is None or order[one.way] < order[before.kind]):
            found[line.row_id] = Way(
                one.way, str(Kind(one.way).label), one, one.way_at, one.get_absolute_url()
            )
    return found


def way_of(row: LedgerRow) -> Way | None:
    """The way by which a row may be measured; None where it has none."""
    return ways_of([row]).get(row.pk)


def covered(row: LedgerRow) -> bool:
    """Whether a row may be measured as far as concealed work is concerned: it covers nothing, or it has a way."""
    return not row.covers or way_of(row) is not None

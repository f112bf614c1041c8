"""Penalty cases of the authorities, from the clue to closing; inspections of firms; payments from the treasury."""

from qinglian.city.enforcement.ledger import write
from qinglian.city.enforcement.story import tell
from qinglian.city.plant import Field

FIELD = Field(
    name="enforcement",
    main="penalty",
    subject="penalty",
    key="penalty_id",
    table="penalty",
    tell=tell,
    write=write,
)

"""Duties handed down level by level, done well, badly, late or on paper only, with their evidence: two years."""

from qinglian.city.duties.ledger import write
from qinglian.city.duties.story import tell
from qinglian.city.plant import Field

FIELD = Field(
    name="duties",
    main="turn",
    subject="duty_turn",
    key="turn_id",
    table="duty_turn",
    tell=tell,
    write=write,
)

"""Permit cases of the service hall: received, accepted, reviewed, decided, delivered, published."""

from qinglian.city.approvals.ledger import write
from qinglian.city.approvals.story import tell
from qinglian.city.plant import Field

FIELD = Field(
    name="approvals",
    main="permit",
    subject="permit",
    key="permit_id",
    table="permit",
    tell=tell,
    write=write,
)

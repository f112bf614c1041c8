"""Disclosure of government information: published of one's own, on request, and the yearly reports."""

from qinglian.city.disclosure.ledger import write
from qinglian.city.disclosure.story import tell
from qinglian.city.plant import Field

FIELD = Field(
    name="disclosure",
    main="disclosure",
    subject="disclosure",
    key="disclosure_id",
    table="disclosure",
    tell=tell,
    write=write,
)

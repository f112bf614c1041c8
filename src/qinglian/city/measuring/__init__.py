"""Sections with a bill, a ledger of parts and two sheets of measurement, each line signed three times."""

from qinglian.city.measuring.story import tell, write
from qinglian.city.plant import Field

FIELD = Field(
    name="measuring",
    main="section",
    subject="section",
    key="section_id",
    table="section",
    tell=tell,
    write=write,
)

"""Sections of road works: people and wages, subcontracts, materials, tests and pictures, checks of performance."""

from qinglian.city.plant import Field
from qinglian.city.works.ledger import write
from qinglian.city.works.story import tell

FIELD = Field(
    name="works",
    main="section",
    subject="section",
    key="section_id",
    table="wage_account",
    tell=tell,
    write=write,
)

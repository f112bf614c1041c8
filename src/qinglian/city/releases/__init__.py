"""Contracting processes of a neighbouring portal, published as open contracting data (OCDS)."""

from qinglian.city.plant import Field
from qinglian.city.releases.ledger import write
from qinglian.city.releases.ocds import FILED, files
from qinglian.city.releases.story import tell

FIELD = Field(
    name="releases",
    main="process",
    subject="contracting_process",
    key="tender_id",
    table="tender",
    tell=tell,
    write=write,
    files=files,
    filed=FILED,
)

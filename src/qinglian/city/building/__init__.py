"""Projects of works from the feasibility study to the final acceptance, with payments, variations, work zones."""

from qinglian.city.building.ledger import write
from qinglian.city.building.story import tell
from qinglian.city.plant import Field

FIELD = Field(
    name="building",
    main="project",
    subject="project",
    key="project_id",
    table="project",
    tell=tell,
    write=write,
)

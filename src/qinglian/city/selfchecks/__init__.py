"""Self-checks of units, and what inspections, alerts, look-backs and audits found afterwards: two years."""

from qinglian.city.plant import Field
from qinglian.city.selfchecks.story import tell, write

FIELD = Field(
    name="selfchecks",
    main="self_check",
    subject="self_check",
    key="self_check_id",
    table="self_check",
    tell=tell,
    write=write,
)

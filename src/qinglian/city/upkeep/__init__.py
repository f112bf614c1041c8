"""Upkeep of roads: patrols, defects, work orders with three pictures, condition by year, vehicles by the day."""

from qinglian.city.plant import Field
from qinglian.city.upkeep.ledger import write
from qinglian.city.upkeep.story import tell

FIELD = Field(
    name="upkeep",
    main="order",
    subject="work_order",
    key="work_order_id",
    table="work_order",
    tell=tell,
    write=write,
)

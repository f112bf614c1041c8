"""Works, goods and services tendered under the Bidding Law: from the approval of the project to the contract."""

from qinglian.city.plant import Field
from qinglian.city.tendering.story import tell, write

FIELD = Field(
    name="tendering",
    main="tender",
    subject="tender",
    key="tender_id",
    table="tender",
    tell=tell,
    write=write,
)

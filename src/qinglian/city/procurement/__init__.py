"""Government purchases: intent, documents, evaluation, award, contract, acceptance, payment, challenge, archive."""

from qinglian.city.plant import Field
from qinglian.city.procurement.story import tell, write

FIELD = Field(
    name="procurement",
    main="purchase",
    subject="tender",
    key="tender_id",
    table="tender",
    tell=tell,
    write=write,
)

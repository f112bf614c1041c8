"""Rule documents, major decisions and policy measures: drafted, heard, reviewed, deliberated, issued, filed."""

from qinglian.city.plant import Field
from qinglian.city.policy.ledger import write
from qinglian.city.policy.story import tell

FIELD = Field(
    name="policy",
    main="policy",
    subject="policy",
    key="policy_id",
    table="policy",
    tell=tell,
    write=write,
)

"""
联系方式。How parties can be reached: telephone, e-mail and street address, as each process lists them.

Telephones and e-mail addresses are compared in their hashed form, addresses without blanks and in capitals, with the
postal code. A party is named by the id that bids and awards use.
"""

from collections.abc import Sequence
from typing import Any

import ibis
from ibis import Table

from qinglian.model.check import Param
from qinglian.model.text import Text

KINDS = ("phone", "email", "address")
PARTY = ("party_id", "roles", KINDS)
HELPS = ("organization_id", "tender_id", "postal_code")
BIDDING = ("tenderer", "supplier")
BUYING = ("buyer", "procuringEntity", "procurementOfficer", "centralPurchasingBody")

WHAT = {
    "contacts": Param(
        list,
        Text(
            "比较哪些：phone 电话、email 邮箱、address 地址",
            "what to compare: phone, email, address",
        ),
        default=["phone", "email", "address"],
    )
}


def contacts_of(party: Table, kinds: Sequence[str]) -> Table:
    """One row for each contact of a party: `party_row`, `organization`, `tender_id`, `roles`, `kind`, `contact`."""
    parts = [
        party.select(
            "tender_id",
            "roles",
            party_row="party_id",
            organization=party.organization_id.coalesce(party.party_id),
            kind=ibis.literal(kind),
            contact=_plain(party, kind),
        )
        for kind in kinds
    ]
    rows = parts[0] if len(parts) == 1 else ibis.union(*parts)
    return rows.filter(rows.contact.notnull(), rows.contact != "")


def reached(party: Table, kinds: Sequence[str]) -> Table:
    """One row a party, with its contacts beside each other, null where it has none of a kind."""
    return party.select(
        "tender_id",
        party_row="party_id",
        organization=party.organization_id.coalesce(party.party_id),
        **{kind: _plain(party, kind).nullif("") for kind in kinds},
    )


def _plain(party: Table, kind: str) -> Any:
    if kind != "address":
        return party[kind]
    # A postal code alone is no address; a street without its code is compared as it stands.
    street = party.address.upper().replace(" ", "")
    return street + "|" + party.postal_code.fill_null("").replace(" ", "")


def plays(rows: Table, roles: Sequence[str]) -> Any:
    """Whether a party has one of these roles."""
    answer: Any = ibis.literal(False)
    for role in roles:
        answer = answer | rows.roles.contains(role).fill_null(False)
    return answer


def without_contact(party: Table, roles: Sequence[str], kinds: Sequence[str]) -> Table:
    """Of each tender: how many parties in these roles there are, and how many of them have no contact at all."""
    mine = party.filter(plays(party, roles))
    reachable: Any = ibis.literal(False)
    for kind in kinds:
        reachable = reachable | mine[kind].notnull()
    return mine.group_by(in_tender="tender_id").aggregate(
        parties=mine.count(), silent=(~reachable).sum()
    )

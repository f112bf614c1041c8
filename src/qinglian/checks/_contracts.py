"""
合同检查共用的词。Words that the checks of contracts share.

A cancelled contract never came about and is not asked. Money is compared within one currency; ledgers in yuan have it
in `amount_yuan`. The unit is the procuring entity or buyer of the tender, else the one that the contract names.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._procurement import money, price

UNIT = ("buyer_id", "procuring_entity_id")
"""Columns of a tender that tell who answers for it."""
CONTRACT = ("tender_id", "unit_id", "buyer_id", "status")
"""Columns of a contract that help every check of contracts."""
SUM = (("amount", "amount_yuan"), ("currency", "amount_yuan"))
"""Columns without which a sum is not known."""
SIGNED = ("active", "terminated")


def entered(contract: Table, tender: Table, *more: str) -> Table:
    """Contracts that were not cancelled, with `unit`, `price`, `money` and the columns in `more`."""
    # A tender begun anew has a row for each round, and its contracts are entered once all the same.
    body = tender.procuring_entity_id.coalesce(tender.buyer_id)
    bodies = tender.group_by(of_tender="tender_id").aggregate(body=body.max())
    rows = contract.left_join(bodies, [("tender_id", "of_tender")])
    # Filtered after the join, so that the result is a table of its own and further joins do not reach into this one.
    rows = rows.filter(~(rows.status == "cancelled").fill_null(False))
    has_money = "amount" in contract.columns
    return rows.select(
        "contract_id",
        "tender_id",
        *more,
        unit=rows.body.coalesce(rows.unit_id, rows.buyer_id),
        price=price(rows) if has_money else ibis.null("float64"),
        money=money(rows) if has_money else ibis.null("string"),
    )


def of_awards(contracts: Table) -> Table:
    """Of each award: the sum of its contracts, null where one is not known or in another currency, and how many."""
    named = contracts.filter(contracts.award_id.notnull())
    sums = named.group_by(of_award="award_id").aggregate(
        contracts=named.count(),
        unknown=(named.price.isnull() | named.money.isnull()).max(),
        least=named.money.min(),
        most=named.money.max(),
        total=named.price.sum(),
        contract_unit=named.unit.max(),
    )
    one = ~sums.unknown & (sums.least == sums.most)
    return sums.select(
        "of_award",
        "contracts",
        "contract_unit",
        contract_sum=one.ifelse(sums.total, ibis.null("float64")),
        contract_money=one.ifelse(sums.least, ibis.null("string")),
    )


def amended(amendment: Table) -> Table:
    """Of each contract: how many `amendments` it has, and their sum where each one is known in one currency."""
    rows = amendment.mutate(price=price(amendment), money=money(amendment))
    found = rows.group_by(of_contract="contract_id").aggregate(
        amendments=rows.amendment_id.nunique(),
        unknown=(rows.price.isnull() | rows.money.isnull()).max(),
        least=rows.money.min(),
        most=rows.money.max(),
        total=rows.price.sum(),
    )
    one = ~found.unknown & (found.least == found.most)
    return found.select(
        "of_contract",
        "amendments",
        added=one.ifelse(found.total, ibis.null("float64")),
        added_money=one.ifelse(found.least, ibis.null("string")),
    )


def cite(
    rows: Table, *key: str, table: str, row_id: Any, role: str = "case", party: Any = None
) -> Table:
    """Evidence: rows of a table, each with the party concerned where there is one."""
    return rows.select(
        *key,
        table=ibis.literal(table),
        row_id=row_id,
        role=ibis.literal(role),
        party_id=ibis.null("string") if party is None else party,
    )


def cite_contracts(flagged: Table, contract: Table) -> Table:
    """Evidence: the contract itself, with its supplier where the ledger names one."""
    rows = contract.semi_join(flagged, "contract_id")
    return cite(
        rows,
        "contract_id",
        table="contract",
        row_id=rows.contract_id,
        role="supplier",
        party=rows.supplier_id,
    )


def cite_award(flagged: Table, award: Table, contract: Table) -> Table:
    """Evidence: the award with its suppliers, and its contracts."""
    mine = award.semi_join(flagged, "award_id")
    ids = (mine.supplier_ids.length() > 0).ifelse(mine.supplier_ids, ibis.array([mine.supplier_id]))
    each = mine.select("award_id", party=ids.unnest())
    signed = contract.semi_join(flagged, "award_id")
    return ibis.union(
        cite(
            each, "award_id", table="award", row_id=each.award_id, role="supplier", party=each.party
        ),
        cite(signed, "award_id", table="contract", row_id=signed.contract_id),
    )


def counted(contracts: Table, amendment: Table) -> Table:
    """Contracts with `amendments`, `added` (as in `amended`), and `none`: whether it is known that there are none.

    That is so where the source gives an empty list, or the unit has published amendments of another contract.
    """
    named = contracts.filter(contracts.unit.notnull()).select("contract_id", publisher="unit")
    publishers = named.semi_join(amendment, "contract_id").select("publisher").distinct()
    rows = contracts.left_join(amended(amendment), [("contract_id", "of_contract")])
    rows = rows.left_join(publishers, [("unit", "publisher")])
    told = rows.publisher.notnull() | rows.amendments_recorded.fill_null(False)
    return rows.select(
        *contracts.columns,
        "amendments",
        "added",
        "added_money",
        none=rows.amendments.isnull() & told,
    )

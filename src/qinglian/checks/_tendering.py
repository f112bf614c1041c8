"""
招标投标各检查共用的词。Words that the checks of tenders share.

流标后以同一编号重新招标的，各轮各成一行；标段、轮次有一方没有写明的，不据此区分。
A tender held again under its number has a row each round. Where one side does not name lot or round, they do not part.
"""

from typing import Any

import ibis
from ibis import Table

UNIT = ("unit_id", "procuring_entity_id", "buyer_id")
"""Columns of a tender that tell who answers for it."""
TENDERED = ("open", "selective")
"""Methods that the law on tendering calls tenders; the others are purchases of another kind."""
LAW = ("regime", "category", "method")
"""Columns of a tender that tell which law it follows."""
CONTRACT_LAW = ("regime", "contract_type", "method", "tender_id")
"""Columns of a contract that tell which law it follows, or lead to the tender that does."""
FAILED = ("unsuccessful", "cancelled")
ELSEWHERE = ("other", "outside")
"""Regimes that neither law governs: other trade, and purchases outside the mainland."""


def agree(a: Table, b: Table, *columns: str) -> list[Any]:
    """Rows of which these columns do not say that they belong apart."""
    return [a[name].isnull() | b[name].isnull() | (a[name] == b[name]) for name in columns]


def answers_for(table: Table) -> Any:
    """The unit that answers for a tender or a contract: its own column, else the procuring entity or the buyer."""
    names = ("unit_id", "procuring_entity_id", "buyer_id")
    return ibis.coalesce(*(table[name] for name in names if name in table.columns))


def cite_tenders(flagged: Table, tender: Table) -> Table:
    """The flagged tenders themselves, each with its procuring entity."""
    rows = flagged.select("tender_id").join(tender, "tender_id")
    return rows.select(
        "tender_id",
        table=ibis.literal("tender"),
        row_id=rows.tender_id,
        role=ibis.literal("procuring_entity"),
        party_id=rows.procuring_entity_id.coalesce(rows.buyer_id),
    )


def one_each(rows: Table, key: str) -> Table:
    """One answer a subject that was asked several times: a breach decides, then what is not known.

    `rows` has the key, `value`, `flagged` and where known `unit_id`; the value is that of the row that decides, the
    least of several.
    """
    unit = {"unit_id": rows.unit_id.max()} if "unit_id" in rows.columns else {}
    grouped = rows.group_by(key).aggregate(
        broken=rows.flagged.fill_null(False).any(),
        unsure=rows.flagged.isnull().any(),
        of_broken=rows.value.min(where=rows.flagged.fill_null(False)),
        of_unsure=rows.value.min(where=rows.flagged.isnull()),
        least=rows.value.min(),
        **unit,
    )
    return grouped.select(
        key,
        *unit,
        value=ibis.cases(
            (grouped.broken, grouped.of_broken),
            (grouped.unsure, grouped.of_unsure),
            else_=grouped.least,
        ),
        flagged=ibis.cases(
            (grouped.broken, True), (grouped.unsure, ibis.null("boolean")), else_=False
        ),
    )


def tendered(table: Table) -> Table:
    """Tenders proper: of a method that the law on tendering knows, or of an unknown one."""
    kept = table.filter(table.method.isin(TENDERED) | table.method.isnull())
    return under_tendering(kept)


def under_tendering(rows: Table) -> Table:
    """All but those known to follow another law: government purchases, save works by tender, other trade, abroad."""
    works = (rows.category == "works") & rows.method.isin(TENDERED)
    bought = (rows.regime == "procurement") & ~works.fill_null(False)
    return rows.filter(~(bought | rows.regime.isin(ELSEWHERE)).fill_null(False))


def not_elsewhere(rows: Table, tender: Table) -> Table:
    """Rows that belong to tenders, but for those whose tender is known to be none under the law on tendering.

    A row whose tender is not on record stays: which law it follows is not known.
    """
    elsewhere = tender.anti_join(tendered(tender), "tender_id")
    return rows.anti_join(elsewhere, "tender_id")


def with_law(contract: Table, tender: Table) -> Table:
    """Contracts with `regime`, `category` and `method`: their own, else those of their tender."""
    told = tender.group_by(of_tender="tender_id").aggregate(
        tender_regime=tender.regime.max(),
        tender_category=tender.category.max(),
        tender_method=tender.method.max(),
    )
    rows = contract.left_join(told, contract.tender_id == told.of_tender)
    known = rows.mutate(
        regime=rows.regime.coalesce(rows.tender_regime),
        category=rows.contract_type.coalesce(rows.tender_category),
        method=rows.method.coalesce(rows.tender_method),
    )
    return known.drop(*told.columns)


def unless_mandatory(table: Table, flagged: Any) -> Any:
    """A breach of what binds mandatory tenders only: none where the tender is known not to be one."""
    return ibis.cases((~table.mandatory, False), else_=flagged)

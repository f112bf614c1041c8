"""
政府采购检查共用的词。Words that the checks of government procurement share.

一行采购适用何法，与过程一样看：载明适用制度的从其载明；没有载明而方式是谈判、磋商、询价的，是政府采购；其余不知道。
政府采购工程招标的，程序适用招标投标法（采购法实施条例第七条）。
Which law governs a purchase is read as its process is: what is stated holds; without it negotiation, consultation
and quotation are government procurement, and of the rest it is not known. Works bought by tender follow the law
of tendering.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import ibis
from ibis import Table

from qinglian.model.check import Param
from qinglian.model.text import Text

LAW = ("regime", "category", "method")
"""Columns of a tender that tell which law governs it."""

AREA = {
    "by_region": Param(
        dict,
        Text(
            "区划代码开头几位 → 当地公开招标数额标准（元）",
            "first digits of the region → local amount for open tender, yuan",
        ),
        default={},
    )
}


def is_procurement(rows: Table) -> Any:
    """Whether a purchase is government procurement, by `regime`, else by `method`; null where it is not known."""
    return ibis.cases(
        (rows.regime.notnull(), rows.regime == "procurement"),
        (rows.method == "limited", True),
        else_=ibis.null("boolean"),
    )


def governed(tender: Table) -> Any:
    """Whether the procurement law governs how a tender is held: all but works bought by tender."""
    works = (tender.category == "works") & tender.method.isin(["open", "selective"])
    return is_procurement(tender) & ~works.fill_null(False)


def asked_of(tender: Table) -> Table:
    """Tenders that are, or may be, governed by the procurement law; `governed` says whether it is known."""
    told = tender.mutate(governed=governed(tender))
    return told.filter(told.governed.fill_null(True))


def way_of(tender: Table) -> Any:
    """The way of purchase that the law names; open and selective tenders are told by `method` alone."""
    tenders = tender.method.cases(("open", "open_tender"), ("selective", "invited_tender"))
    return tender.way.coalesce(tenders)


def contracts_of(contract: Table, tender: Table) -> Table:
    """Contracts that are, or may be, government procurement by their own word or that of their tender."""
    of = tender.group_by(of_tender="tender_id").aggregate(
        tender_regime=tender.regime.max(), tender_method=tender.method.max()
    )
    joined = contract.left_join(of, contract.tender_id == of.of_tender)
    told = joined.mutate(
        regime=joined.regime.coalesce(joined.tender_regime),
        method=joined.method.coalesce(joined.tender_method),
    )
    told = told.mutate(governed=is_procurement(told)).drop(*of.columns)
    return told.filter(told.governed.fill_null(True))


def awarded_under(contract: Table, tender: Table) -> Table:
    """`contracts_of` without works bought by tender: what tender documents ask for there, the law of tendering says."""
    told = contracts_of(contract, tender)
    known = tender.group_by(drawn="tender_id").aggregate(drawn_category=tender.category.max())
    rows = told.left_join(known, told.tender_id == known.drawn)
    works = rows.contract_type.coalesce(rows.drawn_category) == "works"
    held = works & rows.method.isin(["open", "selective"])
    return rows.filter(~held.fill_null(False)).drop(*known.columns)


def open_tender_amount(rows: Table, amount: float, by_region: Mapping[str, float]) -> Any:
    """The amount from which open tender is due in the region of each row: that of the longest code that fits."""
    fitting = sorted(by_region.items(), key=lambda item: (-len(str(item[0])), str(item[0])))
    branches = [(rows.region.startswith(str(code)), float(yuan)) for code, yuan in fitting]
    return ibis.cases(*branches, else_=float(amount)) if branches else ibis.literal(float(amount))


def beyond(part: Any, share: float, whole: Any) -> Any:
    """Whether a sum of money is more than this share of another, to the fen."""
    return (part.cast("float64") - whole.cast("float64") * share).round(2) > 0


def ratio(part: Any, whole: Any) -> Any:
    """A sum as a share of another, null where there is no other."""
    return (whole > 0).ifelse(part.cast("float64") / whole.cast("float64"), ibis.null("float64"))


def said(absent: frozenset[str], table: str, column: Any) -> Any:
    """Whether an entry is there; null where no source had the column, so that its absence says nothing."""
    if f"{table}.{column.get_name()}" in absent:
        return ibis.null("boolean")
    return column.notnull()


def day_before(day: Any, years: int) -> Any:
    """The same day so many years earlier."""
    return day - ibis.interval(months=12 * years)


def still(until: Any, absent: frozenset[str], as_of: date) -> Any:
    """The end of a relation: one without an end, in a register that has ends, still stands."""
    if "relation.to_on" in absent:
        return until
    return until.coalesce(ibis.literal(as_of))


def cite_tender(flagged: Table, tender: Table) -> Table:
    """Evidence: the tender itself, with its buyer."""
    rows = tender.semi_join(flagged, "tender_id")
    return rows.select(
        "tender_id",
        table=ibis.literal("tender"),
        row_id=rows.tender_id,
        role=ibis.literal("buyer"),
        party_id=rows.buyer_id.coalesce(rows.procuring_entity_id),
    )


def cite_contract(flagged: Table, contract: Table) -> Table:
    """Evidence: the contract itself, with its supplier."""
    rows = contract.semi_join(flagged, "contract_id")
    return rows.select(
        "contract_id",
        table=ibis.literal("contract"),
        row_id=rows.contract_id,
        role=ibis.literal("supplier"),
        party_id=rows.supplier_id,
    )

"""
最低报价被否决。The lowest bid was disqualified.

开放采购红旗目录 R036。已有生效的中标；已递交且有报价的投标中最低的一份（并列时先列的一份）被否决，而有效投标中
至少一份有报价。值为 1 表示是，0 表示否。
OCP red flag R036. At least one award is active; of the submitted bids with a price the lowest (the first on a tie) is
disqualified, and at least one valid bid has a price. The value is 1 where that is so, else 0.

Without `currency` all priced bids of the process must be in one currency; none is guessed. Where submitted bids lack
a price and the lowest known one was not disqualified, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    CURRENCY,
    EXCLUDED,
    PRICE_METHODS,
    PRICED,
    TENDER,
    cite_bids,
    cite_tenders,
    flagged_tenders,
    money,
    outcomes,
    per_process,
    price,
    processes,
    recorded,
    submitted,
)
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="最低报价被否决", en="Lowest bid disqualified"),
    subject="contracting_process",
    scope="case",
    needs={
        "tender": ("tender_id",),
        "bid": ("bid_id", "tender_id", "status", *PRICED),
        "award": ("tender_id", "status", "supplier_id"),
    },
    helps={"tender": (*TENDER, "bids_recorded", "awards_recorded"), "bid": ("position",)},
    params={**CURRENCY, **PRICE_METHODS, **EXCLUDED},
    seen=Text(
        "采购过程 {subject_id} 的最低报价被否决",
        "In contracting process {subject_id} the lowest bid was disqualified",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    award: Table,
    *,
    currency: str | None = None,
    price_comparison_procurement_methods: list[str] | None = None,
    no_price_comparison_procurement_methods: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Look at the status of the lowest bid of each awarded process."""
    asked = processes(
        tender,
        "bids_recorded",
        "awards_recorded",
        excluded=excluded_procurement_method_details,
        allowed=price_comparison_procurement_methods,
        denied=no_price_comparison_procurement_methods,
    )
    lowest, ended = _lowest(bid, currency), outcomes(award)
    rows = asked.left_join(lowest, [("tender_id", "of_bids")])
    rows = rows.left_join(ended, [("tender_id", "awarded")])
    rejected = (rows.first_status == "disqualified") & rows.one_currency & (rows.valid > 0)
    nobody_won = (rows.active == 0) | rows.active.isnull()
    awards = recorded(rows.awards_recorded, rows.awarded.notnull())
    bids = recorded(rows.bids_recorded, rows.of_bids.notnull())
    flagged = ibis.cases(
        (rejected & ~nobody_won, True),
        (~awards, ibis.null("boolean")),
        (nobody_won, False),
        (rows.of_bids.isnull() & bids, False),
        ((rows.unpriced == 0) & rows.one_currency, False),
    )
    return per_process(rows, flagged)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    *,
    currency: str | None = None,
    price_comparison_procurement_methods: list[str] | None = None,
    no_price_comparison_procurement_methods: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The lowest bid, and the tender."""
    mine = flagged_tenders(
        flagged,
        tender,
        excluded=excluded_procurement_method_details,
        allowed=price_comparison_procurement_methods,
        denied=no_price_comparison_procurement_methods,
    )
    kept = _submitted(bid.semi_join(mine, "tender_id"), currency)
    kept = kept.filter(kept.usable)
    in_order = ibis.window(group_by="tender_id", order_by=["price", "position"])
    first = kept.mutate(turn=ibis.row_number().over(in_order))
    first = first.filter(first.turn == 0, first.status == "disqualified")
    return cite_bids(first.inner_join(mine, "tender_id")).union(cite_tenders(flagged, tender))


def _submitted(bid: Table, currency: str | None) -> Table:
    """Submitted bids, and whether their price is `usable`: in the currency asked for."""
    kept = bid.filter(submitted(bid))
    kept = kept.select(
        "bid_id", "tender_id", "status", "position", price=price(kept), money=money(kept)
    )
    usable = kept.price.notnull() & kept.money.notnull()
    return kept.mutate(usable=usable if currency is None else usable & (kept.money == currency))


def _lowest(bid: Table, currency: str | None) -> Table:
    """Of each tender: the status of the lowest priced bid, the number of valid ones, and what is missing."""
    kept = _submitted(bid, currency)
    # Engines disagree on where a null stands.
    place = ibis.struct({"price": kept.price, "position": kept.position.fill_null(2**62)})
    return kept.group_by(of_bids="tender_id").aggregate(
        first_status=kept.status.argmin(place, where=kept.usable),
        valid=(kept.usable & (kept.status == "valid")).sum(),
        one_currency=kept.money.min(where=kept.usable) == kept.money.max(where=kept.usable),
        unpriced=(kept.price.isnull() | kept.money.isnull()).sum(),
    )

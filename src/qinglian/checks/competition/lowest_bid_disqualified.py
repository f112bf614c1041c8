"""
最低报价被否决。The lowest bid was disqualified.

开放采购红旗目录 R036。已有生效的中标；已递交且有报价的投标中最低的一份（并列时先列的一份）被否决，而有效投标中至少一份有报价。值为 1
表示是，0 表示否。
OCP red flag R036. At least one award is active; of the submitted bids with a price the lowest (the first on a tie) is
disqualified, and at least one valid bid has a price. The value is 1 where that is so, else 0.

Without `currency` all priced bids of the process must be in one currency; none is guessed. Where submitted bids lack a price and
the lowest known one was not disqualified, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    CURRENCY,
    EXCLUDED,
    KEY,
    PRICE_METHODS,
    TENDER,
    cite_bids,
    cite_tenders,
    flagged_tenders,
    per_process,
    price_compared,
    processes,
    recorded,
    submitted,
    with_price,
)
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="最低报价被否决", en="Lowest bid disqualified"),
    subject="contracting_process",
    scope="case",
    needs={
        "tender": (*TENDER, "bids_recorded", "awards_recorded"),
        "bid": ("bid_id", "tender_id", "status", "amount", "currency", "amount_yuan", "position"),
        "award": ("tender_id", "status"),
    },
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
    asked = price_compared(
        processes(tender, excluded_procurement_method_details),
        price_comparison_procurement_methods,
        no_price_comparison_procurement_methods,
    )
    lowest = _lowest(bid, currency)
    active = award.group_by(of_awards=award.tender_id).aggregate(
        active=(award.status == "active").fill_null(False).max()
    )
    rows = asked.left_join(lowest, asked.tender_id == lowest.of_bids)
    rows = rows.left_join(active, rows.tender_id == active.of_awards)
    rejected = (rows.first_status == "disqualified") & rows.one_currency & (rows.valid > 0)
    flagged = ibis.cases(
        (rejected & rows.active, True),
        (~recorded(rows.awards_recorded, rows.of_awards.notnull()), ibis.null("boolean")),
        (~rows.active.fill_null(False), False),
        (~recorded(rows.bids_recorded, rows.of_bids.notnull()), ibis.null("boolean")),
        (rows.of_bids.isnull(), False),
        ((rows.unpriced == 0) & rows.one_currency, False),
    )
    return per_process(rows.mutate(value=flagged.cast("float64"), flagged=flagged))


@check.evidence
def evidence(
    flagged: Table, tender: Table, bid: Table, *, currency: str | None = None
) -> Table:
    """The lowest bid, and the tender."""
    mine = flagged_tenders(flagged, tender).select("tender_id", KEY)
    kept = _submitted(bid.semi_join(mine, "tender_id"), currency).filter(ibis._.usable)
    in_order = ibis.window(group_by="tender_id", order_by=["price", "position"])
    first = kept.mutate(turn=ibis.row_number().over(in_order)).filter(
        ibis._.turn == 0, ibis._.status == "disqualified"
    )
    cited = first.inner_join(mine, "tender_id").mutate(bidder=ibis.null("string"))
    return cite_bids(cited).union(cite_tenders(flagged, tender))


def _submitted(bid: Table, currency: str | None) -> Table:
    kept = with_price(bid).filter(submitted(bid))
    usable = kept.price.notnull() & kept.money.notnull()
    if currency is not None:
        usable = usable & (kept.money == currency)
    return kept.mutate(usable=usable)


def _lowest(bid: Table, currency: str | None) -> Table:
    """Of each tender: the status of the lowest priced bid, the number of valid ones, and what is missing."""
    kept = _submitted(bid, currency)
    place = ibis.struct({"price": kept.price, "position": kept.position})
    return kept.group_by(of_bids="tender_id").aggregate(
        first_status=kept.status.argmin(place, where=kept.usable),
        valid=(kept.usable & (kept.status == "valid")).sum(),
        one_currency=kept.money.min(where=kept.usable) == kept.money.max(where=kept.usable),
        unpriced=(kept.price.isnull() | kept.money.isnull()).sum(),
    )

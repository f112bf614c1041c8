"""
中标价紧贴或高于估算金额。The winning price is close to, or above, the estimate.

开放采购红旗目录 R031。只问评审已定、一家中标、一份有效报价归中标人的过程；值是中标人的最低有效报价÷估算金额（同一币
种），不低于1－`margin` 的提示。
OCP red flag R031. Only where the awards are final and one supplier won. The value is the winner's lowest valid
price over the estimated value in the same currency, flagged at or above 1 - `margin`. Where the estimate is
published as a ceiling and one bid came, hugging it is what to expect; where it is secret, it is not.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    EXCLUDED,
    KEY,
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
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="中标价紧贴或高于估算金额", en="Winning bid close to or above the estimate"),
    subject="contracting_process",
    scope="case",
    needs={
        "tender": ("tender_id", ("amount", "amount_yuan"), ("currency", "amount_yuan")),
        "bid": ("bid_id", "tender_id", "bidder_id", "status", *PRICED),
        "award": ("tender_id", "status", "supplier_id"),
    },
    helps={"tender": (*TENDER, "awards_recorded")},
    params={
        "margin": Param(
            float,
            Text("低于估算金额多大比例以内算紧贴", "share below the estimate that is still close"),
            required=True,
            minimum=0,
        ),
        **PRICE_METHODS,
        **EXCLUDED,
    },
    seen=Text(
        "采购过程 {subject_id} 的中标价是估算金额的 {value}，界线为 {threshold}",
        "The winning price of contracting process {subject_id} is {value} of the estimate, at or above {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    bid: Table,
    award: Table,
    *,
    margin: float,
    price_comparison_procurement_methods: list[str] | None = None,
    no_price_comparison_procurement_methods: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare the winner's price with the estimate."""
    named = tender.mutate(worth=price(tender), worth_money=money(tender))
    asked = processes(
        named,
        "worth",
        "worth_money",
        "awards_recorded",
        excluded=excluded_procurement_method_details,
        allowed=price_comparison_procurement_methods,
        denied=no_price_comparison_procurement_methods,
    )
    ended = outcomes(award)
    won = _won(bid, award)
    lowest = won.group_by(of_tender="tender_id").aggregate(
        winning=won["sum"].min(),
        unpriced=(won["sum"].isnull() | won.money.isnull()).max(),
        least=won.money.min(),
        most=won.money.max(),
    )
    rows = asked.left_join(ended, [("tender_id", "awarded")])
    rows = rows.left_join(lowest, [("tender_id", "of_tender")])
    # Without an active award nobody won: there is nothing to ask.
    nobody = recorded(rows.awards_recorded, rows.awarded.notnull()) & (
        rows.active.fill_null(0) == 0
    )
    rows = rows.filter(~nobody)
    alike = (rows.least == rows.worth_money) & (rows.most == rows.worth_money) & ~rows.unpriced
    ratio = (alike & (rows.worth > 0)).ifelse(
        rows.winning / rows.worth.nullif(0), ibis.null("float64")
    )
    limit = ibis.literal(1 - margin, "float64")
    rows = rows.select(KEY, "position", "unit_id", ratio=ratio, threshold=limit)
    return per_process(rows, rows.ratio >= rows.threshold, rows.ratio)


@check.evidence
def evidence(flagged: Table, tender: Table, bid: Table, award: Table) -> Table:
    """The winner's bids with their bidder, and the tender."""
    mine = flagged_tenders(flagged, tender)
    won = _won(bid.semi_join(mine, "tender_id"), award.semi_join(mine, "tender_id"))
    rows = won.inner_join(mine, "tender_id")
    return cite_bids(rows, bidder=rows.bidder_id).union(cite_tenders(flagged, tender))


def _won(bid: Table, award: Table) -> Table:
    """Valid bids of the single winner."""
    valid = bid.filter(bid.status == "valid")
    valid = valid.select("tender_id", "bid_id", "bidder_id", sum=price(valid), money=money(valid))
    ended = outcomes(award).select("awarded", "winner")
    rows = valid.inner_join(ended, [("tender_id", "awarded")])
    return rows.filter(rows.bidder_id == rows.winner).drop("awarded", "winner")

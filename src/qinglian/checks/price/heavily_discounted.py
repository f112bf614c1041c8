"""
中标价比次低报价低得异常。The winning bid is heavily discounted against the second one.

开放采购红旗目录 R058。值是（次低价－中标价）÷中标价；大于等于全体比率的上界（Q3＋1.5 倍四分位距）的提示。
OCP red flag R058. The value is (second lowest price - winning price) / winning price, flagged at or above the upper
fence of all ratios. A fence of 0 would flag everybody: nothing is then concluded for anybody.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    KEY,
    cite_bids,
    cite_tenders,
    flagged_tenders,
    listed,
)
from qinglian.checks._statistics import upper_fence
from qinglian.checks.price._second_price import HELPS, NEEDS, PARAMS, fenced, ratios, two_lowest
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="中标价比次低报价低得异常", en="Heavily discounted bid"),
    subject="contracting_process",
    scope="population",
    needs=NEEDS,
    helps=HELPS,
    params=PARAMS,
    threshold="threshold",
    seen=Text(
        "采购过程 {subject_id} 的次低报价比中标价高出 {value}（按比率），达到界线 {threshold}",
        "In contracting process {subject_id} the second lowest bid lies {value} (as a ratio) above the winning one, "
        "at or above the fence of {threshold}",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    award: Table,
    *,
    threshold: float | None = None,
    currency: str | None = None,
    price_comparison_procurement_methods: list[str] | None = None,
    no_price_comparison_procurement_methods: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
    minimum_count: int = 0,
    peer_groups: list[str] | None = None,
) -> Table:
    """Compare each ratio with the upper fence of all."""
    groups = listed(peer_groups)
    rows = ratios(
        tender,
        bid,
        award,
        groups=groups,
        currency=currency,
        price_comparison_procurement_methods=price_comparison_procurement_methods,
        no_price_comparison_procurement_methods=no_price_comparison_procurement_methods,
        excluded_procurement_method_details=excluded_procurement_method_details,
    )
    if threshold is None:
        rows = fenced(rows, upper_fence(rows, "ratio", groups), groups, minimum_count)
        fence = rows.fence
    else:
        fence = ibis.literal(threshold, "float64")
    deep = (fence > 0).ifelse(rows.ratio >= fence, ibis.null("boolean"))
    return rows.select(KEY, "unit_id", value=rows.ratio, flagged=deep, threshold=fence)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    award: Table,
    *,
    currency: str | None = None,
    price_comparison_procurement_methods: list[str] | None = None,
    no_price_comparison_procurement_methods: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The winning bid with its bidder, the second one, and the tender."""
    mine = flagged_tenders(
        flagged,
        tender,
        excluded=excluded_procurement_method_details,
        allowed=price_comparison_procurement_methods,
        denied=no_price_comparison_procurement_methods,
    )
    two = two_lowest(mine, flagged, bid, award, currency)
    return cite_bids(two, bidder=two.won.ifelse(two.bidder_id, ibis.null("string"))).union(
        cite_tenders(flagged, tender)
    )

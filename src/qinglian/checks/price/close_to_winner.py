"""
次低报价与中标价异常接近。The second price is unusually close to the winning bid.

开放采购红旗目录 R024。值是（次低价－中标价）÷中标价；小于等于全体比率的下界（Q1－1.5 倍四分位距）的提示。
比率没有负的，又偏向小处，这样的下界往往在零以下，谁也提示不了；那时一律不下结论。`scale: log` 在对数上求界线，
总在零以上：比同类小得多、小到同一倍数以外的才提示，两家同价的一律提示。
OCP red flag R024. The value is (second lowest price - winning price) / winning price, flagged at or below the lower
fence of all ratios. A first quartile or a fence of 0 or less leaves nothing to compare with: nothing is concluded for
anybody. Ratios are never negative and crowd near 0, so that this is common. With `scale: log` the fence is drawn on
their logarithms and lies above 0: the quartile divided by the quotient of the quartiles, `reach` times over. Equal
prices always lie below it.
"""

from collections.abc import Sequence

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    KEY,
    cite_bids,
    cite_tenders,
    flagged_tenders,
    listed,
)
from qinglian.checks._statistics import QUARTILES, lower_fence, quantiles
from qinglian.checks.price._second_price import HELPS, NEEDS, PARAMS, fenced, ratios, two_lowest
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="次低报价与中标价异常接近", en="Price close to winning bid"),
    subject="contracting_process",
    scope="population",
    needs=NEEDS,
    helps=HELPS,
    params={
        **PARAMS,
        "scale": Param(
            str,
            Text(
                "在原比率上（plain）还是对数上（log）求界线",
                "draw the fence on ratios (plain) or on their logarithms (log)",
            ),
            default="plain",
            choices=("plain", "log"),
        ),
        "reach": Param(
            float,
            Text(
                "对数上的界线离下四分位几倍四分位距",
                "on logarithms: interquartile ranges from the quartile to the fence",
            ),
            default=1.5,
            minimum=0,
        ),
    },
    threshold="threshold",
    seen=Text(
        "采购过程 {subject_id} 的次低报价只比中标价高 {value}（按比率），不超过界线 {threshold}",
        "In contracting process {subject_id} the second lowest bid lies {value} (as a ratio) above the winning one, "
        "at or below the fence of {threshold}",
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
    scale: str = "plain",
    reach: float = 1.5,
) -> Table:
    """Compare each ratio with the lower fence of all."""
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
    if threshold is not None:
        fence, usable = ibis.literal(threshold, "float64"), rows.ratio.notnull()
    else:
        drawn = (
            _on_logarithms(rows, groups, reach)
            if scale == "log"
            else lower_fence(rows, "ratio", groups)
        )
        rows = fenced(rows, drawn, groups, minimum_count)
        fence, usable = rows.fence, (rows.q1 > 0) & rows.ratio.notnull()
    near = (usable & (fence > ibis.literal(0))).ifelse(rows.ratio <= fence, ibis.null("boolean"))
    return rows.select(KEY, "unit_id", value=rows.ratio, flagged=near, threshold=fence)


def _on_logarithms(rows: Table, groups: Sequence[str], reach: float) -> Table:
    """The fence of the ratios above 0, drawn on their logarithms."""
    some = rows.ratio > 0
    logged = rows.mutate(
        logged=some.ifelse(some.ifelse(rows.ratio, 1.0).ln(), ibis.null("float64"))
    )
    found = quantiles(logged, "logged", QUARTILES, groups)
    return found.select(
        *groups,
        "subjects",
        q1=found.q1.exp(),
        fence=(found.q1 - (found.q3 - found.q1) * reach).exp(),
    )


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
    """The winning bid, the second one, and the tender."""
    mine = flagged_tenders(
        flagged,
        tender,
        excluded=excluded_procurement_method_details,
        allowed=price_comparison_procurement_methods,
        denied=no_price_comparison_procurement_methods,
    )
    two = two_lowest(mine, flagged, bid, award, currency)
    return cite_bids(two, bidder=two.bidder_id).union(cite_tenders(flagged, tender))

"""
报价之间差额相等或倍数相等。Prices lie equal steps, or equal multiples, apart.

开放采购红旗目录 R023；《招标投标法实施条例》第四十条第四项“投标报价呈规律性差异”同理。把 n 份有效报价从低到高排列，
相邻差额（或相邻比值的对数）的最大与最小之差，除以其平均；两者取小为值，不超过 `tolerance` 的提示。报价相同的另见
R028，不在此列。
OCP red flag R023; like the regular differences of price of article 40(4) of China's regulation on tendering. The n
valid prices are put in order; of the gaps between neighbours (or of the logarithms of their ratios) the range over
the mean is taken. The lesser of the two is the value, flagged at or below `tolerance`. Equal prices are asked by
R028.

m = n - 1 gaps of prices thrown at random between the least and the greatest come within a tolerance t by luck with
a chance of (m - 1)! (t / m)^(m - 1), on each of the two scales: at t = 0.05, 2.5 % for three bids, 0.06 % for four,
0.001 % for five. So four bids are the least, and 1000 tenders of four yield about one false alarm.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    EXCLUDED,
    PRICE_METHODS,
    cite_bids,
    cite_tenders,
    flagged_tenders,
    per_process,
    processes,
    recorded,
)
from qinglian.checks.price._of_one_tender import HELPS, NEEDS, comparable, valid_bids
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="报价呈等差或等比", en="Fixed multiple bid prices"),
    subject="contracting_process",
    scope="case",
    needs=NEEDS,
    helps=HELPS,
    params={
        "tolerance": Param(
            float, Text("差距的极差与平均之比", "range of the gaps over their mean, at most"), required=True, minimum=0
        ),
        "minimum_count": Param(
            int, Text("少于几份报价不问", "least number of bids"), required=True, minimum=3
        ),
        **PRICE_METHODS,
        **EXCLUDED,
    },
    threshold="tolerance",
    seen=Text(
        "采购过程 {subject_id} 的报价几乎等差或等比，偏离 {value}，不超过 {threshold}",
        "The prices bid in contracting process {subject_id} lie almost equal steps or multiples apart: "
        "{value}, at most {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    bid: Table,
    *,
    tolerance: float,
    minimum_count: int,
    price_comparison_procurement_methods: list[str] | None = None,
    no_price_comparison_procurement_methods: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare the gaps between neighbouring prices."""
    asked = processes(
        tender,
        "bids_recorded",
        excluded=excluded_procurement_method_details,
        allowed=price_comparison_procurement_methods,
        denied=no_price_comparison_procurement_methods,
    )
    bids = valid_bids(bid)
    in_order = ibis.window(group_by="tender_id", order_by=["price", "bid_id"])
    steps = bids.mutate(below=bids.price.lag().over(in_order))
    # Unknown prices come first or last: they make the tender incomparable whichever it is.
    steps = steps.mutate(gap=steps.price - steps.below, ratio=steps.price.ln() - steps.below.ln())
    counted = steps.group_by(of_tender="tender_id").aggregate(
        **comparable(steps),
        least=steps.gap.min(),
        gaps=(steps.gap.max() - steps.gap.min()) / steps.gap.mean().nullif(0),
        ratios=(steps.ratio.max() - steps.ratio.min()) / steps.ratio.mean().nullif(0),
    )
    rows = asked.left_join(counted, [("tender_id", "of_tender")])
    rows = rows.filter((rows.bids >= minimum_count).fill_null(True))
    uneven: Any = ibis.least(rows.gaps, rows.ratios)
    none = rows.of_tender.isnull() & recorded(rows.bids_recorded, ibis.literal(False))
    flagged = ibis.cases(
        (none, False),
        (rows.alike & (rows.least > 0), uneven <= tolerance),
        (rows.alike, False),
        else_=ibis.null("boolean"),
    )
    value = (rows.alike & (rows.least > 0)).ifelse(uneven, ibis.null("float64"))
    return per_process(rows, flagged, value)


@check.evidence
def evidence(flagged: Table, tender: Table, bid: Table) -> Table:
    """The valid bids with their bidders, and the tender."""
    rows = valid_bids(bid).inner_join(flagged_tenders(flagged, tender), "tender_id")
    return cite_bids(rows, bidder=rows.bidder_id).union(cite_tenders(flagged, tender))

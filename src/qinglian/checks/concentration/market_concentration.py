"""
市场高度集中。A market is highly concentrated.

开放采购红旗目录 R051。值是赫芬达尔－赫希曼指数：各供应商中标金额份额的平方和，从零到一；达到界线的提示。
OCP red flag R051. The value is the Herfindahl-Hirschman index: the sum of the squares of all suppliers' shares by
value, from 0 to 1, flagged at or above the limit. One market is one category and year by default, in one currency.
Markets with few awards, or with too many whose amount is unknown, are left undecided.

供应商越少指数越高：n 家均分时为 1/n，即使毫无问题，四家以下的市场也达到 0.25。界线是竞争执法的惯用值，没有误报率可言。
The index is 1/n where n suppliers share alike: a market of four or fewer reaches 0.25 with nothing wrong. The limit
is one used in merger control; it comes with no rate of false alarms.
"""

from ibis import Table

from qinglian.checks._market import HELPS, cite_won, won
from qinglian.checks.concentration._value_shares import NEEDS, PARAMS, known, shares
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="市场高度集中", en="High market concentration"),
    subject="market",
    key=("market",),
    scope="population",
    needs=NEEDS,
    helps=HELPS,
    params=PARAMS,
    threshold="at_least",
    seen=Text(
        "市场 {subject_id} 的集中度指数为 {value}，达到 {threshold}",
        "The market {subject_id} has a concentration index of {value}, {threshold} or more",
    ),
)


@check
def evaluate(
    tender: Table,
    award: Table,
    item: Table,
    *,
    at_least: float,
    minimum_count: int,
    known_share: float,
    peers: list[str],
    digits: int,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Add up the squares of all shares of every market."""
    rows = won(
        tender,
        award,
        item,
        peers=peers,
        digits=digits,
        excluded=excluded_procurement_method_details,
    )
    found = shares(rows, minimum_count=minimum_count, known_share=known_share)
    index = found.group_by("market").aggregate(
        # Nine digits: the order in which squares are added must not decide.
        value=(found.share * found.share).sum().round(9),
        judged=found.judged.min(),
    )
    return index.select(
        "market", "value", flagged=index.judged.ifelse(index.value >= at_least, None)
    )


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    award: Table,
    item: Table,
    *,
    peers: list[str],
    digits: int,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The awards of that market with their suppliers."""
    rows = known(
        won(
            tender,
            award,
            item,
            peers=peers,
            digits=digits,
            excluded=excluded_procurement_method_details,
        )
    )
    return cite_won(flagged, rows.filter(rows.priced), "market")

"""
供应商在市场中的份额过高。A supplier holds a high share of a market.

开放采购红旗目录 R050。值是该供应商的中标金额占同一市场（默认同类别、同年）、同一币种中标金额的份额；达到界线的提示。
中标太少、金额缺得太多的市场不下结论。
OCP red flag R050. The value is the supplier's share, by value, of the awards of one market (by default of one
category and year) in one currency, flagged at or above the limit. Markets with few awards, or with too many whose
amount is unknown, are left undecided. The data at hand are taken for the whole market: private sales are not in them.

界线是法律推定的份额，不是统计检验，误报率无从谈起；中标越少，份额越大起大落。
The limit is a share at which the law presumes dominance, not a test, so no rate of false alarms belongs to it; the
fewer the awards, the more a share jumps.
"""

from ibis import Table

from qinglian.checks._market import HELPS, cite_won, won
from qinglian.checks.concentration._value_shares import NEEDS, PARAMS, known, shares
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="供应商市场份额过高", en="High market share"),
    subject="market_supplier",
    key=("tenderer_id", "market"),
    scope="population",
    needs=NEEDS,
    helps=HELPS,
    params=PARAMS,
    threshold="at_least",
    seen=Text(
        "供应商与市场 {subject_id}：中标金额的份额为 {value}，达到 {threshold}",
        "Supplier and market {subject_id}: a share of {value} by value, {threshold} or more",
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
    """Add up what every supplier won in every market."""
    rows = won(
        tender,
        award,
        item,
        peers=peers,
        digits=digits,
        excluded=excluded_procurement_method_details,
    )
    found = shares(rows, minimum_count=minimum_count, known_share=known_share)
    flagged = found.judged.ifelse(found.share >= at_least, None)
    return found.select("tenderer_id", "market", value=found.share, flagged=flagged)


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
    """The awards of the supplier in that market."""
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
    return cite_won(flagged, rows.filter(rows.priced), "tenderer_id", "market")

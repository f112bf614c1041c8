"""
一个市场的报价首位数字偏离本福特定律。The leading digits of a market's prices deviate from Benford's law.

开放采购红旗目录 R029。值是首位数字频率与 log₁₀(1＋1/d) 的平均绝对偏差（MAD）；高于 `deviation`（0.015 是尼格里尼所
称“不符合”的界线）、且卡方检验（八个自由度，无须模拟）按本雅米尼—霍赫贝格调整后不超过给定比率的提示。两样都要：样本
大了卡方什么都拒绝，样本小了 MAD 什么都超过。少于 `minimum_count`（缺省三百）份、或最高与最低之比小于 `span`（跨不过
两个数量级）的，定律不适用，不下结论。
OCP red flag R029. The value is the mean absolute deviation (MAD) of the shares of leading digits from log10(1 +
1/d), flagged above `deviation` (0.015, where Nigrini's band of nonconformity begins) where also the chi-square test
(eight degrees of freedom, in closed form) is at most the rate after Benjamini and Hochberg over all markets. Both
are asked: with many prices chi-square rejects everything, with few the MAD exceeds anything. Below `minimum_count`
prices, or where the greatest is less than `span` times the least, the law does not apply and nothing is concluded.
Ceilings, list prices and thresholds bend the law without any intent.
"""

from functools import reduce
from math import log10
from operator import add
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._discovery import RATE, adjusted
from qinglian.checks._peers import (
    COLUMNS,
    ENOUGH,
    ITEM,
    ITEM_CLASS,
    ITEM_HELPS,
    MARKET,
    market_of,
    peer_names,
    with_peers,
)
from qinglian.checks._procurement import (
    EXCLUDED,
    PRICED,
    TENDER,
    listed,
    price,
    processes,
    submitted,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

DIGITS = range(1, 10)
SHOWN = 100
"""So many bids are cited; a market has tens of thousands."""

check = Check(
    __name__,
    title=Text(zh="报价首位数字偏离本福特定律", en="Bid prices deviate from Benford's law"),
    subject="market",
    scope="population",
    needs={
        "tender": ("tender_id",),
        "bid": ("bid_id", "tender_id", "status", PRICED[0]),
        "item": ITEM,
    },
    helps={"tender": (*TENDER, *COLUMNS), "item": ITEM_HELPS},
    params={
        **MARKET,
        **ENOUGH,
        **RATE,
        "deviation": Param(
            float, Text("平均绝对偏差的界线", "mean absolute deviation, at most"), required=True, minimum=0
        ),
        "span": Param(
            float, Text("最高至少是最低的几倍", "the greatest over the least"), default=100.0, minimum=1
        ),
        **ITEM_CLASS,
        **EXCLUDED,
    },
    threshold="deviation",
    seen=Text(
        "市场“{subject_id}”报价的首位数字偏离本福特定律，平均偏差 {value}，高于 {threshold}",
        "The leading digits of prices in the market “{subject_id}” deviate from Benford's law by {value} on average, "
        "more than {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    bid: Table,
    item: Table,
    *,
    market: list[str],
    minimum_count: int,
    deviation: float,
    false_discovery_rate: float = 0.05,
    span: float = 100.0,
    item_class: str = "classification_id",
    digits: int = 4,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Count the leading digits of each market."""
    prices = _prices(
        tender, bid, item, market, item_class, digits, excluded_procurement_method_details
    )
    counted = prices.group_by("market_id").aggregate(
        prices=prices.digit.count(),
        least=prices.price.min(),
        most=prices.price.max(),
        **{f"of_{digit}": (prices.digit == digit).cast("int64").sum() for digit in DIGITS},
    )
    size = counted.prices.nullif(0).cast("float64")
    gaps = [counted[f"of_{digit}"] / size - _share(digit) for digit in DIGITS]
    off = reduce(add, [gap.abs() for gap in gaps])
    terms = [gap**2 / _share(digit) for digit, gap in zip(DIGITS, gaps, strict=True)]
    squares = reduce(add, terms)
    fit = (counted.prices >= minimum_count) & (counted.most >= counted.least * span)
    chance = fit.ifelse(_chi_square_of_eight(squares * size), ibis.null("float64"))
    rows = adjusted(counted.select("market_id", value=off / 9, p=chance), ["market_id"])
    odd = (rows.q <= false_discovery_rate) & (rows.value > deviation)
    return rows.select(
        "market_id", "value", flagged=rows.q.isnull().ifelse(ibis.null("boolean"), odd)
    )


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    item: Table,
    *,
    market: list[str],
    item_class: str = "classification_id",
    digits: int = 4,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Some bids of that market, of the digit that is most in excess."""
    prices = _prices(
        tender, bid, item, market, item_class, digits, excluded_procurement_method_details
    )
    rows = prices.filter(prices.digit.notnull()).semi_join(flagged, "market_id")
    counted = rows.group_by("market_id", "digit").aggregate(bids=rows.count())
    share = counted.bids / counted.bids.sum().over(ibis.window(group_by="market_id"))
    usual = ibis.cases(*[(counted.digit == digit, _share(digit)) for digit in DIGITS])
    excess = counted.mutate(excess=share.cast("float64") - usual)
    by_excess = ibis.window(group_by="market_id", order_by=[excess.excess.desc(), "digit"])
    worst = excess.mutate(place=ibis.row_number().over(by_excess))
    worst = worst.filter(worst.place == 0).select(of_market="market_id", of_digit="digit")
    found = rows.inner_join(worst, [("market_id", "of_market"), ("digit", "of_digit")])
    turn = ibis.row_number().over(ibis.window(group_by="market_id", order_by="bid_id"))
    found = found.mutate(turn=turn)
    found = found.filter(found.turn < SHOWN)
    return found.select(
        "market_id",
        table=ibis.literal("bid"),
        row_id=found.bid_id,
        role=ibis.literal("tenderer"),
        party_id=ibis.null("string"),
    )


def _prices(
    tender: Table, bid: Table, item: Table, market: Any, item_class: str, digits: int, excluded: Any
) -> Table:
    """Prices of submitted bids in known markets, with their first `digit` that is not zero."""
    named = with_peers(tender, listed(market), item, item_class=item_class, digits=digits)
    asked = processes(named, *peer_names(market), excluded=excluded)
    asked = asked.select("tender_id", market_id=market_of(asked, market))
    kept = bid.filter(submitted(bid))
    paid: Any = price(kept)
    kept = kept.select("bid_id", "tender_id", price=(paid > 0).ifelse(paid, ibis.null("float64")))
    rows = kept.inner_join(asked.filter(asked.market_id.notnull()), "tender_id")
    first = rows.price.cast("string").re_extract("[1-9]", 0)
    return rows.select("bid_id", "market_id", "price", digit=first.nullif("").try_cast("int64"))


def _share(digit: int) -> float:
    return log10(1 + 1 / digit)


def _chi_square_of_eight(x: Any) -> Any:
    """The chance of a chi-square with eight degrees of freedom above x: exp(-x/2) (1 + h + h²/2 + h³/6), h = x/2."""
    h = x / 2
    return (-h).exp() * (1 + h + h**2 / 2 + h**3 / 6)

"""
按金额的市场份额。Shares of a market by value.

Only awards to one supplier, with an amount and its currency, are counted; the currency is part of the market's name. A
market is judged where enough of its awards are known (`known_share`) and there are enough of them (`minimum_count`).
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks import _market
from qinglian.model.check import Param
from qinglian.model.text import Text

NEEDS = {
    **_market.NEEDS,
    "award": (*_market.NEEDS["award"], ("amount", "amount_yuan"), ("currency", "amount_yuan")),
}
PARAMS = {
    "at_least": Param(float, Text("达到", "at least"), required=True, minimum=0),
    "minimum_count": Param(
        int, Text("市场至少几个中标", "awards in the market at least"), required=True, minimum=1
    ),
    "known_share": Param(
        float,
        Text("金额已知的中标至少占几成", "share of awards whose amount is known, at least"),
        default=0.9,
        minimum=0,
    ),
    **_market.PARAMS,
}


def shares(rows: Table, *, minimum_count: int, known_share: float) -> Table:
    """Of each supplier in each market of one currency: its `share` by value, and whether the market is `judged`."""
    rows = rows.filter(rows.market.notnull())
    counted = known(rows)
    priced = counted.filter(counted.priced)
    every = counted.group_by(every="plain").aggregate(
        known=counted.award_id.nunique(where=counted.priced), awards=counted.award_id.nunique()
    )
    whole = priced.group_by(of_market="market", plain="plain").aggregate(
        total=priced.price.sum(), awards_known=priced.award_id.nunique()
    )
    mine = priced.group_by("tenderer_id", "market").aggregate(own=priced.price.sum())
    told = whole.inner_join(every, [("plain", "every")]).view()
    both = mine.inner_join(told, [("market", "of_market")])
    judged = (both.awards_known >= minimum_count) & (both.known / both.awards >= known_share)
    share = (both.total > 0).ifelse(both.own / both.total, ibis.null("float64"))
    return both.select("tenderer_id", "market", share=share, judged=judged)


def known(rows: Table) -> Table:
    """Rows with whether they are `priced`, the `market` named with its currency, and the `plain` one without."""
    priced: Any = rows.alone & (rows.price > 0) & rows.money.notnull()
    return rows.select(
        "award_id",
        "tenderer_id",
        "price",
        plain="market",
        market=rows.market + " / " + rows.money,
        priced=priced.fill_null(False),
    )

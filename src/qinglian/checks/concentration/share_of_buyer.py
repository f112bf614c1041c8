"""
一个供应商拿走一个采购人的大部分合同。One supplier takes a large share of one buyer's awards.

开放采购红旗目录 R040。值是该供应商的中标次数占该采购人在同一市场（默认同类别、同年）中标总次数的份额；达到界线的提示。
总次数少于最少件数的不下结论。
OCP red flag R040. The value is the share of a buyer's awards in one market (by default of one category and year) that
went to the supplier, flagged at or above the limit; with fewer awards than `minimum_count` nothing is concluded.
Awards are counted, whatever their worth; members of a consortium each count.

如果五家实力相当的供应商随机分二十个标，其中有一家拿到一半以上的机会约百分之一；只有十个标时约百分之十六。
Chance alone: were twenty awards dealt out at random among five equal firms, one of them would get half or more about
once in a hundred times; with ten awards, about once in six. Where a market has two or three firms the rule fires by
nature.
"""

from ibis import Table

from qinglian.checks._market import HELPS, NEEDS, PARAMS, cite_won, won
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="一家供应商占采购人中标的份额过高", en="High share of a buyer's awards"),
    subject="buyer_supplier",
    key=("unit_id", "tenderer_id", "market"),
    scope="population",
    needs=NEEDS,
    helps=HELPS,
    params={
        "at_least": Param(float, Text("份额达到", "a share of at least"), required=True, minimum=0),
        "minimum_count": Param(
            int, Text("该市场至少几个中标", "awards of the buyer there, at least"), required=True, minimum=1
        ),
        **PARAMS,
    },
    threshold="at_least",
    seen=Text(
        "采购人与供应商 {subject_id}：中标次数的份额为 {value}，达到 {threshold}",
        "Buyer and supplier {subject_id}: a share of {value} of the awards, {threshold} or more",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    award: Table,
    item: Table,
    *,
    at_least: float,
    minimum_count: int,
    peers: list[str],
    digits: int,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Count the awards of every supplier of every buyer."""
    rows = won(
        tender,
        award,
        item,
        peers=peers,
        digits=digits,
        excluded=excluded_procurement_method_details,
    )
    rows = rows.filter(rows.unit_id.notnull(), rows.market.notnull())
    whole = rows.group_by(of_unit="unit_id", of_market="market").aggregate(
        awards=rows.award_id.nunique()
    )
    mine = rows.group_by("unit_id", "tenderer_id", "market").aggregate(own=rows.award_id.nunique())
    both = mine.inner_join(whole, [("unit_id", "of_unit"), ("market", "of_market")])
    share = both.own / both.awards
    enough = both.awards >= minimum_count
    return both.select(
        "unit_id",
        "tenderer_id",
        "market",
        value=share,
        flagged=enough.ifelse(share >= at_least, None),
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
    """The awards of the supplier by that buyer."""
    rows = won(
        tender,
        award,
        item,
        peers=peers,
        digits=digits,
        excluded=excluded_procurement_method_details,
    )
    return cite_won(flagged, rows, "unit_id", "tenderer_id", "market")

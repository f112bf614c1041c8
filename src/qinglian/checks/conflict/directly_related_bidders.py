"""
同一负责人或直接控股、管理的供应商同包竞争。
Suppliers with one head, or one directly holding the other, compete for one lot.

《政府采购法实施条例》第十八条第一款：单位负责人为同一人或者存在直接控股、管理关系的不同供应商，不得参加同一合同项下
的政府采购活动。只看直接的一层；招标投标的口径不同，另有规则。

值是确知有此关系的供应商对数，联合体的成员之间不算。关系在递交截止日之前开始、之后结束；有结束日期一列而空着的按仍在。
持股比例、日期、包号或供应商代码不明足以改变结论的，留空。关系册之外的看不见。
The value counts pairs of suppliers surely so related; members of one consortium do not count. One step only;
tendering has another measure and rules of its own. A tie without an end, in a register that has ends, still
stands. Where an unknown share, day, lot or supplier could change the answer, nothing is concluded. Ties outside
the register are not seen.
"""

from datetime import date

import ibis
from ibis import Table

from qinglian.checks._procurement import bidders
from qinglian.checks._purchases import asked_of, still
from qinglian.checks._tendering import UNIT, answers_for
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="同包供应商有直接关联", en="Suppliers of one lot directly related"),
    subject="tender",
    scope="group",
    dated_by="period_end_on",
    needs={
        "tender": ("tender_id", "period_end_on"),
        "bid": ("bid_id", "tender_id", ("bidder_id", "bidder_ids")),
        "relation": ("relation_id", "from_id", "to_id", "kind"),
    },
    helps={
        "tender": ("regime", "category", "method", *UNIT),
        "bid": ("lot_id", "withdrawn"),
        "relation": ("from_on", "to_on", "share"),
    },
    params={
        "kinds": Param(list, Text("关系种类", "kinds of tie"), required=True),
        "holding_share": Param(
            float, Text("控股的持股比例（%）须超过", "a holding controls above this share, %"), default=50
        ),
    },
    seen=Text(
        "采购项目 {subject_id} 有 {value} 对供应商为同一负责人或有直接控股、管理关系",
        "Purchase {subject_id}: {value} pairs of suppliers have one head, or one holds or manages the other",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    bid: Table,
    relation: Table,
    *,
    kinds: list[str],
    holding_share: float,
    as_of: date,
    absent: frozenset[str],
) -> Table:
    """Look up every two suppliers of a purchase in the register of ties."""
    asked = asked_of(tender)
    named = _bids(bid)
    pairs = _pairs(asked, named, relation, kinds, holding_share, absent, as_of)
    each = pairs.group_by("tender_id", "low", "high").aggregate(
        sure=pairs.sure.any(), may=pairs.may.any()
    )
    found = each.group_by(of="tender_id").aggregate(n=each.sure.sum(), may=each.may.any())
    bids = named.group_by(drawn="tender_id").aggregate(unknown=named.bidder.isnull().any())
    rows = asked.left_join(found, asked.tender_id == found.of)
    rows = rows.left_join(bids, rows.tender_id == bids.drawn)
    flagged = ibis.cases(
        ((rows.n > 0).fill_null(False), True),
        (rows.may.fill_null(False) | rows.unknown.fill_null(True), ibis.null("boolean")),
        else_=False,
    )
    return rows.select(
        "tender_id", unit_id=answers_for(rows), value=rows.n.fill_null(0), flagged=flagged & rows.governed
    )  # fmt: skip


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    relation: Table,
    *,
    kinds: list[str],
    holding_share: float,
    as_of: date,
    absent: frozenset[str],
) -> Table:
    """The ties on record, each with the supplier it starts from."""
    asked = tender.semi_join(flagged, "tender_id")
    pairs = _pairs(asked, _bids(bid), relation, kinds, holding_share, absent, as_of)
    rows = pairs.filter(pairs.sure)
    return rows.select(
        "tender_id",
        table=ibis.literal("relation"),
        row_id=rows.relation_id,
        role=ibis.literal("tenderer"),
        party_id=rows.bidder,
    ).distinct()


def _bids(bid: Table) -> Table:
    """One row a bidder of a bid that was not withdrawn."""
    kept = bid.filter(~bid.withdrawn.fill_null(False))
    return kept.select("tender_id", "bid_id", "lot_id", bidder=bidders(kept).unnest())


def _pairs(
    asked: Table,
    named: Table,
    relation: Table,
    kinds: list[str],
    holding_share: float,
    absent: frozenset[str],
    as_of: date,
) -> Table:
    """Two suppliers of one purchase × a tie between them; `sure` and `may` say whether it counts."""
    r = relation.filter(relation.kind.isin(kinds), relation.from_id != relation.to_id)
    r = r.mutate(until=still(r.to_on, absent, as_of))
    days = asked.select(dated="tender_id", day=asked.period_end_on)
    first = named.join(days, named.tender_id == days.dated)
    second = named.select(of="tender_id", other_bid="bid_id", other_lot="lot_id", other="bidder")
    rows = first.join(r, first.bidder == r.from_id)
    rows = rows.join(second, [rows.tender_id == second.of, rows.to_id == second.other])
    rows = rows.filter(rows.bid_id != rows.other_bid)
    standing = (rows.from_on <= rows.day) & (rows.until >= rows.day)
    held = (rows.kind == "holding").ifelse(rows.share > holding_share, True)
    one_lot = (rows.lot_id == rows.other_lot) | (rows.lot_id.isnull() & rows.other_lot.isnull())
    counted = standing & held & one_lot
    return rows.select(
        "tender_id",
        "relation_id",
        "bidder",
        low=ibis.least(rows.bidder, rows.other),
        high=ibis.greatest(rows.bidder, rows.other),
        sure=counted.fill_null(False),
        may=counted.fill_null(True),
    )

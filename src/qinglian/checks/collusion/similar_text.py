"""
两家投标文件的文字异常一致。The texts of two bids are alike beyond reason.

《招标投标法实施条例》第四十条第四项：不同投标人的投标文件异常一致或者投标报价呈规律性差异的，视为投标人相互串通投标。

相似度由电子评标系统或比对工具给出，本检查不自己比文字。只认已剔除招标文件原文的；没有说明是否剔除而达到门槛的，无从
判断。值是与对手相似度达到门槛的投标份数。有投标没有比对过、相似度或者标段不明，足以改变结论的，留空。门槛是工程设
定，不是法定数值。
The likeness comes from the evaluation system or another tool; this check compares no texts itself. Only comparisons
that left out the text of the tender documents count; where that is not said, nothing is concluded. The value counts
the bids as alike as that to a rival's. Where a bid was not compared, or an unknown likeness or lot could change the
answer, nothing is concluded. The limit is that of an engineer, not of the law.
"""

import ibis
from ibis import Table

from qinglian.checks import _regime
from qinglian.checks.collusion import _sides
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="两家投标文件的文字异常一致", en="Texts of rivals alike beyond reason"),
    subject="tender",
    scope="population",
    dated_by="opened_on",
    needs={
        "tender": _sides.TENDER,
        "bid": _sides.BID,
        "bid_similarity": ("tender_id", "bidder_id", "other_bidder_id", "percent", "removed_flag"),
    },
    helps={
        "tender": _sides.TENDER_HELPS,
        "bid": _sides.BID_HELPS,
        "bid_similarity": ("lot_id",),
    },
    params={
        **_regime.LAW,
        "percent": Param(
            float, Text("相似度达到百分之几", "likeness from which it is told"), required=True
        ),
    },
    threshold="percent",
    seen=Text(
        "项目 {subject_id} 有 {value} 份投标与对手的相似度达到 {threshold}%",
        "Tender {subject_id}: {value} bids are {threshold} per cent or more like a rival's",
    ),
)


@check
def evaluate(
    tender: Table, bid: Table, bid_similarity: Table, *, percent: float, law: str
) -> Table:
    """Read the likeness of every two bids."""
    pairs = _pairs(bid_similarity, bid, percent)
    return _sides.judged(tender, bid, pairs.filter(pairs.known), pairs, law=law)


@check.evidence
def evidence(flagged: Table, bid: Table, bid_similarity: Table, *, percent: float) -> Table:
    """The comparisons, with the bidders."""
    pairs = _pairs(bid_similarity, bid, percent)
    rows = pairs.filter(pairs.sure).semi_join(flagged, "tender_id")
    return rows.select(
        "tender_id",
        table=ibis.literal("bid_similarity"),
        row_id=rows.row_id,
        role=ibis.literal("tenderer"),
        party_id=rows.bidder_id,
    ).distinct()


def _pairs(bid_similarity: Table, bid: Table, percent: float) -> Table:
    """Comparisons of two sides, both ways round: as alike as told, surely or maybe."""
    one, other = (_side(bid_similarity, bid, of) for of in ("bidder_id", "other_bidder_id"))
    other = other.select(other_row="row_id", other_side="side", other_bidder="bidder_id").view()
    both = one.view().join(other, [("row_id", "other_row")])
    alike = both.percent >= percent
    rivals = (both.side != both.other_side) & (both.bidder_id != both.other_bidder)
    removed = both.removed_flag.nullif(False)
    told = alike & rivals & both.certain.nullif(False) & removed
    rows = both.select(
        "tender_id", "side", "other_side", "bidder_id", "other_bidder", "row_id",
        known=both.percent.notnull(), sure=told.fill_null(False), may=told.fill_null(True),
    )  # fmt: skip
    turned = rows.select(
        "tender_id", "row_id", "known", "sure", "may",
        side="other_side", other_side="side", bidder_id="other_bidder", other_bidder="bidder_id",
    )  # fmt: skip
    return rows.union(turned.select(*rows.columns))


def _side(rows: Table, bid: Table, of: str) -> Table:
    named = rows.select(
        "bid_similarity_id", "tender_id", "lot_id", "percent", "removed_flag",
        bidder_id=of, bid_id=ibis.null("string"),
    )  # fmt: skip
    return _sides.sided(named, bid, "bid_similarity_id")

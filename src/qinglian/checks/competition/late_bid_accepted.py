"""
逾期送达的投标文件仍被接收。A bid handed in late was taken.

《招标投标法》第二十八条第二款、《实施条例》第三十六条：逾期送达的投标文件，招标人应当拒收。

值是迟到的分钟数。是否接收不明的，由评审结果推断：评为有效的是已接收；被否决的可能正是拒收，留空。只有日期而同日的，
或者各轮截止时间不一而不知属于哪一轮的，也留空。
The value is by how many minutes. Whether a bid was taken is read from its status where not told: a valid one was; one
disqualified may have been refused, so nothing is concluded; nor where days alone are known and are the same.
"""

import ibis
from ibis import Table

from qinglian.checks._tendering import LAW, UNIT, agree, answers_for, tendered
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="逾期送达的投标文件仍被接收", en="Late bid taken in"),
    subject="bid",
    scope="case",
    needs={
        "bid": ("bid_id", "tender_id", "submitted_at", ("accepted", "status")),
        "tender": ("tender_id", "period_end_at"),
    },
    helps={
        "bid": ("bidder_id", "round", "lot_id", "submitted_date_only", "submitted_day"),
        "tender": (*UNIT, *LAW, "round", "lot_id", "period_end_date_only", "period_end_day"),
    },
    params={},
    seen=Text(
        "投标 {subject_id} 在截止后 {value} 分钟递交，仍被接收",
        "Bid {subject_id} was handed in {value} minutes after closing and taken",
    ),
)


@check
def evaluate(bid: Table, tender: Table) -> Table:
    """Compare the time of every bid with the closing time of its tender."""
    closing = tendered(tender).select(
        "round", "lot_id", "period_end_at", "period_end_day", of="tender_id", vague="period_end_date_only",
        unit_id=answers_for(tender),
    )  # fmt: skip
    pairs = bid.join(
        closing, [bid.tender_id == closing.of, *agree(bid, closing, "round", "lot_id")]
    )
    by_day = (pairs.vague | pairs.submitted_date_only).fill_null(False)
    after = pairs.submitted_day - pairs.period_end_day
    late = ibis.cases((~by_day, pairs.submitted_at > pairs.period_end_at), (after != 0, after > 0))
    minutes = (pairs.submitted_at.delta(pairs.period_end_at, unit="second") / 60).floor()
    taken = pairs.accepted.coalesce(
        ibis.cases(
            (pairs.status == "valid", True), (pairs.status.isin(["withdrawn", "invited"]), False)
        )
    )
    judged = pairs.select("bid_id", "unit_id", minutes=minutes, flagged=late & taken)
    # One of several rounds may be meant: what all of them say is sure.
    said = judged.group_by("bid_id").aggregate(
        unit_id=judged.unit_id.max(),
        value=judged.minutes.min(),
        every=(judged.flagged.fill_null(False)).all(),
        none=(~judged.flagged).fill_null(False).all(),
    )
    return said.select(
        "bid_id",
        "unit_id",
        value=said.every.ifelse(said.value, ibis.null("float64")),
        flagged=ibis.cases((said.every, True), (said.none, False)),
    )


@check.evidence
def evidence(flagged: Table, bid: Table) -> Table:
    """The bid itself and its bidder."""
    rows = flagged.select("bid_id").join(bid, "bid_id")
    return rows.select(
        "bid_id",
        table=ibis.literal("bid"),
        row_id=rows.bid_id,
        role=ibis.literal("tenderer"),
        party_id=rows.bidder_id,
    )

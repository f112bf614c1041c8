"""
未确定第一中标候选人为中标人。The winner was not the first candidate.

《实施条例》第五十五条：国有资金占控股或者主导地位的依法必须进行招标的项目，应当确定排名第一的中标候选人为中标人；放
弃、不可抗力、不提交履约保证金、查实违法等不符合中标条件的除外。

值是中标人的名次：中标记录所填，没有的取其投标的名次。名次不明、不知是中标人还是候选人，或者不是第一而资金性质不明、
来源没有理由一列的，留空。
The value is the rank of the winner, from the award or else from its bid. An unknown rank decides nothing, nor a row
that may be a mere candidate, nor one that is not the first where the funds are unknown or the source has no column
for the reason.
"""

import ibis
from ibis import Table

from qinglian.checks._tendering import (
    LAW,
    UNIT,
    agree,
    answers_for,
    one_each,
    tendered,
    unless_mandatory,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="未确定第一中标候选人为中标人", en="Winner not the first candidate"),
    subject="award",
    scope="case",
    needs={
        "award": ("award_id", "tender_id", "supplier_id", "rank", "reason"),
        "tender": ("tender_id", "state_controlled"),
        "bid": ("bid_id", "tender_id", "bidder_id", "rank"),
    },
    helps={
        "award": ("status", "lot_id", "round"),
        "tender": (*UNIT, *LAW, "mandatory", "method", "lot_id", "round"),
        "bid": ("lot_id", "round"),
    },
    params={
        "reasons": Param(list, Text("可以改定的理由", "reasons that allow another"), required=True),
        "first": Param(int, Text("应当中标的名次", "the rank that should win"), default=1),
    },
    threshold="first",
    seen=Text(
        "项目的中标 {subject_id} 给了排名第 {value} 的候选人，没有法定理由的记录",
        "Award {subject_id} went to the candidate of rank {value}, without a reason the law knows on record",
    ),
)


@check
def evaluate(
    award: Table,
    tender: Table,
    bid: Table,
    *,
    reasons: list[str],
    first: int,
    absent: frozenset[str] = frozenset(),
) -> Table:
    """The rank of every winner, and what explains it."""
    won = award.filter(award.status.isin(["active"]) | award.status.isnull())
    ranked = bid.select("lot_id", "round", of="tender_id", who="bidder_id", place="rank")
    pairs = won.left_join(
        ranked,
        [
            won.tender_id == ranked.of,
            won.supplier_id == ranked.who,
            *agree(won, ranked, "lot_id", "round"),
        ],
    )
    rank = pairs.group_by("award_id", "tender_id", "status", "reason", "lot_id", "round").aggregate(
        rank=pairs["rank"].coalesce(pairs.place).max()
    )
    funds = tendered(tender)
    funds = funds.select(
        "state_controlled",
        "mandatory",
        "lot_id",
        "round",
        of="tender_id",
        unit_id=answers_for(funds),
    )
    judged = rank.join(funds, [rank.tender_id == funds.of, *agree(rank, funds, "lot_id", "round")])
    explained = judged.reason.isin(reasons).fill_null(False)
    if "award.reason" in absent:
        explained = ibis.null("boolean")
    won_for_sure = (judged.status == "active").ifelse(True, ibis.null("boolean"))
    another = won_for_sure & (judged["rank"] != first) & judged.state_controlled & ~explained
    rows = judged.select(
        "award_id", "unit_id", value=judged["rank"], flagged=unless_mandatory(judged, another)
    )
    return one_each(rows, "award_id")


@check.evidence
def evidence(flagged: Table, award: Table) -> Table:
    """The award and its winner."""
    rows = flagged.select("award_id").join(award, "award_id")
    return rows.select(
        "award_id",
        table=ibis.literal("award"),
        row_id=rows.award_id,
        role=ibis.literal("supplier"),
        party_id=rows.supplier_id,
    )

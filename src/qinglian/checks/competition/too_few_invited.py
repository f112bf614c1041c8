"""
邀请招标的邀请对象不足。Too few were invited to a selective tender.

《招标投标法》第十七条：采用邀请招标方式的，应当向三个以上具备承担招标项目的能力、资信良好的特定的法人或者其他组织发
出投标邀请书。

值是邀请家数：台账所填，或者邀请登记、投标记录中的家数，取大。登记和投标只能说明至少有几家，家数没有填而两者又不足的，
留空。
The value is the number invited: as the ledger says, or those in the registers of invitations and bids, whichever is
more. Registers only tell a least number: without the ledger's own, too few of them decide nothing.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._tendering import (
    LAW,
    UNIT,
    agree,
    answers_for,
    cite_tenders,
    one_each,
    under_tendering,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="邀请对象不足法定家数", en="Too few invited"),
    subject="tender",
    scope="case",
    needs={
        "tender": ("tender_id", "method", "invited"),
        "participant": ("participant_id", "tender_id", "invited_at"),
        "bid": ("bid_id", "tender_id"),
    },
    helps={
        "tender": (*UNIT, *LAW, "round"),
        "participant": ("party_id", "round"),
        "bid": ("bidder_id", "bidder_name", "round"),
    },
    params={"minimum": Param(int, Text("至少邀请几家", "at least how many"), required=True, minimum=1)},
    threshold="minimum",
    seen=Text(
        "邀请招标项目 {subject_id} 只邀请了 {value} 家，法定至少 {threshold} 家",
        "Selective tender {subject_id} invited {value}; the law asks for at least {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(tender: Table, participant: Table, bid: Table, *, minimum: int) -> Table:
    """Count who was invited to each selective tender."""
    asked = under_tendering(tender).filter((tender.method == "selective") | tender.method.isnull())
    asked = asked.select("tender_id", "method", "round", "invited", unit_id=answers_for(asked))
    letters = participant.filter(participant.invited_at.notnull())
    seen = ibis.union(
        letters.select(
            of="tender_id",
            in_round="round",
            who=letters.party_id.coalesce(letters.participant_id),
        ),
        bid.select(
            of="tender_id",
            in_round="round",
            who=ibis.coalesce(bid.bidder_id, bid.bidder_name, bid.bid_id),
        ),
    ).rename(round="in_round")
    joined = asked.left_join(seen, [asked.tender_id == seen.of, *agree(asked, seen, "round")])
    counted = joined.group_by("tender_id", "method", "round", "invited", "unit_id").aggregate(
        least=joined.who.nunique()
    )
    number: Any = ibis.greatest(counted.invited.fill_null(0), counted.least)
    flagged = ibis.cases(
        (number >= minimum, False),
        (counted.method.isnull(), ibis.null("boolean")),
        (counted.invited.notnull(), True),
    )
    known = counted.invited.notnull() | (counted.least > 0)
    rows = counted.select("tender_id", "unit_id", value=known.ifelse(number, None), flagged=flagged)
    return one_each(rows, "tender_id")


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The tender and its procuring entity."""
    return cite_tenders(flagged, tender)

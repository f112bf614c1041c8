"""
两家总在一起投标，中标的总是其中一家。Two firms keep bidding together, and it is always the same one that wins.

开放采购红旗目录 R053。两家同场、其中一家中标的采购里，赢得多的一家所占的比例就是值。与两家各自在别处的中标率相比，一
边倒得难以用碰巧解释、且比例够高的提示；同场太少的对子不问。
OCP red flag R053. Of the processes where both bid and one of the two won, the value is the share of the one that won
more. By chance it would win as often as its winning rate elsewhere, beside that of the other, says, but at least
half. The bound of Chernoff and Hoeffding on so many wins is adjusted after Benjamini and Hochberg over all pairs: of
the flagged, at most `false_discovery_rate` are expected to be luck. Pairs with fewer than `minimum_count` such
processes are not asked; where the winners of some are unknown and could change the answer, nothing is concluded.
Being simply the better firm is allowed for only as far as it shows elsewhere.
"""

import ibis
from ibis import Table

from qinglian.checks._discovery import RATE, adjusted, tail_bound
from qinglian.checks._procurement import EXCLUDED
from qinglian.checks.collusion._pairs import (
    HELPS,
    KEY,
    NEEDS,
    cite_meetings,
    entries,
    meetings,
    settled,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="同场投标的两家总是同一家中标", en="Co-bidding pairs have same recurrent winner"),
    subject="bidder_pair",
    key=KEY,
    scope="population",
    needs=NEEDS,
    helps=HELPS,
    params={
        "minimum_count": Param(
            int, Text("同场且其一中标的至少几次", "processes together that one of them won"), required=True, minimum=2
        ),
        "at_least": Param(float, Text("多的一家占比达到", "share of the winner at least"), required=True, minimum=0),
        **RATE,
        **EXCLUDED,
    },
    threshold="at_least",
    seen=Text(
        "投标人 {subject_id} 同场投标时，中标的 {value} 归同一家",
        "Where the bidders {subject_id} meet, a share of {value} of the wins goes to one of them",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    bid: Table,
    award: Table,
    *,
    minimum_count: int,
    at_least: float,
    false_discovery_rate: float,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare who wins where two bidders meet with how often each wins elsewhere."""
    rows = entries(tender, bid, award, excluded_procurement_method_details)
    met = meetings(rows)
    pairs = met.group_by(*KEY).aggregate(
        met=met.count(),
        n=settled(met).sum(),
        first=met.first_won.sum(),
        second=met.second_won.sum(),
        first_alone=(met.first_won & ~met.second_won).sum(),
        second_alone=(met.second_won & ~met.first_won).sum(),
        unclear=settled(met).isnull().sum(),
    )
    pairs = pairs.filter(pairs.n + pairs.unclear >= minimum_count)
    overall = rows.group_by("bidder").aggregate(bids=rows.count(), wins=rows.won.sum())
    one = overall.select(one="bidder", one_bids="bids", one_wins="wins")
    two = overall.select(two="bidder", two_bids="bids", two_wins="wins")
    both = pairs.inner_join(one, [("tenderer_id", "one")]).inner_join(two, [("partner_id", "two")])
    first_rate = (both.one_wins - both["first"] + 1) / (both.one_bids - both.met + 2)
    second_rate = (both.two_wins - both.second + 1) / (both.two_bids - both.met + 2)
    ahead = both.first_alone >= both.second_alone
    usual = ahead.ifelse(first_rate, second_rate) / (first_rate + second_rate)
    wins = ibis.greatest(both.first_alone.fill_null(0), both.second_alone.fill_null(0))
    chance = tail_bound(wins, both.n, ibis.greatest(usual, 0.5))
    tested = both.select(
        *KEY,
        value=wins / both.n,
        p=(both.n >= minimum_count).ifelse(chance, ibis.null("float64")),
        unclear=both.unclear > 0,
    )
    judged = adjusted(tested, KEY)
    odd = (judged.q <= false_discovery_rate) & (judged.value >= at_least)
    flagged = ibis.cases(
        (judged.q.isnull(), ibis.null("boolean")),
        (odd, True),
        (judged.unclear, ibis.null("boolean")),
        else_=False,
    )
    return judged.select(*KEY, "value", flagged=flagged)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    award: Table,
    *,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The bids of the two where they met."""
    return cite_meetings(flagged, tender, bid, award, excluded_procurement_method_details)

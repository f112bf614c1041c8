"""
两家轮流中标。Two bidders take turns at winning.

开放采购红旗目录 R057。把两家同场、其中恰有一家中标的采购按定标日排列，值是相邻两次换人的比例。次数、胜负不变而次序随
机时，换人多到这个程度的机会极小的才提示（游程检验，Wald 与 Wolfowitz，1940）；同场太少、或一家几乎不赢的对子不问。
OCP red flag R057. The processes where both bid and exactly one of the two won are put in the order of their awards;
the value is the share of neighbours with different winners. Were the order random, given how often each won, the
number of runs would have a known mean and variance (Wald and Wolfowitz, 1940); the bound exp(-z²/2)/2 on the normal
tail is adjusted after Benjamini and Hochberg over all pairs: of the flagged, at most `false_discovery_rate` are
expected to be luck. Pairs that met fewer than `minimum_count` times, or of which one won fewer than `minimum_wins`,
are not asked: the normal approximation needs them. Awards of one day stand in the order of their ids. Without the day
or winner of an award nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._discovery import RATE, adjusted
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
    title=Text(zh="两家轮流中标", en="Bid rotation"),
    subject="bidder_pair",
    key=KEY,
    scope="population",
    needs={**NEEDS, "award": (*NEEDS["award"], "awarded_day")},
    helps=HELPS,
    params={
        "minimum_count": Param(
            int, Text("同场且其一中标的至少几次", "processes together that one of them won"), required=True, minimum=4
        ),
        "minimum_wins": Param(int, Text("每家至少赢几次", "wins of each at least"), required=True, minimum=2),
        **RATE,
        **EXCLUDED,
    },
    seen=Text(
        "投标人 {subject_id} 同场中标时，相邻两次换人的比例为 {value}，比随机次序高得多",
        "Where the bidders {subject_id} meet, the winner changes from one award to the next in a share of {value}, "
        "far more than a random order would show",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    bid: Table,
    award: Table,
    *,
    minimum_count: int,
    minimum_wins: int,
    false_discovery_rate: float,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Count how often the winner changes between two bidders who meet."""
    met = meetings(entries(tender, bid, award, excluded_procurement_method_details))
    met = met.filter(settled(met).fill_null(True))
    in_order = ibis.window(group_by=list(KEY), order_by=["day", "tender_id"])
    steps = met.mutate(before=met.first_won.lag().over(in_order))
    pairs = steps.group_by(*KEY).aggregate(
        n=steps.count(),
        first=steps.first_won.sum(),
        changes=(steps.first_won != steps.before).sum(),
        unclear=(steps.day.isnull() | settled(steps).isnull()).max(),
    )
    pairs = pairs.mutate(second=pairs.n - pairs["first"])
    pairs = pairs.filter(
        pairs.n >= minimum_count, pairs["first"] >= minimum_wins, pairs.second >= minimum_wins
    )
    n, runs = pairs.n.cast("float64"), pairs.changes + 1
    mean = 2.0 * pairs["first"] * pairs.second / n + 1
    variance = (mean - 1) * (mean - 2) / (n - 1)
    far = runs - mean
    tail = (far > 0).ifelse(0.5 * (-far * far / (2 * variance)).exp(), 1.0)
    tested = pairs.select(
        *KEY,
        value=pairs.changes / (n - 1),
        p=(pairs.unclear | (variance <= 0)).ifelse(ibis.null("float64"), tail),
    )
    judged = adjusted(tested, KEY)
    return judged.select(*KEY, "value", flagged=judged.q <= false_discovery_rate)


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

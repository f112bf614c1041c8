"""
评委打分远离评标委员会其他成员。A member's score lies far from those of the rest of the panel.

《招标投标法》第四十四条第一款：评标委员会成员应当客观、公正地履行职务；《招标投标法实施条例》第四十九条第一款：按照招标
文件规定的评标标准和方法，客观、公正地对投标文件提出评审意见。只作线索。

同一项目、标段、轮次的同一评分项里，每个分数减去其他评委对该投标的中位数得差数 r：含他自己的中位数会被他拉近，人少时总有
一人恰为零，离散因此偏小，诚实的也被列出。全部差数绝对值的中位数为 MAD，稳健 z 值为 0.6745 × |r| ÷ MAD。MAD 为零（多数
分数相同）时改用平均绝对差，z 为 |r| ÷ (1.2533 × 平均绝对差)（Iglewicz、Hoaglin，1993）；全都相同的，没有远离的。一名
评委对一份投标的一项有几个细项的先相加。

值是 z 超过 `limit` 的分数个数。评委不足 `minimum_experts` 名、分数不足 `minimum_scores` 个的评分项不比；一项都不能
比的，或者分数、评委、投标人不明的，留空。
For one item of a tender, lot and round, r is each score less the median of the other members for that bid: a median
that includes the member's own score leans towards it, and of a few members one always differs by nothing, so that the
spread comes out too small and honest members are listed. MAD is the median of all |r|, and the robust z is
0.6745 |r| / MAD. Where MAD is zero, most scores being equal, the mean absolute difference serves, z being
|r| / (1.2533 × mean). Details that one member gave one bid for one item are added up first. The value counts the
scores whose z exceeds `limit`. Items of too few members or scores are not compared; where none can be, or a score, a
member or a bidder is unknown, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._tendering import LAW, tendered
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

NORMAL = 0.6745
"""Three quarters of a normal distribution lie below so many standard deviations."""
MEAN = 1.2533
"""Root of π/2: the standard deviation of a normal distribution by its mean absolute deviation."""
ITEM = ["tender_id", "lot", "turn", "factor"]

check = Check(
    __name__,
    title=Text(zh="评委打分远离其他成员", en="Score far from the rest of the panel"),
    subject="tender",
    scope="case",
    statistical=True,
    dated_by="opened_on",
    needs={
        "tender": ("tender_id", "opened_on"),
        "panel_score": (
            "panel_score_id", "tender_id", ("person_id_no", "person_id"), ("bidder_id", "bid_id"), "factor", "score",
        ),
    },
    helps={
        "tender": ("procuring_entity_id", "buyer_id", *LAW),
        "panel_score": ("lot_id", "round", "person_id", "person_id_no", "bid_id", "bidder_id"),
    },
    params={
        "limit": Param(float, Text("z 值超过多少算远离", "z beyond which it is far off"), required=True, minimum=0),
        "minimum_experts": Param(int, Text("评委至少几名", "members at least"), required=True, minimum=3),
        "minimum_scores": Param(int, Text("同一项分数至少几个", "scores at least"), required=True, minimum=5),
        "factors": Param(list, Text("比哪些评分项", "items that are compared"), required=True),
    },
    threshold="limit",
    seen=Text(
        "项目 {subject_id} 有 {value} 个评委打分远离其他成员（z 超过 {threshold}）",
        "Tender {subject_id}: {value} scores lie far from the rest of the panel (z beyond {threshold})",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    panel_score: Table,
    *,
    limit: float,
    minimum_experts: int,
    minimum_scores: int,
    factors: list[str],
) -> Table:
    """Measure every score by the spread of its item."""
    scored = _scored(panel_score, factors)
    far = _far(scored, minimum_experts, minimum_scores)
    counted = far.group_by(of_tender="tender_id").aggregate(
        value=(far.z > limit).fill_null(False).sum(), compared=far.z.notnull().any()
    )
    vague = scored.group_by(in_tender="tender_id").aggregate(vague=scored.vague.any())
    asked = tendered(tender)
    owner = asked.procuring_entity_id.coalesce(asked.buyer_id)
    rows = asked.select("tender_id", unit_id=owner).distinct()
    rows = rows.left_join(counted, rows.tender_id == counted.of_tender)
    rows = rows.left_join(vague, rows.tender_id == vague.in_tender)
    clear = rows.compared.fill_null(False) & ~rows.vague.fill_null(True)
    flagged = ibis.cases((rows.value > 0, True), (clear, False), else_=ibis.null("boolean"))
    return rows.select("tender_id", "unit_id", value=rows.value, flagged=flagged)


@check.evidence
def evidence(
    flagged: Table,
    panel_score: Table,
    *,
    limit: float,
    minimum_experts: int,
    minimum_scores: int,
    factors: list[str],
) -> Table:
    """The scores that lie so far off, with the bidder they concern."""
    far = _far(_scored(panel_score, factors), minimum_experts, minimum_scores)
    rows = far.filter(far.z > limit).semi_join(flagged, "tender_id")
    return rows.select(
        "tender_id",
        table=ibis.literal("panel_score"),
        row_id=rows.row_id,
        role=ibis.literal("tenderer"),
        party_id=rows.bidder,
    )


def _scored(panel_score: Table, factors: list[str]) -> Table:
    """One row a member, bid and item: the points given, and whether something about it is not known."""
    s = panel_score.filter(panel_score.factor.isin(factors) | panel_score.factor.isnull())
    s = s.mutate(
        lot=s.lot_id.fill_null(""),
        turn=s["round"].fill_null(0),
        person=s.person_id_no.coalesce(s.person_id),
        whose=s.bid_id.coalesce(s.bidder_id),
    )
    return s.group_by(*ITEM, "person", "whose").aggregate(
        row_id=s.panel_score_id.min(),
        bidder=s.bidder_id.max(),
        points=s.score.sum(),
        vague=(s.score.isnull() | s.person.isnull() | s.whose.isnull() | s.factor.isnull()).any(),
    )


def _far(scored: Table, minimum_experts: int, minimum_scores: int) -> Table:
    """Scores beside those of other members for the same bid, with their robust `z`; null where there are too few."""
    known = scored.filter(~scored.vague)
    other = known.view()
    same_bid = [known[name] == other[name] for name in (*ITEM, "whose")]
    beside = known.join(other, [*same_bid, known.person != other.person]).select(
        *(known[name] for name in known.columns), theirs=other.points
    )
    apart = beside.group_by(known.columns).aggregate(middle=beside.theirs.median())
    apart = apart.mutate(gap=(apart.points - apart.middle).abs())
    spread = apart.group_by(*(apart[name].name(f"of_{name}") for name in ITEM)).aggregate(
        mad=apart.gap.median(),
        mean=apart.gap.mean(),
        scores=apart.count(),
        experts=apart.person.nunique(),
    )
    rows = apart.join(spread, [apart[name] == spread[f"of_{name}"] for name in ITEM])
    enough = (rows.scores >= minimum_scores) & (rows.experts >= minimum_experts)
    z = ibis.cases(
        (~enough, ibis.null("float64")),
        (rows.mad > 0, rows.gap * NORMAL / rows.mad),
        (rows["mean"] > 0, rows.gap / (rows["mean"] * MEAN)),
        else_=0.0,
    )
    return rows.select("tender_id", "row_id", "bidder", z=z)

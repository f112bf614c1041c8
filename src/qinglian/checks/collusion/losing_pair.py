"""
总在一起投标而其中一家从不中标。Two bidders meet far more often than chance, and one of them never wins.

《招标投标法实施条例》第三十九条第二款第二项、第三项（投标人之间约定中标人、约定部分投标人放弃投标或者中标）所指的陪
标，只作线索。

同一市场（规则卡所列各列相同、开标年份相同）里，设各家的投标次数和各项目的家数不变，彼此无关地去投：甲乙在某项目相遇
的机会是各自的次数乘以该项目的家数、除以总家次，再相乘。各项目、各市场相加得预期相遇次数 λ，实际相遇 n 次的可能不大
于泊松尾概率的上界（见
`_chance`）。忙的企业 λ 也大，不因忙被提示。同时问许多对，用 Benjamini–Hochberg 控制：所提示的各对中，预期出于偶然的
不超过 `false_discovery`；问过的对数按投标够 `minimum_count` 次的企业两两计，宁多勿少。

值是相遇的项目数，少于 `minimum_count` 的不问。联合体成员之间不算相遇。相遇的项目市场不明或者结果不明，足以改变结论
的，留空：行业、地区混在一起，圈内各家自然总在相遇，所以不明的不拼在一起算。
In one market (equal in the columns of the card, opened in one year), keep how often each firm bid and how many bid
in each tender, and let them bid without heed of each other. The expected number of meetings is the sum, over
tenders, of the two firms' bids times bids in the tender over all bids, multiplied. The chance of so many meetings
is bounded from above; busy firms are expected to meet more often. Of the pairs that are flagged no more than the
share `false_discovery` is expected to be chance. The value counts the tenders in which both bid; fewer than
`minimum_count` are not asked. Members of one consortium do not meet. Where an unknown result could change the
answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks import _chance
from qinglian.checks._procurement import BIDDER, SUPPLIER, bidders, suppliers
from qinglian.checks._tendering import LAW, tendered
from qinglian.checks.collusion import _sides
from qinglian.model.check import Check, Param
from qinglian.model.once import once
from qinglian.model.text import Text

NOBODY_WON = ("cancelled", "unsuccessful")
PAIR = ["bidder_id", "partner_id"]

check = Check(
    __name__,
    title=Text(zh="总在一起投标而一家从不中标", en="Always bidding together, and one never wins"),
    subject="bidder",
    scope="population",
    key=("bidder_id", "partner_id"),
    needs={
        "tender": ("tender_id", "opened_on", "region", "category"),
        "bid": ("bid_id", "tender_id", BIDDER),
        "award": ("tender_id", "status", SUPPLIER),
    },
    helps={"tender": ("status", *LAW), "bid": ("lot_id", "status", "withdrawn")},
    params={
        "minimum_count": Param(
            int, Text("至少相遇几次", "meetings at least"), required=True, minimum=2
        ),
        "false_discovery": Param(
            float,
            Text("提示中预期出于偶然的份额至多", "share of chance among what is flagged"),
            required=True,
        ),
        "minimum_lift": Param(
            float, Text("至少是预期次数的几倍", "times the expected number at least"), default=1.0
        ),
        "market": Param(
            list, Text("哪些列相同才算一个市场", "columns that make a market"), required=True
        ),
    },
    seen=Text(
        "{subject_id} 两家在 {value} 个项目里相遇，远多于偶然，且一家从未中标",
        "{subject_id}: met in {value} tenders, far beyond chance, and one of the two never won",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    award: Table,
    *,
    minimum_count: int,
    false_discovery: float,
    minimum_lift: float,
    market: list[str],
) -> Table:
    """Compare how often two firms met with how often they would by chance, then see who won."""
    entries = _entries(tender, bid, market)
    met = _met(entries)
    pairs = met.group_by(PAIR).aggregate(
        value=met.tender_id.nunique(), placed=met.tender_id.nunique(where=met.market.notnull())
    )
    asked = pairs.filter(pairs.value >= minimum_count)
    likely = expected(entries.filter(entries.market.notnull()), asked)
    mine = [("bidder_id", "of_bidder"), ("partner_id", "of_partner")]
    told = asked.left_join(likely.rename(of_bidder="bidder_id", of_partner="partner_id"), mine)
    told = told.drop("of_bidder", "of_partner")
    chances = told.mutate(p=_chance.tail(told.placed, told.expected))
    busy = entries.group_by("body").aggregate(bids=entries.tender_id.nunique())
    able = busy.filter(busy.bids >= minimum_count).aggregate(firms=ibis._.count())
    tests = able.select(tests=able.firms * (able.firms - 1) / 2)
    found = _chance.discovered(chances, PAIR, tests, false_discovery)
    rows = found.left_join(_results(tender, award, met), mine)
    both_won = (rows.won > 0) & (rows.partner_won > 0)
    often = rows.found & (rows.placed >= rows.expected * minimum_lift).fill_null(False)
    flagged = ibis.cases(
        (both_won, False),
        (~often & (rows.placed < rows.value), ibis.null("boolean")),
        (~often, False),
        (rows.open > 0, ibis.null("boolean")),
        else_=True,
    )
    return rows.select("bidder_id", "partner_id", "value", flagged=flagged)


@check.evidence
def evidence(flagged: Table, tender: Table, bid: Table, *, market: list[str]) -> Table:
    """The bids of both where they met."""
    met = _met(_entries(tender, bid, market)).semi_join(flagged, PAIR)
    bids = (("bid_id", "bidder_id"), ("partner_bid", "partner_id"))
    return ibis.union(
        *(
            met.select(
                *PAIR,
                table=ibis.literal("bid"),
                row_id=met[row_id],
                role=ibis.literal("tenderer"),
                party_id=met[party],
            )
            for row_id, party in bids
        ),
        distinct=True,
    )


def _entries(tender: Table, bid: Table, market: list[str]) -> Table:
    """Who bid in which tender, and in which market that lies."""
    stayed = _sides.stayed(bid)
    each = stayed.select("tender_id", "bid_id", "lot_id", body=bidders(stayed).unnest())
    held = tendered(tender)
    known = held.select(of_tender="tender_id", market=_chance.market(held, market))
    rows = each.join(known, each.tender_id == known.of_tender)
    return once(rows.filter(rows.body.notnull()).drop("of_tender").distinct())


def _met(entries: Table) -> Table:
    """Tenders in which two bodies bid against each other for one lot."""
    one = entries.view()
    other = entries.view().select(
        of_tender="tender_id", partner_bid="bid_id", of_lot="lot_id", partner_id="body"
    )
    both = one.join(other, [("tender_id", "of_tender")])
    both = both.filter(
        both.body < both.partner_id,
        both.bid_id != both.partner_bid,
        both.lot_id.identical_to(both.of_lot),
    )
    return once(
        both.select("tender_id", "market", "bid_id", "partner_bid", "partner_id", bidder_id="body")
    )


def expected(entries: Table, pairs: Table) -> Table:
    """How often each pair would meet by chance, in the markets where both bid."""
    sizes = entries.group_by("market", "tender_id").aggregate(size=entries.body.nunique())
    whole = sizes.group_by(of_market="market").aggregate(
        squares=(sizes["size"] * sizes["size"]).sum(), all=sizes["size"].sum()
    )
    counts = entries.group_by("market", "body").aggregate(bids=entries.tender_id.nunique())
    of_market = counts.join(whole, counts.market == whole.of_market)
    share = of_market.squares / of_market["all"].cast("float64") / of_market["all"]
    mine = of_market.select("market", "body", "bids", share=share).view()
    # One text for firm and market, so that no engine joins firms by market alone first.
    theirs = counts.select(
        its=ibis.array([counts.body, counts.market]).join("\x1f"), its_bids="bids"
    ).view()
    rows = pairs.join(mine, [("bidder_id", "body")])
    rows = rows.mutate(partner=ibis.array([rows.partner_id, rows.market]).join("\x1f"))
    rows = rows.join(theirs, [("partner", "its")])
    return rows.group_by(PAIR).aggregate(expected=(rows.bids * rows.its_bids * rows.share).sum())


def _results(tender: Table, award: Table, met: Table) -> Table:
    """For each pair: where it met, how often either won, and how many results are not known."""
    active = award.filter(award.status == "active")
    won = active.select(of_award="tender_id", winner=suppliers(active).unnest())
    won = won.filter(won.winner.notnull()).distinct()
    ended = tender.filter(tender.status.isin(NOBODY_WON)).select(of_award="tender_id")
    told = won.select("of_award").union(ended).distinct().mutate(told=True)
    places = met.select("tender_id", *PAIR).distinct()
    known = places.left_join(told, [("tender_id", "of_award")]).drop("of_award").view()
    one = won.rename(first_award="of_award", first_winner="winner").mutate(first=1).view()
    two = won.rename(second_award="of_award", second_winner="winner").mutate(second=1).view()
    rows = known.left_join(one, [("tender_id", "first_award"), ("bidder_id", "first_winner")])
    rows = rows.left_join(two, [("tender_id", "second_award"), ("partner_id", "second_winner")])
    return rows.group_by(of_bidder="bidder_id", of_partner="partner_id").aggregate(
        won=rows["first"].sum().fill_null(0),
        partner_won=rows.second.sum().fill_null(0),
        open=rows.told.isnull().sum(),
    )

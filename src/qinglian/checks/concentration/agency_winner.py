"""
代理机构经手的项目集中由一家中标。One supplier wins at one agency far more often than elsewhere.

线索：代理机构与中标人的集中度。只与同一市场比：同一市场（规则卡所列各列相同、开标年份相同）里，设各代理机构经手的项
目数和各中标人的中标次数不变，谁在哪家代理机构中标出于偶然；某对的预期次数是中标次数乘以该代理机构的份额，各市场相加
得 λ。每个市场里的次数服从超几何分布，其和的尾概率不大于泊松尾概率的上界（见 `_chance`）。同时问许多对，用
Benjamini–Hochberg 控制：所提示的各对中，预期出于偶然的不超过 `false_discovery`；问过的对数按够 `minimum_count` 的代
理机构与中标人两两计。

值是该中标人在该代理机构的中标项目数，少于 `minimum_count` 的不问；还须占该代理机构项目的 `minimum_share`。中标人另
有项目代理机构不明而未提示的，留空。
In one market (equal in the columns of the card, opened in one year), keep the tenders of each agency and the wins
of each supplier, and let it be chance at which agency a win falls: the expected number of a pair is the wins times
the agency's share of tenders, summed over markets. The count in each market is hypergeometric; the tail of their
sum is bounded from above. Of the pairs that are flagged no more than the share `false_discovery` is expected to be
chance. The value counts the tenders won at the agency; fewer than `minimum_count` are not asked, and they must be
`minimum_share` of the agency's. Where the supplier also won tenders of an unknown agency or in an unknown market
and nothing is flagged, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks import _chance
from qinglian.checks._procurement import SUPPLIER, suppliers
from qinglian.checks._tendering import LAW, tendered
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

PAIR = ["agency_id", "supplier_id"]

check = Check(
    __name__,
    title=Text(zh="代理机构经手的项目集中由一家中标", en="One supplier wins at one agency"),
    subject="agency",
    scope="population",
    key=("agency_id", "supplier_id"),
    needs={
        "tender": ("tender_id", ("agency_id", "agency"), "opened_on", "region", "category"),
        "award": ("award_id", "tender_id", "status", SUPPLIER),
    },
    helps={"tender": ("agency_id", "agency", *LAW)},
    params={
        "minimum_count": Param(
            int, Text("至少中标几次", "wins at least"), required=True, minimum=2
        ),
        "minimum_share": Param(
            float, Text("至少占代理机构项目的份额", "share of the agency's tenders"), required=True
        ),
        "false_discovery": Param(
            float,
            Text("提示中预期出于偶然的份额至多", "share of chance among what is flagged"),
            required=True,
        ),
        "market": Param(
            list, Text("哪些列相同才算一个市场", "columns that make a market"), required=True
        ),
    },
    seen=Text(
        "{subject_id}：该中标人在该代理机构经手的项目中标 {value} 次，远多于偶然",
        "{subject_id}: the supplier won {value} tenders of the agency, far beyond chance",
    ),
)


@check
def evaluate(
    tender: Table,
    award: Table,
    *,
    minimum_count: int,
    minimum_share: float,
    false_discovery: float,
    market: list[str],
) -> Table:
    """Compare how often a supplier won at an agency with its wins elsewhere in the market."""
    wins = _wins(tender, award, market)
    named = wins.filter(wins.agency_id.notnull())
    pairs = named.group_by(PAIR).aggregate(
        value=named.tender_id.nunique(),
        placed=named.tender_id.nunique(where=named.market.notnull()),
    )
    asked = pairs.filter(pairs.value >= minimum_count)
    likely = expected(named.filter(named.market.notnull()), asked)
    likely = likely.rename(by_agency="agency_id", by_supplier="supplier_id")
    told = asked.left_join(likely, [("agency_id", "by_agency"), ("supplier_id", "by_supplier")])
    told = told.drop("by_agency", "by_supplier")
    chances = told.mutate(p=_chance.tail(told.placed, told.expected))
    agencies = named.group_by(at="agency_id").aggregate(handled=named.tender_id.nunique())
    winners = named.group_by("supplier_id").aggregate(won=named.tender_id.nunique())
    able = agencies.filter(agencies.handled >= minimum_count).aggregate(agencies=ibis._.count())
    also = winners.filter(winners.won >= minimum_count).aggregate(winners=ibis._.count())
    both = able.cross_join(also)
    tests = both.select(tests=both.agencies * both.winners)
    found = _chance.discovered(chances, PAIR, tests, false_discovery)
    unknown = wins.filter(wins.agency_id.isnull()).select(of_supplier="supplier_id").distinct()
    rows = found.join(agencies, found.agency_id == agencies.at)
    rows = rows.left_join(unknown, rows.supplier_id == unknown.of_supplier)
    gathered = rows.found & (rows.value >= rows.handled * minimum_share)
    open_ = rows.of_supplier.notnull() | (rows.placed < rows.value)
    flagged = ibis.cases((gathered, True), (open_, ibis.null("boolean")), else_=False)
    return rows.select("agency_id", "supplier_id", "value", flagged=flagged)


@check.evidence
def evidence(flagged: Table, tender: Table, award: Table, *, market: list[str]) -> Table:
    """The awards of the pair."""
    rows = _wins(tender, award, market).semi_join(flagged, PAIR)
    return rows.select(
        *PAIR,
        table=ibis.literal("award"),
        row_id=rows.award_id,
        role=ibis.literal("supplier"),
        party_id=rows.supplier_id,
    )


def _wins(tender: Table, award: Table, market: list[str]) -> Table:
    """Who won what by tender, at which agency, in which market."""
    active = award.filter(award.status == "active")
    won = active.select("award_id", "tender_id", supplier_id=suppliers(active).unnest())
    held = tendered(tender)
    known = held.select(
        of_tender="tender_id",
        agency_id=held.agency_id.coalesce(held.agency),
        market=_chance.market(held, market),
    )
    rows = won.join(known, won.tender_id == known.of_tender)
    return rows.filter(rows.supplier_id.notnull()).drop("of_tender")


def expected(wins: Table, pairs: Table) -> Table:
    """How many wins would fall to each pair by chance."""
    markets = wins.group_by(in_market="market").aggregate(tenders=wins.tender_id.nunique())
    handled = wins.group_by("market", at="agency_id").aggregate(handled=wins.tender_id.nunique())
    won = wins.group_by(of_market="market", who="supplier_id").aggregate(
        won=wins.tender_id.nunique()
    )
    shares = handled.join(markets, handled.market == markets.in_market)
    shares = shares.select("market", "at", share=shares.handled / shares.tenders).view()
    # One text for supplier and market, so that no engine joins the two by market alone first.
    wins_of = won.select(its=ibis.array([won.who, won.of_market]).join("\x1f"), won="won").view()
    rows = pairs.join(shares, [("agency_id", "at")])
    rows = rows.mutate(supplier=ibis.array([rows.supplier_id, rows.market]).join("\x1f"))
    rows = rows.join(wins_of, [("supplier", "its")])
    return rows.group_by(PAIR).aggregate(expected=(rows.won * rows.share).sum())

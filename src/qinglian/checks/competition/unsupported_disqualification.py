"""
低于中标价的投标被否决，没有任何文件支持。A bid below the winning one was disqualified, and no document supports it.

开放采购红旗目录 R037。只问只比价格的评审办法；评审已定、一家中标。有一份被否决的投标报价不高于中标人的报价（同一币
种），且该投标没有任何文件记录的提示；值是这样的投标数。来源里有文件的被否决投标不够多的，缺不说明问题，留空。
OCP red flag R037. Only where price alone decides, the awards are final and one supplier won. Flagged where a
disqualified bid asks no more than the winner's, in the same currency, and has no document on record; the value is
how many there are. Where the source carries documents for too few disqualified bids their lack says nothing, and
nothing is concluded.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._carried import CARRIED, publisher
from qinglian.checks._procurement import (
    EXCLUDED,
    KEY,
    PRICED,
    TENDER,
    cite_bids,
    cite_tenders,
    listed,
    money,
    outcomes,
    per_process,
    price,
    processes,
    recorded,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="否决低价投标缺少文件支持", en="Poorly supported disqualifications"),
    subject="contracting_process",
    scope="population",
    needs={
        "tender": ("tender_id", "award_criteria"),
        "bid": ("bid_id", "tender_id", "bidder_id", "status", *PRICED),
        "award": ("tender_id", "status", "supplier_id"),
        "document": ("document_id", "tender_id", "bid_id"),
    },
    helps={"tender": (*TENDER, "bids_recorded")},
    params={
        "objective_criteria": Param(
            list, Text("只比价格的评审办法", "award criteria by price alone"), required=True
        ),
        **CARRIED,
        **EXCLUDED,
    },
    seen=Text(
        "采购过程 {subject_id} 有 {value} 份不高于中标价的投标被否决，没有任何文件支持",
        "In contracting process {subject_id} {value} bids at or below the winning price were disqualified "
        "without any document",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    award: Table,
    document: Table,
    *,
    objective_criteria: list[str],
    minimum_count: int,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Look for cheap bids that were disqualified without a document."""
    asked = processes(
        tender, "award_criteria", "bids_recorded", excluded=excluded_procurement_method_details
    )
    asked = asked.filter(
        asked.award_criteria.isin(listed(objective_criteria)) | asked.award_criteria.isnull()
    )
    bids = _rejected(bid, award, document)
    counted = bids.group_by(of_tender="tender_id").aggregate(
        bare=(bids.cheap & ~bids.documented).cast("int64").sum(),
        unknown=(bids.cheap.isnull() & ~bids.documented).max(),
    )
    carries = bids.group_by(source=publisher(bids.tender_id)).aggregate(
        carries=bids.documented.cast("int64").sum() >= minimum_count
    )
    some = bid.group_by(of_bids="tender_id").aggregate(bids=bid.count())
    rows = asked.left_join(counted, [("tender_id", "of_tender")])
    rows = rows.left_join(some, [("tender_id", "of_bids")])
    rows = rows.mutate(of_source=publisher(rows.tender_id))
    rows = rows.left_join(carries, [("of_source", "source")])
    none = rows.of_tender.isnull() & recorded(rows.bids_recorded, rows.of_bids.notnull())
    bare = none.ifelse(0, rows.bare.fill_null(rows.of_tender.notnull().ifelse(0, None)))
    flagged = ibis.cases(
        (none, False),
        (rows.award_criteria.isnull() | ~rows.carries.fill_null(False), ibis.null("boolean")),
        (rows.bare > 0, True),
        (rows.of_tender.notnull() & ~rows.unknown, False),
    )
    return per_process(rows, flagged, bare.cast("float64"))


@check.evidence
def evidence(flagged: Table, tender: Table, bid: Table, award: Table, document: Table) -> Table:
    """The disqualified bids without documents, with their bidders, and the tender."""
    mine = processes(tender).semi_join(flagged, KEY).select("tender_id", KEY)
    bids = _rejected(bid.semi_join(mine, "tender_id"), award, document)
    bare = bids.filter(bids.cheap & ~bids.documented).inner_join(mine, "tender_id")
    return cite_bids(bare, bidder=bare.bidder_id).union(cite_tenders(flagged, tender))


def _rejected(bid: Table, award: Table, document: Table) -> Table:
    """Disqualified bids: whether as `cheap` as the winner's, null where unknown, and whether `documented`."""
    named = bid.mutate(sum=price(bid), money=money(bid))
    ended = outcomes(award)
    with_winner = named.inner_join(ended.select("awarded", "winner"), [("tender_id", "awarded")])
    won = with_winner.filter(
        with_winner.bidder_id == with_winner.winner, with_winner.status == "valid"
    )
    winning: Any = won.group_by(of_winner="tender_id").aggregate(
        winning=won["sum"].min(), least=won.money.min(), most=won.money.max()
    )
    out = named.filter(named.status == "disqualified")
    rows = out.left_join(winning, [("tender_id", "of_winner")])
    papers = document.filter(document.bid_id.notnull()).select(of_paper="bid_id").distinct()
    rows = rows.left_join(papers, [("bid_id", "of_paper")])
    alike = (rows.money == rows.least) & (rows.money == rows.most)
    cheap = alike.ifelse(rows["sum"] <= rows.winning, ibis.null("boolean"))
    return rows.select(
        "bid_id", "tender_id", "bidder_id", cheap=cheap, documented=rows.of_paper.notnull()
    )

"""
投标人少于法定家数仍开标。Bids were opened with fewer bidders than the law requires.

《招标投标法》第二十八条：投标人少于三个的，招标人应当依照本法重新招标。《实施条例》第四十四条：投标人少于三个的，不
得开标。

值是确知未撤回的投标人家数，标段、轮次分别数。撤回与否、属于哪个标段或者哪一轮不明、足以改变结论的，以及没有投标记录
的，留空。联合体算一家。这一轮已作流标、终止处理的，不再问。
The value counts bidders known to have stayed, by lot and round. Where an unknown withdrawal, lot or round could
change the answer, or no bid is on record, nothing is concluded. A consortium is one bidder. A round that failed is
answered.
"""

import ibis
from ibis import Table

from qinglian.checks._tendering import (
    FAILED,
    LAW,
    UNIT,
    agree,
    answers_for,
    one_each,
    under_tendering,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="投标人少于法定家数仍开标", en="Opened with too few bidders"),
    subject="tender",
    scope="case",
    dated_by="opened_at",
    needs={
        "tender": ("tender_id", "method", "opened_at"),
        "bid": ("tender_id", "bidder_id", ("withdrawn", "status")),
    },
    helps={"tender": (*UNIT, *LAW, "status", "round", "lot_id"), "bid": ("bidder_name", "round", "lot_id")},
    params={
        "minimum_bidders": Param(int, Text("至少几家", "at least how many"), required=True, minimum=1),
        "methods": Param(list, Text("只问这些招标方式", "asks of these methods"), required=True),
    },
    threshold="minimum_bidders",
    seen=Text(
        "项目 {subject_id} 只有 {value} 家投标人仍开标，法定至少 {threshold} 家",
        "Tender {subject_id} was opened with {value} bidders; the law asks for {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(tender: Table, bid: Table, *, minimum_bidders: int, methods: list[str]) -> Table:
    """Count the bidders of every opened round and lot, and compare with the minimum."""
    held = under_tendering(tender)
    of_tender = ibis.window(group_by="tender_id")
    several = held["round"].min().over(of_tender) < held["round"].max().over(of_tender)
    held = held.mutate(several=several.fill_null(False), unit_id=answers_for(held))
    opened = held.filter(
        held.opened_at.notnull(),
        held.method.isin(methods) | held.method.isnull(),
        ~held.status.isin(FAILED).fill_null(False),
    ).select("tender_id", "unit_id", "method", "round", "lot_id", "several")
    bids = _handed_in(bid)
    joined = opened.left_join(
        bids, [opened.tender_id == bids.of, *agree(opened, bids, "round", "lot_id")]
    )
    placed = joined.mutate(lot=joined.lot_id.coalesce(joined.lot_id_right))
    of_round = ibis.window(group_by=["tender_id", "round"])
    named = placed.lot.notnull().any().over(of_round)
    lost = (placed.lot.isnull() & named) | (placed.round_right.isnull() & placed.several)
    placed = placed.mutate(lost=lost & placed.bidder.notnull(), named=named)
    placed = placed.mutate(vague=placed.lost.any().over(of_round))
    counted = placed.group_by(
        "tender_id", "unit_id", "method", "round", "lot", "named", "vague"
    ).aggregate(
        sure=placed.bidder.nunique(where=(placed.stayed & ~placed.lost).fill_null(False)),
        most=placed.bidder.nunique(where=placed.stayed.fill_null(True)),
    )
    counted = counted.filter(counted.lot.notnull() | ~counted.named)
    too_few = ibis.cases(
        (counted.method.isnull() | (counted.most == 0), ibis.null("boolean")),
        ((counted.most < minimum_bidders) & ~counted.vague, True),
        (counted.sure >= minimum_bidders, False),
    )
    return one_each(
        counted.select("tender_id", "unit_id", value=counted.sure, flagged=too_few), "tender_id"
    )


def _handed_in(bid: Table) -> Table:
    """Bids with who made them and whether they stayed, as far as is known."""
    handed = bid.filter((bid.status != "invited").fill_null(True))
    stayed = ~handed.withdrawn.coalesce(handed.status == "withdrawn")
    bidder = ibis.coalesce(handed.bidder_id, handed.bidder_name, handed.bid_id)
    return handed.select("round", "lot_id", of="tender_id", bidder=bidder, stayed=stayed)


@check.evidence
def evidence(flagged: Table, bid: Table) -> Table:
    """The bids on record of each flagged tender."""
    rows = flagged.select("tender_id").join(bid, "tender_id")
    return rows.select(
        "tender_id",
        table=ibis.literal("bid"),
        row_id=rows.bid_id,
        role=ibis.literal("tenderer"),
        party_id=rows.bidder_id,
    )

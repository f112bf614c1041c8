"""
所有投标被否决仍确定中标人。All bids were rejected, and a winner was decided without a new tender.

《招标投标法》第四十二条第二款：依法必须进行招标的项目的所有投标被否决的，招标人应当依照本法重新招标。第五十七条：在所
有投标被评标委员会否决后自行确定中标人的，中标无效。

值是被否决的投标份数，标段、轮次分别看。已知不是依法必须招标的不提示；这一轮已终止、流标或者另行重新招标的不提示；还没有
中标记录的不提示。没有投标记录，评审结果不明，投标或者中标属于哪个标段、哪一轮不明，足以改变结论的，留空。
The value counts the rejected bids, by lot and round. A tender known not to be mandatory, a round that was ended or held
again, and one without any winner on record are clear. Where no bid is on record, or an unknown result, lot or round
could change the answer, nothing is concluded.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._tendering import (
    FAILED,
    LAW,
    UNIT,
    answers_for,
    one_each,
    tendered,
    unless_mandatory,
)
from qinglian.model.check import Check
from qinglian.model.text import Text

STEPS = ("winner_decided_at", "award_notified_at", "contract_signed_at")
ANEW = ("retender_at", "tender_terminated_at")
PART = ["tender_id", "lot_id", "round"]

check = Check(
    __name__,
    title=Text(zh="所有投标被否决仍确定中标人", en="All bids rejected, yet a winner decided"),
    subject="tender",
    scope="case",
    needs={
        "tender": ("tender_id",),
        "bid": ("bid_id", "tender_id", "status"),
        "award": (),
    },
    helps={
        "tender": (*UNIT, *LAW, *STEPS, *ANEW, "status", "mandatory", "lot_id", "round", "retender_of"),
        "bid": ("bidder_id", "lot_id", "round", "withdrawn"),
        "award": ("tender_id", "status", "lot_id", "round"),
    },
    params={},
    seen=Text(
        "项目 {subject_id} 的 {value} 份投标全部被否决，没有重新招标而有中标记录",
        "Tender {subject_id}: all {value} bids were rejected, and a winner is on record without a new tender",
    ),
)  # fmt: skip


@check
def evaluate(tender: Table, bid: Table, award: Table) -> Table:
    """Look what became of every round and lot of which all bids were rejected."""
    held = tendered(tender)
    several = ibis.window(group_by="tender_id")
    asked = held.mutate(
        unit_id=answers_for(held),
        several=held.tender_id.count().over(several) > 1,
        won=ibis.or_(*(held[name].notnull() for name in STEPS)),
        anew=ibis.or_(held.status.isin(FAILED).fill_null(False), *(held[name].notnull() for name in ANEW)),
        last=held["round"].max().over(several),
    )  # fmt: skip
    again = tender.filter(tender.retender_of.notnull()).select(repeats="retender_of").distinct()
    asked = asked.left_join(again, asked.tender_id == again.repeats)
    asked = asked.mutate(
        anew=asked.anew
        | asked.repeats.notnull()
        | (asked["round"] < asked["last"]).fill_null(False)
    ).select(*PART, "unit_id", "mandatory", "several", "won", "anew")
    rejected = _rejected(asked, bid)
    rows = asked.left_join(rejected, _same(asked, rejected))
    winners = _winners(asked, award)
    rows = rows.drop(*(f"of_{name}" for name in PART))
    rows = rows.left_join(winners, _same(rows, winners))
    won = rows.won | ibis.cases((rows.sure, True), (rows.may, ibis.null("boolean")), else_=False)
    breach = ibis.cases((rows.anew, False), else_=rows.every) & won
    return one_each(
        rows.select(
            "tender_id", "unit_id", value=rows.value, flagged=unless_mandatory(rows, breach)
        ),
        "tender_id",
    )


@check.evidence
def evidence(flagged: Table, bid: Table) -> Table:
    """The rejected bids with their bidders."""
    rows = bid.filter(bid.status == "disqualified").semi_join(flagged, "tender_id")
    return rows.select(
        "tender_id",
        table=ibis.literal("bid"),
        row_id=rows.bid_id,
        role=ibis.literal("tenderer"),
        party_id=rows.bidder_id,
    )


def _same(one: Table, other: Table) -> list[Any]:
    return [one[name].identical_to(other[f"of_{name}"]) for name in PART]


def _placed(asked: Table, rows: Table) -> Table:
    """Rows beside every round and lot they may belong to, and whether they surely do."""
    theirs = rows.rename(its_tender="tender_id", its_lot="lot_id", its_round="round")
    pairs = asked.select(*PART, "several").left_join(
        theirs,
        [
            asked.tender_id == theirs.its_tender,
            asked.lot_id.isnull() | theirs.its_lot.isnull() | (asked.lot_id == theirs.its_lot),
            asked["round"].isnull() | theirs.its_round.isnull() | (asked["round"] == theirs.its_round),
        ],
    )  # fmt: skip
    certain = pairs.lot_id.identical_to(pairs.its_lot) & pairs["round"].identical_to(
        pairs.its_round
    )
    return pairs.mutate(there=pairs.its_tender.notnull(), certain=certain | ~pairs.several)


def _rejected(asked: Table, bid: Table) -> Table:
    """Of every round and lot: how many bids were rejected, and whether `every` one was."""
    handed = bid.filter(
        ~bid.status.isin(["invited", "withdrawn"]).fill_null(False),
        ~bid.withdrawn.fill_null(False),
    )
    pairs = _placed(asked, handed.select("tender_id", "lot_id", "round", result="status"))
    out = pairs.result == "disqualified"
    stayed = pairs.there & ~out.fill_null(False)
    said = pairs.group_by(*(pairs[name].name(f"of_{name}") for name in PART)).aggregate(
        value=(pairs.there & pairs.certain & out).sum(),
        kept=(stayed & pairs.certain & pairs.result.notnull()).any(),
        open=stayed.any(),
    )
    every = ibis.cases(
        (said.kept, False), (said.open | (said.value == 0), ibis.null("boolean")), else_=True
    )
    return said.select(*(f"of_{name}" for name in PART), "value", every=every)


def _winners(asked: Table, award: Table) -> Table:
    """Of every round and lot: whether an award in force is surely, or maybe, its own."""
    won = award.filter(award.status.isin(["active"]) | award.status.isnull())
    pairs = _placed(asked, won.select("tender_id", "lot_id", "round", result="status"))
    return pairs.group_by(*(pairs[name].name(f"of_{name}") for name in PART)).aggregate(
        sure=(pairs.there & pairs.certain & pairs.result.notnull()).any(), may=pairs.there.any()
    )

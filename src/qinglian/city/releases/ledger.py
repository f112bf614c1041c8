"""
写成数据字典的表，与从公开数据读进来的一样。The tables of the dictionary, as they come out of open contracting data.
"""

from collections.abc import Mapping

import numpy as np

from qinglian.city.days import MINUTES, NEVER, clock, day_of
from qinglian.city.draw import Ints, Objects, as_column
from qinglian.city.plant import Story
from qinglian.city.releases import lines
from qinglian.city.releases.parties import owners, parties
from qinglian.city.releases.process import DETAILS, WITHDRAWN, competitive
from qinglian.city.releases.texts import instant_texts, money, only
from qinglian.city.rows import Rows
from qinglian.city.world import World

NOT_SUBMITTED = (WITHDRAWN, "invited")


def write(world: World, story: Story) -> dict[str, Rows]:
    """One row for what stands in one place of a release; ids are those that the reader makes."""
    when = moments(story)
    made = {
        "tender": _tenders(story, when),
        "lot": _lots(story),
        "bid": _bids(story, when),
        "award": _awards(story, when),
        "contract": _contracts(story, when),
        "party": parties(world, story),
        "owner": owners(story),
        **lines.lines(story, when),
    }
    return {name: rows for name, rows in sorted(made.items()) if len(rows)}


def moments(story: Story) -> dict[str, Ints]:
    """Instants of what happened, by what they belong to."""
    process, award, contract = story["process"], story["award"], story["contract"]
    start, called = process["start"], competitive(process)
    plain = np.asarray(process["day_only"], dtype=bool)
    start = np.where(plain, clock(day_of(start), 0), start)
    end = start + process["open"]
    end = np.where(plain, clock(day_of(end), 0), end)
    opened = np.where(plain, clock(day_of(end), 10), end) + process["opening"]
    evaluated = clock(day_of(opened) + process["evaluation"], 9)
    bid = story["bid"]
    handed = end[bid["_t"]] - bid["before"]
    shut = np.asarray(bid["day_only"], dtype=bool)
    handed = np.where(shut, clock(day_of(handed), 0), handed)
    base = np.where(called, day_of(end), day_of(start))
    awarded = clock(base[award["_t"]] + award["decision"], 15)
    signed = clock(day_of(awarded)[contract["_a"]] + contract["signing"], 10)
    signed = np.where(contract["signing"] == NEVER, NEVER, signed)
    return {
        "start": start, "end": np.where(called, end, NEVER), "opened": np.where(called, opened, NEVER),
        "evaluated": np.where(called, evaluated, NEVER), "handed": handed, "awarded": awarded, "signed": signed,
    }  # fmt: skip


def _tenders(story: Story, when: Mapping[str, Ints]) -> Rows:
    process, bid, body = story["process"], story["bid"], story["body"]
    n, called = len(process), competitive(process)
    here = bid["gone"] == False  # noqa: E712
    came = ~np.isin(bid["status"].astype(str), NOT_SUBMITTED) & here
    number = np.bincount(bid["_t"][came], minlength=n)
    number = np.where(process["tenderers"] != NEVER, process["tenderers"], number)
    plain = np.asarray(process["day_only"], dtype=bool)
    start = np.where(called, when["start"], NEVER)
    has = {kind: _having(story[kind], "_t", n) for kind in ("award", "enquiry")}
    has["bid"] = _having(bid.take(np.asarray(here, dtype=bool)), "_t", n)
    return Rows(
        n,
        tender_id=process["tender_id"],
        contracting_process_id=process["tender_id"],
        regime="outside",
        title=as_column([f"{number[-6:]}号采购" for number in process["tender_id"]]),
        category=as_column(["goods", "works", "services"])[process["category"]],
        method=process["method"],
        method_details=as_column([DETAILS[method] for method in process["method"]]),
        method_rationale=process["rationale"],
        award_criteria=process["criteria"],
        status=process["status"],
        buyer_id=body["org_id"][process["buyer"]],
        buyer_name=body["name"][process["buyer"]],
        procuring_entity_id=body["org_id"][process["entity"]],
        procuring_entity_name=body["name"][process["entity"]],
        period_start_at=start,
        period_start_text=instant_texts(start, plain),
        period_start_date_only=only(called, process["day_only"]),
        period_end_at=when["end"],
        period_end_text=instant_texts(when["end"], plain),
        period_end_date_only=only(called, process["day_only"]),
        opened_at=when["opened"],
        opened_date_only=only(called, False),
        award_period_start_at=when["evaluated"],
        award_period_start_date_only=only(called, False),
        number_of_tenderers=money(np.where(called, number * 100, NEVER)),
        amount=money(process["amount"]),
        currency=process["currency"],
        bids_recorded=has["bid"],
        awards_recorded=has["award"],
        enquiries_recorded=has["enquiry"],
        position=np.arange(n),
    )


def _having(rows: Rows, column: str, n: int) -> Objects:
    return as_column((np.bincount(rows[column], minlength=n) > 0).tolist())


def lot_ids(story: Story, at: Ints, *, whole: bool) -> Objects:
    """Lots by the id of the release, or of the whole table; None where a process has no lots."""
    lot, process = story["lot"], story["process"]
    number, ids = lot["no"][at].tolist(), process["tender_id"][lot["_t"][at]].tolist()
    return as_column(
        [
            (f"{one}/L{k}" if whole else f"L{k}") if k else None
            for one, k in zip(ids, number, strict=True)
        ]
    )


def _lots(story: Story) -> Rows:
    lot = story["lot"]
    at = np.flatnonzero(lot["no"] > 0)
    t = lot["_t"][at]
    return Rows(
        len(at),
        lot_id=lot_ids(story, at, whole=True),
        tender_id=story["process"]["tender_id"][t],
        title=as_column([f"第{number}标段" for number in lot["no"][at].tolist()]),
        amount=money(lot["amount"][at]),
        currency=story["process"]["currency"][t],
    )


def _firms(story: Story, rows: Rows) -> tuple[Objects, Objects, Objects]:
    """Of bids or awards: the only firm, all of them, the name of the only one."""
    firm = story["firm"]
    first, alone = firm["org_id"][rows["firm"]], rows["ally"] == NEVER
    second = firm["org_id"][np.maximum(rows["ally"], 0)]
    both = [
        [one] if single else [one, other]
        for one, other, single in zip(first.tolist(), second.tolist(), alone.tolist(), strict=True)
    ]
    return only(alone, first), as_column(both), only(alone, firm["name"][rows["firm"]])


def _bids(story: Story, when: Mapping[str, Ints]) -> Rows:
    bid, t = story["bid"], story["bid"]["_t"]
    one, ids, name = _firms(story, bid)
    documents = np.zeros(len(bid), dtype=bool)
    named = story["document"]["_b"]
    documents[named[named >= 0]] = True
    rows = Rows(
        len(bid),
        bid_id=bid["bid_id"],
        tender_id=story["process"]["tender_id"][t],
        lot_id=lot_ids(story, bid["_lot"], whole=False),
        bidder_id=one,
        bidder_ids=ids,
        bidder_name=name,
        status=bid["status"],
        withdrawn=as_column((bid["status"] == WITHDRAWN).tolist()),
        documents_recorded=as_column(documents.tolist()),
        submitted_at=when["handed"],
        submitted_text=instant_texts(when["handed"], bid["day_only"], bid["zulu"]),
        submitted_date_only=bid["day_only"],
        amount=money(bid["amount"]),
        currency=bid["currency"],
    )
    kept = np.flatnonzero(bid["gone"] == False)  # noqa: E712
    rows = rows.take(kept)
    rows["position"] = lines.places(t[kept])
    return rows


def _awards(story: Story, when: Mapping[str, Ints]) -> Rows:
    award, t = story["award"], story["award"]["_t"]
    one, ids, name = _firms(story, award)
    share = {
        column: as_column(
            [None if value == NEVER else value / 100 for value in award[column].tolist()]
        )
        for column in ("sub_least", "sub_most")
    }
    valued = award["sub_amount"] != NEVER
    return Rows(
        len(award),
        award_id=award["award_id"],
        tender_id=story["process"]["tender_id"][t],
        lot_id=lot_ids(story, award["_lot"], whole=False),
        status=award["status"],
        supplier_id=one,
        supplier_ids=ids,
        supplier_name=name,
        awarded_at=when["awarded"],
        amount=money(award["amount"]),
        currency=award["currency"],
        subcontracted=award["sub"],
        subcontracted_least=share["sub_least"],
        subcontracted_most=share["sub_most"],
        subcontracted_amount=money(award["sub_amount"]),
        subcontracted_currency=only(valued, award["currency"]),
        position=lines.places(t),
    )  # fmt: skip


def _contracts(story: Story, when: Mapping[str, Ints]) -> Rows:
    contract, n = story["contract"], len(story["contract"])
    begun = when["signed"] + MINUTES
    ends = begun + contract["term"] * MINUTES
    never = when["signed"] == NEVER
    papers = story["document"]
    return Rows(
        n,
        contract_id=contract["contract_id"],
        tender_id=story["process"]["tender_id"][contract["_t"]],
        award_id=story["award"]["award_id"][contract["_a"]],
        title=as_column([f"{number[-12:]}号合同" for number in contract["contract_id"]]),
        status=contract["status"],
        amount=money(contract["amount"]),
        currency=contract["currency"],
        signed_at=when["signed"],
        period_start_at=np.where(never, NEVER, begun),
        period_end_at=np.where(never, NEVER, ends),
        amendments_recorded=_having(story["amendment"], "_c", n),
        documents_recorded=_having(papers.take(papers["_c"] >= 0), "_c", n),
        regime="outside",
        position=lines.places(contract["_t"]),
    )

"""
公布的文件与履约：计划、公告、提问、费用、明细、付款、节点、变更。What is published beside the bids.
"""

from typing import Any

import numpy as np

from qinglian.city.days import MINUTES, NEVER
from qinglian.city.draw import Draw, Ints, as_column
from qinglian.city.plant import Story
from qinglian.city.releases import market
from qinglian.city.releases.process import competitive
from qinglian.city.rows import Rows

DAY = MINUTES
TENDER_PAPERS = (
    "tenderNotice",
    "biddingDocuments",
    "technicalSpecifications",
    "evaluationCriteria",
)
TITLES = {
    "procurementPlan": "采购计划",
    "tenderNotice": "征集公告",
    "biddingDocuments": "征集文件",
    "technicalSpecifications": "技术要求",
    "evaluationCriteria": "评审标准",
    "evaluationReports": "评审报告",
    "contractSigned": "合同文本",
}
QUESTIONS = ("交货地点可否变更", "付款期限如何", "样品规格以何为准")


def papers(story: Story, draw: Draw) -> Story:
    """Everything that hangs on processes, bids, awards and contracts."""
    process, bid, contract = story["process"], story["bid"], story["contract"]
    called = np.flatnonzero(competitive(process))
    return {
        "document": _documents(process, bid, contract, called),
        "enquiry": _enquiries(process, called[draw.at("asked").chance(350, len(called))], draw.at("enquiry")),
        "fee": _fees(process, called[draw.at("fees").chance(300, len(called))], draw.at("fee")),
        "item": _items(process, story["lot"], story["award"], draw.at("item")),
        "payment": _payments(contract, draw.at("payment")),
        "milestone": _milestones(contract, draw.at("milestone")),
        "amendment": amendments(
            contract, np.flatnonzero(draw.at("amended").chance(80, len(contract))), draw.at("amendment")
        ),
        "complaint": Rows(0, complaint_id=as_column([]), title=as_column([]), status=as_column([]),
                          days=np.zeros(0, dtype=np.int64), _t=np.zeros(0, dtype=np.int64)),
        "related": Rows(0, related_process_id=as_column([]), relationship=as_column([]), identifier=as_column([]),
                        _c=np.zeros(0, dtype=np.int64), _t=np.zeros(0, dtype=np.int64)),
        "sanction": Rows(0, sanction_id=as_column([]), party_id=as_column([]), party_name=as_column([]),
                         from_on=np.zeros(0, dtype=np.int64), to_on=np.zeros(0, dtype=np.int64)),
    }  # fmt: skip


def document(
    whole: Any, mark: str, stage: str, kind: str, of: Ints, shift: Ints | int, **more: Any
) -> Rows:
    """Documents of one kind: `whole` are the ids they hang on, `_t` their processes, `shift` minutes from their day."""
    said: dict[str, Any] = {"_b": NEVER, "_c": NEVER, "day_only": False, **more}
    return Rows(
        len(of),
        document_id=as_column([f"{one}/{mark}{kind}" for one in whole.tolist()]),
        stage=stage,
        document_type=kind,
        shift=shift,
        _t=of,
        **said,
    )


def _documents(process: Rows, bid: Rows, contract: Rows, called: Ints) -> Rows:
    every = np.arange(len(process))
    found = document(
        process["tender_id"], "planning/", "planning", "procurementPlan", every, -20 * DAY
    )
    for kind in TENDER_PAPERS:
        found.add(document(process["tender_id"][called], "tender/", "tender", kind, called, 0))
    out = np.flatnonzero(bid["status"] == "disqualified")
    found.add(
        document(bid["bid_id"][out], "", "bid", "evaluationReports", bid["_t"][out], 0, _b=out)
    )
    signed = np.arange(len(contract))
    whole = contract["contract_id"]
    found.add(
        document(
            whole, "contract/", "contract", "contractSigned", contract["_t"], 5 * DAY, _c=signed
        )
    )
    return found  # fmt: skip


def _enquiries(process: Rows, of: Ints, draw: Draw) -> Rows:
    at = np.repeat(of, draw.between(1, 3, len(of)))
    m = len(at)
    number = _within(at)
    asked = draw.between(2, 9, m) * DAY
    return Rows(
        m,
        enquiry_id=as_column(
            [f"{t}/q{k}" for t, k in zip(process["tender_id"][at], number.tolist(), strict=True)]
        ),
        title=draw.pick(QUESTIONS, m),
        asked=asked,
        answer="详见澄清公告",
        answered=asked + draw.between(1, 4, m) * DAY,
        _t=at,
    )


def _fees(process: Rows, of: Ints, draw: Draw) -> Rows:
    small = np.minimum(process["amount"][of] // 2000, 50_000)
    found = fee(process, of, "document", small)
    deep = of[draw.chance(400, len(of))]
    found.add(fee(process, deep, "deposit", process["amount"][deep] // 50))
    return found


def fee(process: Rows, of: Ints, kind: str, amount: Ints) -> Rows:
    """A fee of one kind in each of these processes."""
    return Rows(
        len(of),
        fee_id=as_column([f"{number}/{kind}" for number in process["tender_id"][of]]),
        type=kind,
        amount=amount,
        _t=of,
    )


def _items(process: Rows, lot: Rows, award: Rows, draw: Draw) -> Rows:
    """One line or two of each contest in the call, and the same in its award and contract."""
    of = np.repeat(np.arange(len(lot)), draw.at("lines").between(1, 2, len(lot)))
    t = lot["_t"][of]
    number = _within(t)
    cell = (process["category"][t] * 4 + process["division"][t]) * 2 + process["kind"][t]
    usual = 20_000 * (1 + cell * 7 % 23)
    each = draw.at("price").skewed(1000, len(of), low=300, high=3500) * usual // 1000
    given = np.full(len(lot), -1, dtype=np.int64)
    given[award["_lot"]] = np.arange(len(award))
    return Rows(
        len(of),
        item_id=as_column(
            [
                f"{one}/tender/i{k}"
                for one, k in zip(process["tender_id"][t], number.tolist(), strict=True)
            ]
        ),
        no=number,
        code=market.code_of(process["category"][t], process["division"][t], process["kind"][t]),
        unit=as_column(list(market.UNITS))[process["category"][t]],
        price=each,
        quantity=np.maximum(lot["amount"][of] // 2 // each, 1),
        awarded=NEVER,
        contracted=NEVER,
        _a=given[of],
        _lot=of,
        _t=t,
    )


def _within(of: Ints) -> Ints:
    """The place of each row among those of its process, from 1; `of` is sorted."""
    if not len(of):
        return np.zeros(0, dtype=np.int64)
    begins = np.flatnonzero(np.concatenate([[True], of[1:] != of[:-1]]))
    return np.arange(len(of)) - np.repeat(begins, np.diff(np.append(begins, len(of)))) + 1


def _payments(contract: Rows, draw: Draw) -> Rows:
    paid = np.flatnonzero(draw.at("paid").chance(700, len(contract)))
    number = draw.at("number").between(1, 3, len(paid))
    of = np.repeat(paid, number)
    share = contract["amount"][of] // np.repeat(number, number)
    return payment(contract, of, _within(of), share)


def payment(contract: Rows, of: Ints, number: Ints, amount: Ints) -> Rows:
    """Payments of these contracts, the first thirty days after signing, the others monthly."""
    pairs = zip(contract["contract_id"][of].tolist(), number.tolist(), strict=True)
    return Rows(
        len(of),
        payment_id=as_column([f"{one}/p{k}" for one, k in pairs]),
        amount=amount,
        days=30 * number,
        _c=of,
        _t=contract["_t"][of],
    )


def _milestones(contract: Rows, draw: Draw) -> Rows:
    of = np.flatnonzero(draw.at("has").chance(600, len(contract)))
    return milestone(contract, of, 1, "delivery", draw.at("early").between(0, 9, len(of)))


def milestone(contract: Rows, of: Ints, number: int, kind: str, early: Ints) -> Rows:
    """A step of each of these contracts, due at the end of its term, met so many days before."""
    return Rows(
        len(of),
        milestone_id=as_column([f"{one}/m{number}" for one in contract["contract_id"][of]]),
        kind=kind,
        status="met",
        early=early,
        due=contract["term"][of],
        met=True,
        _c=of,
        _t=contract["_t"][of],
    )


def amendments(contract: Rows, of: Ints, draw: Draw, *, number: int = 1) -> Rows:
    """A change of each of these contracts that leaves its price and its lines alone."""
    return Rows(
        len(of),
        amendment_id=as_column([f"{one}/v{number}" for one in contract["contract_id"][of]]),
        days=draw.between(20, 60, len(of)) + 10 * number,
        reason=draw.pick(["交付地点变更", "联系人与账号变更", "工期顺延"], len(of)),
        _c=of,
        _t=contract["_t"][of],
    )

"""Bids handed in, their number, their seals, and the opening."""

import numpy as np

from qinglian.city.days import MINUTES
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.tendering.course import push
from qinglian.city.tendering.moves import (
    TRACES,
    Shapes,
    added,
    again,
    bids_of,
    ended,
    gone,
    later,
    lots,
    minutes,
    of_rows,
    plain,
    prequalified,
    quiet,
    told,
)  # fmt: skip

OUT = (
    "publication", "pubdays", "decide", "reported", "letter", "signing", "report", "refund", "winner", "complaint",
    "objection", "talks", "contract", "opentime", "panel", "stopped", "report2",
)  # fmt: skip
"""Parts that fall away where a tender ends before the evaluation."""


def many(scene: Scene) -> Bools:
    """Plain tenders with four bids at least."""
    bid = scene.story["bid"]
    valid = (bid["status"] == "valid") & (bid["_first"] < 0) & (bid["_gone"] == False)  # noqa: E712
    return plain(scene) & (
        np.bincount(bid["_t"][np.asarray(valid, dtype=bool)], minlength=len(scene.story["tender"]))
        >= 4
    )


def last_bid(
    low: int,
    high: int,
    *,
    accepted: bool | None = True,
    status: str = "valid",
    sealed: bool | None = True,
) -> Deed:
    """The last bid comes so many minutes before closing (after it, where negative), taken in or not."""

    def deed(scene: Scene, at: Ints) -> Proof:
        bid = scene.story["bid"]
        places = [int(bids_of(scene, row)[-1]) for row in at.tolist()]
        bid["_before"][places] = scene.draw.at("before").between(low, high, len(at))
        for name, value in (("accepted", accepted), ("status", status), ("sealed", sealed)):
            bid[name][places] = value
        if status != "valid":
            bid["rank"][places] = np.iinfo(np.int64).min
            bid["score"][places] = np.iinfo(np.int64).min
        return of_rows(scene, "bid", "bid", places)

    return deed


def put_off(scene: Scene, at: Ints) -> None:
    """Closing and opening are put off by a day, by notice."""
    tender = scene.story["tender"]
    tender["period_end_first_at"][at] = tender["period_end_at"][at] - 1
    push(tender, at, "period_end_at", np.full(len(at), MINUTES))
    tender["experts_drawn_at"][at] = tender["period_end_at"][at] - 60


late = Shapes("BID-024", "bid", "rejected", among=many)
late.fault("迟到几分钟", "A bid comes some minutes late and is taken in.", last_bid(-9, -1))
late.fault(
    "迟到一两个小时", "A bid comes when the opening is under way, and is taken in.", last_bid(-120, -40),
)  # fmt: skip
late.fault(
    "未写接收仍评为有效", "Nobody wrote down whether it was taken; it was found valid.",
    last_bid(-50, -5, accepted=None),
)  # fmt: skip
late.honest(
    "迟到被拒收", "A late bid is refused.", last_bid(-30, -1, accepted=False, status="disqualified"),
)  # fmt: skip
late.honest("压线递交", "A bid comes at the very minute.", last_bid(0, 0))
late.honest(
    "公告延期后递交", "Closing was put off by a day; the bid came within it.", put_off, last_bid(60, 900),
    touches=("closing",), among=lambda scene: many(scene) & quiet(scene),
)  # fmt: skip

seal = Shapes("BID-024-2", "seal", "rejected", among=many)
seal.fault("未密封照收", "An unsealed bid is taken in.", last_bid(30, 600, sealed=False))
seal.fault(
    "封套破损照收", "A bid in a torn cover is taken in and later rejected.",
    last_bid(30, 600, sealed=False, status="disqualified"),
)  # fmt: skip
seal.fault(
    "未写接收仍评为有效", "Nobody wrote down whether it was taken; it was found valid.",
    last_bid(30, 600, sealed=False, accepted=None),
)  # fmt: skip
seal.honest(
    "未密封被拒收", "An unsealed bid is refused.",
    last_bid(30, 600, sealed=False, accepted=False, status="disqualified"),
)  # fmt: skip
seal.honest(
    "电子投标无密封栏", "An electronic bid has no seal to speak of.", last_bid(30, 600, sealed=None),
)  # fmt: skip


def logged(low: int, high: int, accepted: bool | None) -> Deed:
    """The log of the platform has a bid so many minutes after closing (before it, where negative)."""

    def deed(scene: Scene, at: Ints) -> None:
        tender, event = scene.story["tender"], scene.story["event"]
        added(
            event,
            event_id=[f"{number}-DJ" for number in tender["tender_id"][at]],
            process=["tender"] * len(at),
            case_id=tender["tender_id"][at],
            activity=["bid_submitted"] * len(at),
            accepted=[accepted] * len(at),
            _t=at,
            _after=scene.draw.at("logged").between(low, high, len(at)),
        )

    return deed


log = Shapes("BID-024-3", "log")
log.fault(
    "日志显示截止后上传", "The log shows a bid uploaded after closing and taken in.", logged(3, 50, True),
)  # fmt: skip
log.fault(
    "未注明是否接收", "The log shows one after closing, and not that it was refused.", logged(3, 50, None),
)  # fmt: skip
log.fault("次日补传", "The log shows an upload the next day.", logged(900, 2000, True))
log.honest("截止后上传被拒", "An upload after closing is refused.", logged(3, 50, False))
log.honest(
    "截止前上传", "The last upload comes two minutes before closing.", logged(-120, -2, True),
)  # fmt: skip


def left(number: int, how: str = "withdrawn") -> Deed:
    """Only so many bids stay: the others are withdrawn, or were never handed in."""

    def deed(scene: Scene, at: Ints) -> None:
        bid = scene.story["bid"]
        for row in at.tolist():
            mine = bids_of(scene, row)
            others = np.flatnonzero((bid["_t"] == row) & (bid["_first"] < 0))
            others = others[~np.isin(others, mine[:number])]
            if how == "gone":
                bid["_gone"][others] = True
                continue
            bid["status"][others] = how
            bid["withdrawn"][others] = True if how == "withdrawn" else None
            bid["rank"][others] = np.iinfo(np.int64).min

    return deed


def consortium(scene: Scene, at: Ints) -> None:
    """The second bid is made by two firms together."""
    bid, firms = scene.story["bid"], scene.world.firms["firm_id"]
    for row in at.tolist():
        place = int(bids_of(scene, row)[1])
        others = set(bid["bidder_id"][np.flatnonzero(bid["_t"] == row)].tolist())
        partner = next(str(firm) for firm in np.roll(firms, -row).tolist() if firm not in others)
        bid["bidder_ids"][place] = [str(bid["bidder_id"][place]), partner]
        bid["bidder_id"][place] = None


WHOLE = ("bids", "rejected", "winner", *TRACES)
few = Shapes("BID-025", *WHOLE, among=many, shows=("bid",))
few.fault(
    "撤回后只剩两家", "Withdrawals leave two bids, and they are opened.", left(2), also=("BID-025-2",),
)  # fmt: skip
few.fault("只来一家", "One bid came and was opened.", left(1, "gone"), also=("BID-025-2",))
few.fault(
    "受邀未投不算", "Two bid, the others had only been asked.", left(2, "invited"), also=("BID-025-2",),
)  # fmt: skip
few.honest("撤回后正好三家", "Withdrawals leave three.", left(3))
few.honest("联合体算一家", "Three sides bid, one of them two firms together.", left(3), consortium)
few.honest(
    "二次招标满三家", "The first round had too few; the second has three or more.", among=again,
)  # fmt: skip

decided = Shapes("BID-025-2", *WHOLE, among=many, shows=("bid",))
decided.fault(
    "两家照样定标", "Two bid, and one of them is chosen.", left(2, "gone"), also=("BID-025",),
)  # fmt: skip
decided.fault(
    "一家照样签约", "One bid; it gets the contract without a decision on record.", left(1, "gone"),
    gone("winner_decided_at"), also=("BID-025", "BID-P05"),
    touches=("decide", "letter", "pubdays", "report", "talks"),
)  # fmt: skip
decided.fault(
    "两家直接发通知书", "Two bid; the letter goes out within the week.", left(2), also=("BID-025",),
)  # fmt: skip
decided.honest(
    "不足三家即终止", "Two bid; the tender ends there.", ended("period_end_at"), left(2, "gone"),
    among=lambda scene: many(scene) & quiet(scene), touches=OUT,
)  # fmt: skip
decided.honest("正好三家", "Three bid.", left(3, "gone"))
decided.honest(
    "流标后重新招标", "The first round ended for want of bidders; the second went on.", among=again
)

passed = Shapes("BID-025-3", "qualified", among=prequalified, shows=("bid",))
passed.fault(
    "两家通过仍开标", "Two passed prequalification, and bids were opened.", told(qualified_number=2),
)  # fmt: skip
passed.fault("一家通过仍开标", "One passed.", told(qualified_number=1))
passed.fault(
    "无人通过仍开标", "None passed; bids were opened all the same.", told(qualified_number=0),
)  # fmt: skip
passed.honest("正好三家通过", "Three passed.", told(qualified_number=3))
passed.honest(
    "两家通过即终止", "Two passed; the tender ended there.", ended("prequal_closed_at"), told(qualified_number=2),
    left(0, "gone"), touches=(*OUT, *WHOLE, "closing", "sale", "clarify", "preclarify", "preclose"),
    among=lambda scene: prequalified(scene) & (scene.story["tender"]["_lots"] == 1),
)  # fmt: skip


def rejected(kept: int) -> Deed:
    """All bids but the first few are rejected."""

    def deed(scene: Scene, at: Ints) -> None:
        bid = scene.story["bid"]
        for row in at.tolist():
            mine = bids_of(scene, row)[kept:]
            bid["status"][mine] = "disqualified"

    return deed


void = Shapes(
    "BID-025-4", "rejected", "bid", "seal", "bids", "prices", "winner", "stopped", among=quiet, shows=("bid",),
)  # fmt: skip
void.fault("全部否决仍定标", "The panel rejects every bid, and one of them wins.", rejected(0))
void.fault(
    "全部否决后直接签约", "Every bid is rejected; a contract follows without a decision.", rejected(0),
    gone("winner_decided_at"), also=("BID-P05",), touches=("decide", "letter", "report", "pubdays", "talks"),
)  # fmt: skip
void.fault(
    "全部否决后议定一家", "Every bid is rejected; one bidder is talked to and gets the letter.", rejected(0),
    minutes("price_negotiated_at", "report_received_at", 30, 60), also=("BID-P07",), touches=("talks",),
)  # fmt: skip
void.honest("只有一家有效", "All but one are rejected, and that one wins.", rejected(1))
void.honest(
    "全部否决后终止",
    "Every bid is rejected; the tender ends.",
    rejected(0),
    ended("evaluated_at"),
    touches=tuple(part for part in OUT if part not in ("panel", "stopped", "winner")),
)

time = Shapes("BID-026", "opentime", among=quiet)
time.fault(
    "推迟一两小时开标", "Bids are opened an hour or two after closing.", later("opened_at", 50, 150),
)  # fmt: skip
time.fault("次日才开标", "They are opened the next day.", later("opened_at", MINUTES, MINUTES + 60))
time.fault(
    "提前开标", "They are opened before bids close.", minutes("opened_at", "period_end_at", -55, -40),
)  # fmt: skip
time.honest(
    "正好三十分钟", "Decryption took half an hour.", minutes("opened_at", "period_end_at", 30),
)  # fmt: skip
time.honest(
    "延期公告一并顺延", "Closing and opening were put off together.", put_off, touches=("closing", "bid"),
)  # fmt: skip
time.honest("多标段同时开标", "Several lots are opened together at closing.", among=lots)

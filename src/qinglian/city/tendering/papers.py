"""
公告、条款、获取与踏勘登记。Notices in the media, clauses of the documents, registers of who took them and who visited.
"""

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Draw, as_column
from qinglian.city.rows import Rows
from qinglian.city.tendering.course import numbered, only
from qinglian.city.world import World

MEDIA = ("中国招标投标公共服务平台", "全国公共资源交易平台")
CLAUSES = (
    ("qualification", "required", "投标人须具备国家规定的相应专业资质等级。"),
    ("scoring", "none", "近五年完成同类项目的，每个得一分，最多五分，不限地区。"),
    ("terms", "none", "主要材料应符合国家标准，引用品牌的“或者相当于”该档次。"),
    ("qualification", None, "项目负责人须具有注册执业资格且无在建项目。"),
    ("scoring", None, "质量保证措施完整、针对性强的，得四至六分。"),
)


def notices(tender: Rows, draw: Draw) -> Rows:
    """The notice in two media, word for word the same; and the publication of candidates."""
    out = np.flatnonzero(tender["published_at"] != NEVER)
    of = np.repeat(out, 2)
    media = as_column(MEDIA)[np.arange(len(of)) % 2]
    kind = as_column(["tender"] * len(of))
    shown = np.flatnonzero(tender["candidates_published_at"] != NEVER)
    of = np.concatenate([of, shown])
    media = np.concatenate([media, as_column([MEDIA[1]] * len(shown))])
    kind = np.concatenate([kind, as_column(["candidates"] * len(shown))])
    tail = as_column(["G", "Q"])[np.arange(len(of)) % 2]
    tail[len(of) - len(shown) :] = "H"
    return Rows(
        len(of),
        notice_id=as_column(
            [f"{number}-{mark}" for number, mark in zip(tender["tender_id"][of], tail, strict=True)]
        ),
        kind=kind,
        media=media,
        qualification=only(kind == "tender", as_column(["具备相应资质，项目负责人无在建项目"])),
        place=only(kind == "tender", as_column(["示例县公共资源交易中心开标一室"])),
        content_hash=None,
        _t=of,
        _shift=np.zeros(len(of), dtype=np.int64),
    )


def clauses(tender: Rows, draw: Draw) -> Rows:
    """Three reviewed clauses of each tender."""
    of = np.repeat(np.arange(len(tender)), 3)
    which = (draw.below(len(CLAUSES), len(tender))[of] + np.arange(len(of)) % 3 * 2) % len(CLAUSES)
    part, tag, text = (as_column([clause[k] for clause in CLAUSES])[which] for k in range(3))
    return Rows(
        len(of),
        clause_id=numbered(tender["tender_id"][of], "T", np.arange(len(of)) % 3),
        part=part,
        tag=tag,
        clause_text=text,
        _t=of,
    )  # fmt: skip


def participants(world: World, tender: Rows, bid: Rows, draw: Draw) -> Rows:
    """Who was invited, took the documents, was told of a visit and came: the bidders, and some who did not bid."""
    mine = np.flatnonzero(bid["_first"] < 0)
    t = bid["_t"][mine]
    n = len(mine)
    visit = tender["site_visit"][t] == True  # noqa: E712
    came = draw.chance(700, n)
    invited = tender["method"][t] == "selective"
    return Rows(
        n,
        participant_id=as_column([f"{number}-C" for number in bid["bid_id"][mine]]),
        round=bid["round"][mine],
        invited_at=np.where(invited, tender["invited_at"][t], NEVER),
        docs_taken_at=tender["docs_issued_at"][t] + draw.between(10, 5000, n),
        visit_notified=only(visit, as_column([True])),
        visited=only(visit, as_column(came.tolist())),
        _b=mine,
    )

"""
How a variation moves: every verb by the party whose paper it is, with its own day. 变更各环节的办理。

Two approvals, 先方案后费用; the order adjusts the ledger in the same transaction. Urgent work may go ahead of its
papers: that is visible, has a day by which they must be there, and is no fault before it.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.bills.services.bills import held
from qinglian.web.bills.services.rows import item_add, row_add, row_vary
from qinglian.web.clocks.terms import due_for
from qinglian.web.core.dated import in_force
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.papers import must_prove
from qinglian.web.core.wording import listed
from qinglian.web.variations.models import Approval, Change, Paper, Step, Table, Variation
from qinglian.web.variations.states import (
    APPROVERS,
    FOUR,
    LEVELS,
    MOVES,
    RANK,
    SINGLE_FEN,
    Grade,
    Kind,
    Reason,
    Status,
    grade_of,
)
from qinglian.web.works.models import Section
from qinglian.web.works.people import must_stand, standings
from qinglian.web.works.states import Post, Side

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

SPOKEN = (Side.CONTRACTOR, Side.SUPERVISOR, Side.OWNER, Side.DESIGNER)


def table_of(section: Section) -> tuple[list[dict[str, Any]], dict[str, str], bool]:
    """The owner's levels and the approvers by grade in force today; True where they are the sample."""
    row = Table.objects.filter(in_force(), section=section).order_by("-valid_from").first()
    if row is None:
        return [dict(one) for one in LEVELS], dict(APPROVERS), True
    return row.levels, {**APPROVERS, **row.approvers}, False


def level_for(section: Section, amount_fen: int) -> dict[str, Any]:
    """Who approves this sum: by its size, whether it adds or cuts."""
    levels, _approvers, _sample = table_of(section)
    for one in levels:
        if one["most_fen"] is None or abs(amount_fen) <= one["most_fen"]:
            return one
    return levels[-1]


@transaction.atomic
def variation_open(
    *, section: Section, by: Any, title: str, reason: str, text: str = "",
    features: Iterable[str] = (), urgent: bool = False, papers: "Iterable[Stored]" = (),
    offline: bool = False,
) -> Variation:  # fmt: skip
    """Suggest one: any of the four parties. Urgent work shows its pictures and says why it could not wait."""
    side = must_stand(by, section, SPOKEN).side
    papers, features = list(papers), sorted(set(features))
    must_prove(papers, offline=offline)
    if urgent and (not papers or not text.strip()):
        raise NotAllowed(_("紧急抢险先实施的，须附现场影像并写明理由。"))
    made = Variation.objects.create(
        section=section, title=title, text=text, reason=reason, side=side, features=features,
        grade=grade_of(features), urgent=urgent, by=by,
        papers_due_on=due_for("variation.papers", "", timezone.localdate()) if urgent else None,
    )  # fmt: skip
    noted(made, "suggest", by=by, side=side, text=text, papers=papers, offline=offline)
    return made


def noted(
    variation: Variation, verb: str, *, by: Any, side: str, text: str = "", on: date | None = None,
    number: str = "", papers: "Iterable[Stored]" = (), offline: bool = False, **data: Any,
) -> Step:  # fmt: skip
    """Write a step with its papers, and the record of it."""
    made = Step.objects.create(
        variation=variation, verb=verb, by=by, side=side, text=text, number=number,
        on=on or timezone.localdate(), offline=offline, data=data,
    )  # fmt: skip
    Paper.file(made, papers)
    record(f"variation.{verb}", on=variation, by=by, reason=text[:300], side=side, **data)
    return made


def allowed(variation: Variation, verb: str, user: Any) -> Any:
    """The standing by which a person says a verb now; None where nobody may, or not this person."""
    move = MOVES[verb]
    if variation.status not in move.sources:
        return None
    if verb == "approve":
        who = {tuple(one) for one in (variation.level or {}).get("who", ())}
        done = set(variation.approvals.values_list("side", "post"))
        for one in standings(user, variation.section):
            if (one.side, one.post) in who - done:
                return one
        return None
    for one in standings(user, variation.section):
        if one.post in move.who.get(one.side, ()):
            return one
    return None


@transaction.atomic
def variation_move(
    *, variation: Variation, verb: str, by: Any, version: int | None = None, text: str = "",
    on: date | None = None, number: str = "", attended: Iterable[str] = (), approver: str = "",
    papers: "Iterable[Stored]" = (), offline: bool = False,
) -> Variation:  # fmt: skip
    """Say a verb. Each asks for what makes it valid: four parties and pictures, an approving body, all approvals."""
    move, papers, attended = MOVES[verb], list(papers), list(attended)
    must_prove(papers, offline=offline)
    fresh: Variation = held(variation, version, *move.sources)
    standing = allowed(fresh, verb, by)
    if standing is None:
        raise NotAllowed(_("这一步由本标段的其他岗位办理。"))
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise NotAllowed(_("日期不能在今天之后。"))
    last = fresh.steps.order_by("-on").values_list("on", flat=True).first()
    if last and on < last and verb != "refuse" and not fresh.urgent:
        raise NotAllowed(_("日期不能早于上一环节的 %(on)s。") % {"on": last})
    if move.proof and not papers:
        raise NotAllowed(_("这一步须附文件或照片。"))
    if move.number and not number.strip():
        raise NotAllowed(_("请填文号。"))
    data: dict[str, Any] = {}
    check = CHECKS.get(verb)
    if check is not None:
        data = (
            check(
                fresh, by=by, standing=standing, attended=attended, approver=approver, papers=papers
            )
            or {}
        )
    if verb == "refuse" and not text.strip():
        raise NotAllowed(_("请写明理由。"))
    if not data.pop("stay", False):
        fresh.status = move.target
    noted(
        fresh, verb, by=by, side=standing.side, text=text, on=on,
        number=number or fresh.number * (verb == "order"), papers=papers, offline=offline, **data,
    )  # fmt: skip
    if verb == "order":
        fresh.ordered_on = on
    fresh.save()
    return fresh


def _survey(
    fresh: Variation, *, attended: list[str], papers: list[Any], **_more: Any
) -> dict[str, Any]:
    missing = [str(Side(one).label) for one in FOUR if one not in attended]
    if missing:
        raise NotAllowed(_("会勘须四方到场，缺：%(who)s。") % {"who": listed(missing)})
    if not any(one.kind in ("jpeg", "png") for one in papers):
        raise NotAllowed(_("会勘纪要须附现场照片。"))
    return {"attended": sorted(attended)}


def _scheme(fresh: Variation, *, approver: str, **_more: Any) -> dict[str, Any]:
    """重大, 较大: the approval of the authority; 一般: of the owner, and filed."""
    if not approver.strip():
        raise NotAllowed(_("请写明批准机关。"))
    fresh.scheme_grade, fresh.scheme_by = fresh.grade, approver
    return {"grade": fresh.grade, "approver": approver}


def _price(fresh: Variation, *, by: Any, **_more: Any) -> dict[str, Any]:
    """Quantities and prices go to whom the owner's table names; a sum that raises the grade goes back to the scheme."""
    lines = list(fresh.changes.all())
    if not lines:
        raise NotAllowed(_("请先填变更明细。"))
    fresh.amount_fen = sum(one.amount_fen for one in lines)
    if fresh.reason == Reason.CONTRACTOR and fresh.amount_fen > 0:
        raise NotAllowed(_("承包人原因引起的变更不增加费用，现为增加。"))
    regraded(fresh)
    if RANK[Grade(fresh.grade)] > RANK[Grade(fresh.scheme_grade or Grade.MINOR)]:
        raise NotAllowed(
            _("按金额已属%(grade)s设计变更，须退回方案审批，由%(who)s批准。")
            % {"grade": fresh.get_grade_display(), "who": table_of(fresh.section)[1][fresh.grade]}
        )
    fresh.level = level_for(fresh.section, fresh.amount_fen)
    fresh.approvals.all().delete()
    return {"amount_fen": fresh.amount_fen}


def regraded(variation: Variation) -> None:
    """The sum is a feature too: a single one over five million yuan."""
    features = set(variation.features)
    if variation.amount_fen:
        features.discard("over_single")
    if abs(variation.amount_fen) > SINGLE_FEN:
        features.add("over_single")
    variation.features = sorted(features)
    variation.grade = grade_of(variation.features)


def _approve(fresh: Variation, *, by: Any, standing: Any, **_more: Any) -> dict[str, Any]:
    priced = fresh.steps.filter(verb="price").latest("at").by
    if priced == by:
        raise NotAllowed(_("报费用的人不能自己审批。"))
    Approval.objects.create(
        variation=fresh, side=standing.side, post=standing.post, by=by, priced_by=priced
    )
    done = set(fresh.approvals.values_list("side", "post"))
    return {
        "post": str(standing.post), "stay": bool({tuple(one) for one in fresh.level["who"]} - done)
    }  # fmt: skip


def _order(fresh: Variation, *, by: Any, **_more: Any) -> dict[str, Any]:
    """变更令: the next number of the section; the ledger is adjusted by it, line by line, or not at all."""
    Section.objects.select_for_update(of=("self",)).get(pk=fresh.section_id)
    last = fresh.section.variations.aggregate(last=Max("place"))["last"] or 0
    fresh.place = last + 1
    fresh.number = f"{fresh.section.code}-BG-{fresh.place:03d}"
    for line in fresh.changes.select_related("row", "item"):
        _adjust(fresh, line, by)
    return {"order": fresh.number, "amount_fen": fresh.amount_fen}


def _adjust(fresh: Variation, line: Change, by: Any) -> None:
    if line.kind == Kind.VARY and line.row is not None:
        row_vary(line.row, line.quantity, order_number=fresh.number, by=by)
        return
    item = line.item
    if line.kind == Kind.ITEM:
        item = item_add(
            fresh.section, code=line.code, name=line.name, unit=line.unit, price_fen=line.price_fen,
            order_number=fresh.number, by=by,
        )  # fmt: skip
        line.item = item
    if item is None:
        raise NotAllowed(_("明细没有子目。"))
    line.row = row_add(
        fresh.section, key=line.key, item=item, quantity=line.quantity, order_number=fresh.number, by=by,
        drawing=line.drawing, covers=line.covers, alignment=line.alignment, start=line.start,
        end=line.end, lane=line.lane, layer=line.layer, part=line.part, said=line.said,
    )  # fmt: skip
    line.save(update_fields=["row", "item"])


@transaction.atomic
def scheme_back(
    *, variation: Variation, by: Any, text: str, version: int | None = None
) -> Variation:
    """Back to the scheme: the approvals of quantities and prices are void."""
    standing = must_stand(
        by, variation.section, (Side.OWNER, Side.SUPERVISOR, Side.CONTRACTOR),
        (Post.ENGINEERING, Post.CONTRACTS, Post.CHIEF_SUPERVISOR, Post.MEASURER, Post.CHIEF_ENGINEER),
    )  # fmt: skip
    if not text.strip():
        raise NotAllowed(_("请写明理由。"))
    fresh: Variation = held(variation, version, Status.SCHEME, Status.PRICING, Status.PRICED)
    fresh.amount_fen = sum(one.amount_fen for one in fresh.changes.all())
    regraded(fresh)
    fresh.approvals.all().delete()
    fresh.level, fresh.status, fresh.scheme_grade = None, Status.DRAWN, ""
    noted(fresh, "back", by=by, side=standing.side, text=text)
    fresh.save()
    return fresh


CHECKS: dict[str, Any] = {
    "survey": _survey, "scheme": _scheme, "price": _price, "approve": _approve, "order": _order,
}  # fmt: skip

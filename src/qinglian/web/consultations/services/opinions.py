"""What a body says, signed by a second person; silence, returning, and the answer. 反馈、签、退回、采纳。"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.consultations.models import Asked, Consultation, Paper, Point
from qinglian.web.consultations.services.rules import (
    asks,
    last_round,
    noted,
    onward,
    refused,
    speaks,
    take_asked,
    turn_begins,
)
from qinglian.web.consultations.states import (
    HEARD,
    NO_OPINION,
    SAID,
    Adopted,
    Kind,
    Stance,
    Status,
    Turn,
    silence,
)
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.papers import Sheet, must_prove


@dataclass(frozen=True, slots=True)
class Change:
    """What a body would change in a clause, and why."""

    clause: str
    proposed: str
    reason: str = ""


@transaction.atomic
def opinion_draft(
    *, asked: Asked, by: Any, stance: str, text: str = "", changes: Iterable[Change] = (),
    version: int | None = None, **sheet: Unpack[Sheet],
) -> Asked:  # fmt: skip
    """
    拟意见: for another person of the body to sign. Signed on paper before (线下已办), the sheet is filed with it and
    the opinion stands at once. Changes are made clause by clause; who disagrees says why.
    """
    changes, papers = list(changes), list(sheet.pop("papers", ()))
    offline = bool(sheet.pop("offline", False))
    must_prove(papers, offline=offline)
    fresh = take_asked(asked, version, HEARD)
    if not speaks(fresh, by):
        raise refused()
    whole = fresh.round.consultation
    if stance not in Stance.values or (stance == Stance.NONE and whole.kind == Kind.COUNTERSIGN):
        raise NotAllowed(_("会签应表示同意或不同意。"))
    if stance == Stance.CHANGES and not changes:
        raise NotAllowed(_("请逐条写修改意见。"))
    if stance == Stance.DISAGREE and not text.strip():
        raise NotAllowed(_("不同意的，请写理由。"))
    fresh.stance, fresh.text, fresh.drafted_by, fresh.signed_by = stance, text, by, None
    fresh.points.all().delete()
    Point.objects.bulk_create(_points(fresh, changes))
    fresh.status = Turn.DRAFTED
    if offline:
        _signed(fresh, by, offline=True)
    noted(
        whole, "filed" if offline else "drafted", by=by, asked=fresh, text=text, papers=papers,
        offline=offline, stance=stance,
    )  # fmt: skip
    return fresh


def _points(asked: Asked, changes: list[Change]) -> list[Point]:
    if asked.stance == Stance.CHANGES:
        return [
            Point(asked=asked, clause=one.clause, proposed=one.proposed, reason=one.reason)
            for one in changes
        ]
    needs = asked.stance == Stance.DISAGREE
    return [Point(asked=asked, proposed=asked.text, needs=needs)]


def _signed(asked: Asked, by: Any, *, offline: bool) -> None:
    asked.status, asked.signed_by, asked.offline = Turn.ANSWERED, by, offline
    asked.answered_at = timezone.now()
    asked.save()
    onward(asked.round.consultation)


@transaction.atomic
def opinion_sign(
    *, asked: Asked, by: Any, text: str = "", version: int | None = None, **sheet: Unpack[Sheet]
) -> Asked:
    """签: by another person of the body. From now on it is what the body says."""
    sheet["papers"] = list(sheet.get("papers", ()))
    offline = bool(sheet.get("offline", False))
    must_prove(sheet["papers"], offline=offline)
    fresh = take_asked(asked, version, (Turn.DRAFTED,))
    if not speaks(fresh, by):
        raise refused()
    if fresh.drafted_by_id == by.pk and not offline:
        raise NotAllowed(_("拟意见的人不能自己签，请另一个人签，或附线下签字件。"))
    _signed(fresh, by, offline=offline)
    step = noted(fresh.round.consultation, "signed", by=by, asked=fresh, text=text, **sheet)
    # What the draft came with is told with the opinion.
    drafted = fresh.steps.filter(verb="drafted").last()
    Paper.objects.filter(step=drafted).update(step=step)
    return fresh


@transaction.atomic
def opinion_redraft(
    *, asked: Asked, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Asked:
    """退回重拟: not as drafted."""
    fresh = take_asked(asked, version, (Turn.DRAFTED,))
    if not speaks(fresh, by):
        raise refused()
    if not reason.strip():
        raise NotAllowed(_("请写明情况或理由。"))
    fresh.status = Turn.ASKED
    noted(fresh.round.consultation, "redraft", by=by, asked=fresh, text=reason, **sheet)
    return fresh


@transaction.atomic
def opinion_return(
    *, asked: Asked, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Asked:
    """
    退回补充: the asker asks a body once more, because the answer is unclear or came to nothing. In turn those behind
    it, who have not spoken yet, wait again. What was said before stays in the step.
    """
    fresh = take_asked(asked, version, SAID)
    whole = fresh.round.consultation
    if not asks(whole, by):
        raise refused()
    if not reason.strip():
        raise NotAllowed(_("请写明情况或理由。"))
    if fresh.points.exclude(adopted="").exists():
        raise NotAllowed(_("已经答复的意见不能退回。"))
    if fresh.round_id != last_round(whole).pk:
        raise Overtaken(_("已有新一轮"))
    said = {
        "stance": fresh.stance, "said": fresh.text,
        "points": [[one.clause, one.proposed, one.reason] for one in fresh.points.all()],
    }  # fmt: skip
    fresh.points.all().delete()
    fresh.stance, fresh.text, fresh.by_clock, fresh.offline = "", "", False, False
    fresh.drafted_by = fresh.signed_by = fresh.answered_at = None
    turn_begins(fresh)
    if whole.serial:
        behind = fresh.round.asked.filter(place__gt=fresh.place, status__in=HEARD)
        behind.update(status=Turn.WAITING, due_on=None)
    onward(whole)
    step = noted(whole, "returned", by=by, asked=fresh, text=reason, **sheet)
    step.data = said
    step.save(update_fields=["data"])
    return fresh


@transaction.atomic
def point_answer(
    *, point: Point, by: Any, adopted: str, answer: str = "", **sheet: Unpack[Sheet]
) -> Point:
    """采纳情况: adopted, partly or not; anything but adopted says why. Said again it is the last that counts."""
    whole = Consultation.objects.select_for_update().get(pk=point.asked.round.consultation_id)
    fresh = Point.objects.select_for_update().select_related("asked__round").get(pk=point.pk)
    if not asks(whole, by):
        raise refused()
    if whole.status not in (Status.ASKING, Status.ANSWERING):
        raise Overtaken(whole.get_status_display())
    if fresh.asked.status != Turn.ANSWERED or not fresh.needs:
        raise NotAllowed(_("这一条不用答复。"))
    if adopted not in Adopted.values:
        raise NotAllowed(_("请选采纳、部分采纳或不采纳。"))
    if adopted != Adopted.YES and not answer.strip():
        raise NotAllowed(_("部分采纳、不采纳的，请写理由。"))
    fresh.adopted, fresh.answer, fresh.answered_by = adopted, answer, by
    fresh.answered_at = timezone.now()
    fresh.save()
    noted(whole, "adopted", by=by, asked=fresh.asked, text=answer, adopted=adopted, **sheet)
    return fresh


def silences_note() -> int:
    """
    Once a day: who was asked for views and let the day pass has none, written down as exactly that. A consent that did
    not come stays missing (`states.silence`).
    """
    kinds = [kind for kind in Kind.values if silence(kind) == NO_OPINION]
    late = Asked.objects.filter(
        status__in=HEARD, due_on__lt=timezone.localdate(), round__consultation__kind__in=kinds,
        round__consultation__status=Status.ASKING,
    )  # fmt: skip
    return sum(_silent(one) for one in late.select_related("round"))


@transaction.atomic
def _silent(asked: Asked) -> bool:
    try:
        fresh = take_asked(asked, None, HEARD)
    except Overtaken:
        return False
    if fresh.due_on is None or fresh.due_on >= timezone.localdate():
        return False
    # A draft that nobody signed is not what the body says.
    fresh.points.all().delete()
    fresh.status, fresh.stance, fresh.by_clock = Turn.SILENT, Stance.NONE, True
    fresh.text, fresh.answered_at, fresh.signed_by = "", timezone.now(), None
    fresh.save()
    Point.objects.create(asked=fresh, needs=False)
    onward(fresh.round.consultation)
    noted(fresh.round.consultation, "silent", by=None, asked=fresh)
    return True

"""A turn is reported, looked at, returned, dropped; somebody is named for a duty. 落实、复核、退回、不再要求。"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.papers import Sheet
from qinglian.web.core.proofs import Proof, kinds
from qinglian.web.core.workdays import late_days
from qinglian.web.duties.kinds import TurnStatus
from qinglian.web.duties.models import Duty, Turn
from qinglian.web.duties.services.showing import shown_for
from qinglian.web.duties.services.turn_rules import moved, on_side, take

IN_PERSON = ("deployed_on", "urged_on", "inspected_on")
"""三个亲自, in their order."""


@transaction.atomic
def turn_done(
    *, turn: Turn, by: Any, text: str = "", number: Decimal | None = None,
    deployed_on: date | None = None, urged_on: date | None = None,
    inspected_on: date | None = None, proofs: Iterable[str] = (), version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Turn:  # fmt: skip
    """
    落实: what was done and what came of it. `proofs`: records of the system as `kind:number`, confirmed; then nothing
    need be typed. Late ones are taken and marked.
    """
    fresh = take(turn, "done", by, version)
    found = [_proof(one, by) for one in dict.fromkeys(proofs)]
    if not text.strip() and not found:
        raise NotAllowed(_("请写明做了什么、结果如何，或者确认已有的记录。"))
    days = {"deployed_on": deployed_on, "urged_on": urged_on, "inspected_on": inspected_on}
    _in_person(fresh, days)
    late = late_days(fresh.due_on, None)
    said = text.strip() or _("已有记录：%(titles)s") % {
        "titles": _("、").join(one.title for one in found)
    }
    done = moved(
        fresh, "done", TurnStatus.DONE, by=by, text=said, late=late, done_by=by,
        done_at=timezone.now(), late_days=late, number=number, reviewed_by=None,
        reviewed_at=None, draw=None, drawn=False,
        data={"proofs": [[one.kind, one.number, one.title, one.url] for one in found]},
        written=said, **days, **sheet,
    )  # fmt: skip
    if done.duty.received_at is None:
        Duty.objects.filter(pk=done.duty_id, received_at=None).update(
            received_at=timezone.now(), received_by=by
        )
    shown_for(done, found, by=by)
    return done


def _proof(said: str, by: Any) -> Proof:
    kind, _colon, number = said.partition(":")
    found = kinds()[kind].one(by, number) if kind in kinds() else None
    if found is None:
        raise NotAllowed(_("有一条记录您看不到了，请重新选择。"))
    return found


def _in_person(turn: Turn, days: dict[str, date | None]) -> None:
    today = timezone.localdate()
    if turn.duty.item.in_person and not all(days.values()):
        raise NotAllowed(_("这一项要求三个亲自：请填写亲自部署、亲自督促、亲自检验的日期。"))
    if any(day and day > today for day in days.values()):
        raise NotAllowed(_("日期不能晚于今天。"))


@transaction.atomic
def turn_review(
    *, turn: Turn, by: Any, accepted: bool, reason: str = "", version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Turn:  # fmt: skip
    """复核, by the side that gave it and somebody else than who reported; returned with a reason."""
    if not accepted and not reason.strip():
        raise NotAllowed(_("退回请写明理由。"))
    fresh = take(turn, "review" if accepted else "return", by, version)
    if fresh.done_by_id == by.pk:
        raise NotAllowed(_("报告落实的人不能自己复核。"))
    if accepted:
        return moved(
            fresh, "review", TurnStatus.REVIEWED, by=by, text=reason, reviewed_by=by,
            reviewed_at=timezone.now(), **sheet,
        )  # fmt: skip
    return moved(
        fresh, "return", TurnStatus.RETURNED, by=by, text=reason, returned=fresh.returned + 1,
        reviewed_by=None, reviewed_at=None, **sheet,
    )  # fmt: skip


@transaction.atomic
def turn_drop(
    *, turn: Turn, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Turn:
    """不再要求: this time, this body, with the reason."""
    if not reason.strip():
        raise NotAllowed(_("请写明情况或理由。"))
    fresh = take(turn, "drop", by, version)
    return moved(fresh, "drop", TurnStatus.DROPPED, by=by, text=reason, **sheet)


@transaction.atomic
def duty_assign(*, duty: Duty, person: Any, by: Any, version: int | None = None) -> Duty:
    """具体责任人: somebody of the body itself."""
    fresh = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if version not in (None, fresh.version):
        raise Overtaken(fresh.person or _("未定"))
    if not on_side(fresh, by, "unit"):
        raise NotAllowed(_("您的角色不办理这件事。"))
    if person is not None and person.unit_id != fresh.unit_id:
        raise NotAllowed(_("只能是责任单位的人。"))
    fresh.person, fresh.version = person, fresh.version + 1
    fresh.save(update_fields=["person", "version"])
    record("duty.assigned", on=fresh, by=by)
    return fresh

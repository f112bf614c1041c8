"""A difficulty is raised, signed for, answered, agreed to or not. 提出、签收、答复、确认。"""

from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.dated import in_force
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.papers import Sheet
from qinglian.web.core.workdays import late_days
from qinglian.web.duties.limits import reply_due
from qinglian.web.duties.models import Difficulty
from qinglian.web.duties.services.difficulty_rules import moved, needs, take, works_for
from qinglian.web.duties.states import ASKING, FORWARDS, UP_FROM, Status
from qinglian.web.units.models import Line, Reach, Unit
from qinglian.web.units.scope import reach, roles_of

UPWARDS = (Line.Kind.BELONGS, Line.Kind.GUIDES, Line.Kind.LEADS)
"""Along which lines a body asks: to whom it belongs, who guides it, who leads its unit type."""


def answerers_for(unit: Unit | None) -> Any:
    """The bodies a body may ask: above it along these lines."""
    if unit is None:
        return Unit.objects.none()
    above = Reach.objects.filter(in_force(), kind__in=UPWARDS, lower=unit).values("upper")
    return Unit.objects.filter(pk__in=above, valid_to=None).exclude(pk=unit.pk).order_by("code")


def may_raise(user: Any) -> bool:
    """Whether a person may ask for their body."""
    own = reach(user, Difficulty.OBJECT, write=True).q({"unit": "pk"})
    return bool(
        roles_of(user) & ASKING
        and user.unit_id
        and Unit.objects.filter(own, pk=user.unit_id).exists()
    )


def above(difficulty: Difficulty) -> Unit | None:
    """The body one level above who answers: to whom it belongs, or else who guides it; never the one that asked."""
    for kind in (Line.Kind.BELONGS, Line.Kind.GUIDES):
        rows = Reach.objects.filter(in_force(), kind=kind, depth=1, lower=difficulty.lead_unit_id)
        found = Unit.objects.filter(pk__in=rows.values("upper"), valid_to=None)
        first = found.exclude(pk=difficulty.unit_id).order_by("code").first()
        if first:
            return first
    return None


@transaction.atomic
def difficulty_raise(
    *,
    kind: str,
    title: str,
    text: str,
    wanted: str,
    lead_unit: Unit,
    by: Any,
    **sheet: Unpack[Sheet],
) -> Difficulty:
    """提出: what is difficult, and what is wanted, to a body above."""
    if not may_raise(by):
        raise NotAllowed(_("您的角色不办理这件事。"))
    for said in (title, text, wanted):
        needs(said)
    if not answerers_for(by.unit).filter(pk=lead_unit.pk).exists():
        raise NotAllowed(_("只能向上级、业务指导或牵头单位提出。"))
    made = Difficulty.objects.create(
        kind=kind, title=title, text=text, wanted=wanted, unit=by.unit, lead_unit=lead_unit,
        raised_by=by, reply_due_on=reply_due(),
    )  # fmt: skip
    return moved(
        made, "raise", Status.RAISED, by=by, text=text, reply_due_on=made.reply_due_on, **sheet
    )


@transaction.atomic
def difficulty_receive(
    *, difficulty: Difficulty, by: Any, text: str = "", version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Difficulty:  # fmt: skip
    """签收."""
    fresh = take(difficulty, "receive", by, version)
    return moved(fresh, "receive", Status.RECEIVED, by=by, text=text, received_by=by, **sheet)


@transaction.atomic
def difficulty_reply(
    *, difficulty: Difficulty, by: Any, reply: str, version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Difficulty:  # fmt: skip
    """答复: once for all that asked the same; each of them is told, and each agrees for itself."""
    needs(reply)
    fresh = take(difficulty, "reply", by, version)
    if fresh.joined_to_id:
        raise NotAllowed(_("这个问题已并入同样的问题，请在那里一并答复。"))
    if works_for(by, fresh.unit_id):
        raise NotAllowed(_("提出单位不能自己答复。"))
    done = _answered(fresh, by=by, reply=reply, **sheet)
    waiting = (Status.RAISED, Status.RECEIVED)
    for one in fresh.joined.select_for_update().filter(status__in=waiting).order_by("pk"):
        _answered(one, by=by, reply=reply)
    return done


def _answered(difficulty: Difficulty, *, by: Any, reply: str, **sheet: Any) -> Difficulty:
    late = late_days(difficulty.reply_due_on, None)
    return moved(
        difficulty, "reply", Status.REPLIED, by=by, text=reply, reply=reply, replied_by=by,
        replied_at=timezone.now(), in_time=difficulty.in_time is not False and not late, **sheet,
    )  # fmt: skip


@transaction.atomic
def difficulty_agree(
    *, difficulty: Difficulty, by: Any, text: str = "", version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Difficulty:  # fmt: skip
    """同意，已解决: nobody but who asked says so, and nothing closes it by itself."""
    fresh = take(difficulty, "agree", by, version)
    if fresh.replied_by_id == by.pk:
        raise NotAllowed(_("答复的人不能自己确认。"))
    return moved(
        fresh, "agree", Status.AGREED, by=by, text=text, agreed_by=by, agreed_at=timezone.now(),
        **sheet,
    )  # fmt: skip


@transaction.atomic
def difficulty_dissatisfy(
    *, difficulty: Difficulty, by: Any, reason: str, version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Difficulty:  # fmt: skip
    """不满意: back with a reason, apart from those it was joined with; from the second time on one level up."""
    needs(reason)
    fresh = take(difficulty, "dissatisfy", by, version)
    times = fresh.dissatisfied + 1
    upper = above(fresh) if times >= UP_FROM else None
    said: dict[str, Any] = {
        "dissatisfied": times, "joined_to": None, "reply_due_on": reply_due(),
    }  # fmt: skip
    if upper is None:
        return moved(fresh, "dissatisfy", Status.RECEIVED, by=by, text=reason, **said, **sheet)
    said |= {"lead_unit": upper, "received_by": None, "raised_up": fresh.raised_up + 1}
    return moved(
        fresh, "dissatisfy", Status.RAISED, by=by, text=reason, data={"up_to": upper.code}, **said,
        **sheet,
    )  # fmt: skip


@transaction.atomic
def difficulty_forward(
    *, difficulty: Difficulty, by: Any, lead_unit: Unit, reason: str, version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Difficulty:  # fmt: skip
    """转给其他单位: not ours, with the reason; those joined with it go along. Not round and round."""
    needs(reason)
    fresh = take(difficulty, "forward", by, version)
    if fresh.joined_to_id:
        raise NotAllowed(_("这个问题已并入同样的问题，请在那里一并办理。"))
    if fresh.forwarded >= FORWARDS:
        raise NotAllowed(_("最多转 %(n)d 次，请答复。") % {"n": FORWARDS})
    if lead_unit.pk == fresh.lead_unit_id or lead_unit.valid_to is not None:
        raise NotAllowed(_("请选另一个单位。"))
    rows = [fresh, *fresh.joined.select_for_update().order_by("pk")]
    rows = [one for one in rows if one.status in (Status.RAISED, Status.RECEIVED)]
    if any(one.unit_id == lead_unit.pk for one in rows):
        raise NotAllowed(_("不能转给提出问题的单位。"))
    for one in rows:
        moved(
            one, "forward", Status.RAISED, by=by, text=reason, lead_unit=lead_unit,
            received_by=None, forwarded=one.forwarded + 1, reply_due_on=reply_due(),
            data={"forwarded_to": lead_unit.code}, **(sheet if one is fresh else {}),
        )  # fmt: skip
    return fresh


@transaction.atomic
def difficulty_withdraw(
    *, difficulty: Difficulty, by: Any, reason: str, version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Difficulty:  # fmt: skip
    """撤回: by who asked, before it was answered; those joined with it stand for themselves again."""
    needs(reason)
    fresh = take(difficulty, "withdraw", by, version)
    fresh.joined.update(joined_to=None)
    return moved(fresh, "withdraw", Status.WITHDRAWN, by=by, text=reason, joined_to=None, **sheet)


@transaction.atomic
def difficulty_join(
    *, difficulty: Difficulty, by: Any, to: Difficulty, text: str = "",
    version: int | None = None, **sheet: Unpack[Sheet],
) -> Difficulty:  # fmt: skip
    """并入: the same question of another body; answered there, once."""
    fresh = take(difficulty, "join", by, version)
    main = Difficulty.objects.select_for_update().get(pk=to.pk)
    if main.status not in (Status.RAISED, Status.RECEIVED):
        raise Overtaken(main.get_status_display())
    if main.lead_unit_id != fresh.lead_unit_id or main.pk == fresh.pk:
        raise NotAllowed(_("只能并入本单位要答复的另一个问题。"))
    if main.joined_to_id or fresh.joined.exists():
        raise NotAllowed(_("并入别的问题的，不能再并入其他问题。"))
    return moved(fresh, "join", fresh.status, by=by, text=text, joined_to=main, **sheet)


@transaction.atomic
def difficulty_part(
    *, difficulty: Difficulty, by: Any, text: str = "", version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Difficulty:  # fmt: skip
    """拆出: it is not the same question after all."""
    fresh = take(difficulty, "part", by, version)
    if fresh.joined_to_id is None:
        raise Overtaken(fresh.get_status_display())
    return moved(fresh, "part", fresh.status, by=by, text=text, joined_to=None, **sheet)

"""A sending is prepared, approved and sent, recalled, received. 拟下发、批准下发、撤回、签收。"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.duties.kinds import WAITING, SendingStatus, TurnStatus, VersionStatus
from qinglian.web.duties.models import (
    Duty,
    Item,
    ItemCap,
    ListVersion,
    Sending,
    SentItem,
    Turn,
    TurnStep,
)
from qinglian.web.duties.preview import Preview, preview_of
from qinglian.web.duties.services.asking import asked, asked_no_more
from qinglian.web.duties.services.sending_rules import (
    APPROVING,
    approvers_of,
    gives,
    shrinks,
    targets_of,
)
from qinglian.web.duties.services.turns_made import turns_make
from qinglian.web.units.models import Unit

BATCH = 2_000


def locked_draft(sending: Sending, version: int | None) -> Sending:
    """The row for oneself, as the form knew it, as long as it is not sent."""
    fresh = Sending.objects.select_for_update(of=("self",)).get(pk=sending.pk)
    if fresh.status != SendingStatus.DRAFT or version not in (None, fresh.version):
        raise Overtaken(fresh.get_status_display())
    return fresh


@transaction.atomic
def sending_make(
    *, of: ListVersion, items: Iterable[Item], units: Iterable[Unit], begins_on: date,
    ends_on: date, by: Any, giver_unit: Unit | None = None, parent: Sending | None = None,
    shrunk: Mapping[int, tuple[int, int]] | None = None, plan_number: str = "", note: str = "",
    approver: Any = None, over_reason: str = "", sending: Sending | None = None,
    version: int | None = None,
) -> Sending:  # fmt: skip
    """
    Prepare it, or change a draft (`sending`). `shrunk`: item → (minutes, working days later), where a level asks less.
    """
    giver = giver_unit or by.unit
    if not gives(by, giver):
        raise NotAllowed(_("您的角色不办理这件事。"))
    if sending is not None and locked_draft(sending, version).made_by_id != by.pk:
        raise NotAllowed(_("只有拟稿人能修改。"))
    chosen, bodies = list(items), {unit.pk for unit in units}
    if of.status != VersionStatus.ISSUED:
        raise NotAllowed(_("只能下发已印发的版本。"))
    if parent is None and of.of.owner_unit_id != giver.pk:
        raise NotAllowed(_("清单由制定单位下发；收到的单位只能转发收到的事项。"))
    if not chosen or not bodies:
        raise NotAllowed(_("请至少选一项、一个单位。"))
    if any(one.of_id != of.pk for one in chosen):
        raise NotAllowed(_("事项不在这个版本里。"))
    if ends_on < begins_on:
        raise NotAllowed(_("“至”早于“自”。"))
    allowed = set(targets_of(by, giver).values_list("pk", flat=True))
    if not bodies <= allowed:
        raise NotAllowed(_("只能下发给下级、业务指导或牵头的单位。"))
    smaller = dict(shrunk or {})
    shrinks(
        parent=parent, giver_unit=giver, items=chosen, shrunk=smaller, begins_on=begins_on,
        ends_on=ends_on,
    )  # fmt: skip
    made = sending or Sending(made_by=by)
    if approver is not None and approver.pk == made.made_by_id:
        raise NotAllowed(_("批准人不能是拟稿人。"))
    made.of, made.giver_unit, made.parent = of, giver, parent
    made.top, made.level = (parent.first, parent.level + 1) if parent else (None, 1)
    made.begins_on, made.ends_on, made.note = begins_on, ends_on, note
    made.plan_number, made.approver = plan_number.strip(), approver
    made.over_reason = over_reason
    made.version += 1 if sending else 0
    made.save()
    if approver is not None and not approvers_of(made).filter(pk=approver.pk).exists():
        raise NotAllowed(_("请谁批准：只能是本单位能批准下发的另一个人。"))
    made.sent.all().delete()
    SentItem.objects.bulk_create(
        SentItem(
            sending=made, item=one, minutes=smaller.get(one.pk, (one.minutes, 0))[0],
            later_days=smaller.get(one.pk, (0, 0))[1],
        )
        for one in chosen
    )  # fmt: skip
    made.units.set(bodies)
    record(
        "sending.changed" if sending else "sending.made", on=made, by=by, items=len(chosen),
        units=len(bodies),
    )  # fmt: skip
    return made


@transaction.atomic
def sending_anyway(
    *, sending: Sending, anyway: Iterable[str], by: Any, version: int | None = None
) -> Sending:
    """Which items go to bodies that have something alike."""
    fresh = locked_draft(sending, version)
    if fresh.made_by_id != by.pk:
        raise NotAllowed(_("只有拟稿人能修改。"))
    fresh.anyway, fresh.version = sorted(set(anyway)), fresh.version + 1
    fresh.save(update_fields=["anyway", "version"])
    record("sending.changed", on=fresh, by=by)
    return fresh


@transaction.atomic
def sending_send(
    *, sending: Sending, by: Any, version: int | None = None, digest: str = ""
) -> Sending:
    """
    Approve and send, by another person than who prepared it: duties and their first turns, all or none. `digest` is
    that of the preview that was looked at.
    """
    fresh = locked_draft(sending, version)
    if by.pk == fresh.made_by_id:
        raise NotAllowed(_("批准人不能是拟稿人。"))
    if fresh.approver_id not in (None, by.pk) or not gives(by, fresh.giver_unit, APPROVING):
        raise NotAllowed(_("您的角色不办理这件事。"))
    if fresh.parent_id is not None:
        fresh.parent = Sending.objects.select_for_update(of=("self",)).get(pk=fresh.parent_id)
    sents = list(fresh.sent.select_related("item"))
    shrinks(
        parent=fresh.parent, giver_unit=fresh.giver_unit, items=[one.item for one in sents],
        shrunk={one.item_id: (one.minutes, one.later_days) for one in sents},
        begins_on=fresh.begins_on, ends_on=fresh.ends_on,
    )  # fmt: skip
    plan = preview_of(fresh)
    if digest and digest != plan.digest:
        raise Overtaken(_("预览之后情况变了，请再看一遍预览"))
    if not plan.pairs:
        raise NotAllowed(_("没有一个单位会收到事项，请看预览。"))
    fresh.status, fresh.approved_by, fresh.sent_at = SendingStatus.SENT, by, timezone.now()
    fresh.version += 1
    fresh.save()
    asked(fresh, plan, by=by)
    _replaced(plan, by)
    Duty.objects.bulk_create(
        (
            Duty(
                sending=fresh, item=sent.item, unit=load.unit, giver_unit_id=fresh.giver_unit_id,
                level=fresh.level, minutes=sent.minutes, later_days=sent.later_days,
            )
            for load in plan.loads
            for sent in load.items
        ),
        BATCH,
    )  # fmt: skip
    turns_make(sending=fresh)
    record(
        "sending.sent", on=fresh, by=by, items=len(sents), units=len(plan.reached),
        duties=plan.pairs, minutes=plan.minutes, plan_number=fresh.plan_number,
    )  # fmt: skip
    return fresh


def _replaced(plan: Preview, by: Any) -> None:
    """The new version of an item takes the place of the old one; what was done under the old one stays."""
    begins = plan.sending.begins_on
    for at in range(0, len(plan.replaces), BATCH):
        keys = plan.replaces[at : at + BATCH]
        Duty.objects.filter(pk__in=keys).update(ended_on=begins)
        dropped(
            Turn.objects.filter(duty__in=keys, status__in=WAITING, due_on__gte=begins), by=by,
            text=_("由新版本的同一事项代替。"),
        )  # fmt: skip


def dropped(rows: Any, *, by: Any, text: str) -> int:
    """Turns that nobody asks for any more, with the step that says so."""
    waiting = list(rows.values_list("pk", "status"))
    TurnStep.objects.bulk_create(
        (
            TurnStep(turn_id=pk, verb="drop", was=was, now=TurnStatus.DROPPED, by=by, text=text)
            for pk, was in waiting
        ),
        BATCH,
    )
    for at in range(0, len(waiting), BATCH):
        keys = [pk for pk, _was in waiting[at : at + BATCH]]
        Turn.objects.filter(pk__in=keys).update(status=TurnStatus.DROPPED)
    return len(waiting)


@transaction.atomic
def sending_recall(
    *, sending: Sending, by: Any, reason: str, version: int | None = None
) -> Sending:
    """撤回, with all that was handed on from it: nobody owes anything of it any more; what was done stays on record."""
    if not reason.strip():
        raise NotAllowed(_("请写明情况或理由。"))
    fresh = Sending.objects.select_for_update(of=("self",)).get(pk=sending.pk)
    if fresh.status != SendingStatus.SENT or version not in (None, fresh.version):
        raise Overtaken(fresh.get_status_display())
    if not gives(by, fresh.giver_unit, APPROVING):
        raise NotAllowed(_("您的角色不办理这件事。"))
    today, keys, level = timezone.localdate(), [fresh.pk], [fresh.pk]
    while level:
        level = list(
            Sending.objects.filter(parent__in=level)
            .exclude(status=SendingStatus.RECALLED)
            .values_list("pk", flat=True)
        )
        keys += level
    for one in Sending.objects.select_for_update(of=("self",)).filter(pk__in=keys):
        one.status, one.recalled_at = SendingStatus.RECALLED, timezone.now()
        one.version += 1
        one.save(update_fields=["status", "recalled_at", "version"])
        asked_no_more(one, by=by, reason=reason)
        record("sending.recalled", on=one, by=by, reason=reason)
    Duty.objects.filter(sending__in=keys, ended_on=None).update(ended_on=today)
    dropped(Turn.objects.filter(duty__sending__in=keys, status__in=WAITING), by=by, text=reason)
    fresh.refresh_from_db()
    return fresh


@transaction.atomic
def sending_withdraw(*, sending: Sending, by: Any, version: int | None = None) -> None:
    """A draft that is not wanted any more goes; nobody had received anything."""
    fresh = locked_draft(sending, version)
    if fresh.made_by_id != by.pk:
        raise NotAllowed(_("只有拟稿人能修改。"))
    record("sending.withdrawn", on=fresh, by=by)
    fresh.delete()


@transaction.atomic
def sending_receive(*, sending: Sending, unit: Unit, by: Any) -> int:
    """签收: all items of one sending for a body, with one click."""
    rows = Duty.objects.writable_by(by).filter(sending=sending, unit=unit)
    if not gives(by, unit) or not rows.exists():
        raise NotAllowed(_("您的角色不办理这件事。"))
    waiting = list(
        Duty.objects.select_for_update(of=("self",))
        .filter(sending=sending, unit=unit, received_at=None, ended_on=None)
        .values_list("pk", flat=True)
    )
    if not waiting:
        raise Overtaken(_("已签收"))
    number = Duty.objects.filter(pk__in=waiting, received_at=None).update(
        received_at=timezone.now(), received_by=by
    )
    record("sending.received", on=sending, by=by, unit=unit.code, duties=number)
    return number


@transaction.atomic
def cap_set(*, giver_unit: Unit, level: str, most: int | None, reason: str, by: Any) -> ItemCap:
    """How many items a body of a level may have at a time."""
    if not gives(by, giver_unit, APPROVING):
        raise NotAllowed(_("您的角色不办理这件事。"))
    made = ItemCap.objects.create(
        giver_unit=giver_unit, level=level, most=most, reason=reason, by=by
    )
    record("sending.cap", on=giver_unit, by=by, reason=reason, level=level, most=most or "")
    return made

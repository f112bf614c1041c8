"""
Notice, acceptance, covering without him, a later look. 隐蔽验收的办理动作。

Source: works.md 5; 标准施工招标文件 13.5: notice, check within the agreed time, covering with one's own record where
the supervisor does not come, re-examination with cost by result, private covering at the contractor's cost.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.clocks.terms import due_for
from qinglian.web.concealed.models import Acceptance, Agreed, Paper, Proof, Step, Uncovering
from qinglian.web.concealed.states import ATTENDING, HIDDEN, MOVES, Kind, Status
from qinglian.web.core.dated import in_force
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.papers import Sheet, must_prove
from qinglian.web.core.wording import listed
from qinglian.web.core.workdays import add_working_days
from qinglian.web.works.models import Section
from qinglian.web.works.people import must_stand
from qinglian.web.works.states import Side

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored


def needs(said: str) -> None:
    """Stop where nothing was said."""
    if not said.strip():
        raise NotAllowed(_("请写明情况或理由。"))


def due_at(section: Section, noticed: datetime) -> datetime:
    """Until when the supervisor has to come: as agreed for the section, or by the term of the house."""
    agreed = Agreed.objects.filter(in_force(timezone.localdate(noticed)), section=section).first()
    if agreed is not None and agreed.unit == Agreed.Unit.HOURS:
        return noticed + timedelta(hours=agreed.amount)
    day = timezone.localdate(noticed)
    last = add_working_days(day, agreed.amount) if agreed else due_for("concealed.attend", "", day)
    return timezone.make_aware(datetime.combine((last or day) + timedelta(days=1), time.min))


def _step(
    row: Acceptance, verb: str, *, by: Any, side: str, was: str, text: str = "",
    papers: "Iterable[Stored]" = (), offline: bool = False, **data: Any,
) -> Step:  # fmt: skip
    papers = list(papers)
    must_prove(papers, offline=offline)
    step = Step.objects.create(
        acceptance=row, verb=verb, by=by, was=was, now=row.status, side=side, text=text, offline=offline,
        data=data,
    )  # fmt: skip
    Paper.file(step, papers)
    record(f"acceptance.{verb}", on=row, by=by, reason=text, was=was, now=row.status, **data)
    return step


def _move(
    acceptance: Acceptance, verb: str, *, by: Any, version: int | None, text: str = "", target: str = "",
    fields: dict[str, Any] | None = None, data: dict[str, Any] | None = None, **sheet: Unpack[Sheet],
) -> Acceptance:  # fmt: skip
    fresh: Acceptance = locked(acceptance, version)
    move = MOVES[verb]
    if fresh.status not in move.sources:
        raise Overtaken(fresh.get_status_display())
    standing = must_stand(by, fresh.section, move.side, move.posts)
    was, fresh.status, fresh.version = fresh.status, target or move.target, fresh.version + 1
    for name, value in (fields or {}).items():
        setattr(fresh, name, value)
    fresh.save()
    _step(fresh, verb, by=by, side=standing.side, was=was, text=text, **(data or {}), **sheet)
    return fresh


@transaction.atomic
def acceptance_notice(
    *, acceptance: Acceptance, by: Any, text: str = "", version: int | None = None, **sheet: Unpack[Sheet]
) -> Acceptance:  # fmt: skip
    """报监理验收: from now the agreed time runs. What it opens for measurement is named before."""
    if not acceptance.covers.exists():
        raise NotAllowed(_("请先选定对应的台账行。"))
    now = timezone.now()
    fields = {
        "noticed_by": by, "noticed_at": now, "due_at": due_at(acceptance.section, now), "handled_by": None,
        "handled_at": None,
    }  # fmt: skip
    return _move(
        acceptance, "notice", by=by, version=version, text=text, fields=fields,
        data={"due_at": fields["due_at"].isoformat()}, **sheet,
    )  # fmt: skip


@transaction.atomic
def acceptance_accept(
    *, acceptance: Acceptance, by: Any, text: str = "", missing: Iterable[str] = (),
    version: int | None = None, **sheet: Unpack[Sheet],
) -> Acceptance:  # fmt: skip
    """验收合格, by the supervisor. Where pictures of the template are missing he says why it is sound all the same."""
    lacking = list(missing)
    if lacking and not text.strip():
        raise NotAllowed(
            _("缺少镜头：%(shots)s。仍验收的，请写明理由。") % {"shots": listed(lacking)}
        )
    now = timezone.now()
    fields = {"handled_by": by, "handled_at": now, "way": Kind.ACCEPTED, "way_at": now}
    data = {"missing": len(lacking)} if lacking else {}
    return _move(
        acceptance, "accept", by=by, version=version, text=text, fields=fields, data=data, **sheet
    )


@transaction.atomic
def acceptance_return(
    *, acceptance: Acceptance, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Acceptance:  # fmt: skip
    """退回整改: the contractor mends it and gives notice anew."""
    needs(reason)
    fields = {"handled_by": by, "handled_at": timezone.now()}
    return _move(acceptance, "return", by=by, version=version, text=reason, fields=fields, **sheet)


@transaction.atomic
def acceptance_cover(
    *, acceptance: Acceptance, by: Any, record_text: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Acceptance:  # fmt: skip
    """
    逾期未到场自行覆盖: after the agreed time without him, with the contractor's own record and pictures of it. The
    record goes to the supervisor, who signs for it; the way stays visible as what it is.
    """
    needs(record_text)
    fresh = Acceptance.objects.get(pk=acceptance.pk)
    if fresh.status == Status.NOTICED and not fresh.late:
        raise NotAllowed(
            _("约定的到场时间到 %(due)s，之前不能自行覆盖。")
            % {"due": f"{timezone.localtime(fresh.due_at):%Y-%m-%d %H:%M}"}
        )
    if not fresh.shots.exists() and not list(sheet.get("papers", ())):
        raise NotAllowed(_("自行覆盖的，要有现场照片或检查记录。"))
    fields = {"record_text": record_text, "way": Kind.TIMED_OUT, "way_at": timezone.now()}
    return _move(
        acceptance, "cover", by=by, version=version, text=record_text, fields=fields, **sheet
    )


@transaction.atomic
def acceptance_sign(
    *, acceptance: Acceptance, by: Any, text: str = "", version: int | None = None, **sheet: Unpack[Sheet]
) -> Acceptance:  # fmt: skip
    """监理签收: the supervisor has the contractor's own record. It says nothing of soundness."""
    fresh: Acceptance = locked(acceptance, version)
    standing = must_stand(by, fresh.section, Side.SUPERVISOR)
    if fresh.status != Status.COVERED or fresh.signed_at is not None:
        raise Overtaken(fresh.get_status_display(), fresh.signed_by or "")
    fresh.signed_by, fresh.signed_at, fresh.version = by, timezone.now(), fresh.version + 1
    fresh.save()
    _step(fresh, "sign", by=by, side=standing.side, was=fresh.status, text=text, **sheet)
    return fresh


@transaction.atomic
def acceptance_private(
    *, acceptance: Acceptance, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Acceptance:  # fmt: skip
    """未通知自行覆盖: covered without notice; nothing may be measured until it is proved, at the contractor's cost."""
    needs(reason)
    return _move(
        acceptance, "private", by=by, version=version, text=reason,
        fields={"covered_privately": True}, **sheet,
    )  # fmt: skip


@transaction.atomic
def uncovering_ask(
    *, acceptance: Acceptance, by: Any, method: str, reason: str, version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Uncovering:  # fmt: skip
    """要求重新检查: open or drill what is covered."""
    needs(reason)
    was = Acceptance.objects.values_list("status", flat=True).get(pk=acceptance.pk)
    fresh = _move(
        acceptance, "uncover", by=by, version=version, text=reason, data={"method": method}, **sheet
    )
    return Uncovering.objects.create(acceptance=fresh, method=method, reason=reason, was=was, by=by)


@transaction.atomic
def uncovering_done(
    *, acceptance: Acceptance, by: Any, sound: bool, result: str, cost_fen: int | None = None,
    version: int | None = None, **sheet: Unpack[Sheet],
) -> Acceptance:  # fmt: skip
    """
    The result, and who bears the cost by it. Sound: as before, and what was covered privately is proved. Not sound: no
    way is left; it is mended and notice is given anew.
    """
    needs(result)
    one = acceptance.uncoverings.filter(sound=None).select_for_update().first()
    if one is None:
        raise Overtaken(Acceptance.objects.get(pk=acceptance.pk).get_status_display())
    private = Acceptance.objects.values_list("covered_privately", flat=True).get(pk=acceptance.pk)
    one.sound, one.result, one.cost_fen = sound, result, cost_fen
    one.cost_side = Side.OWNER if sound and not private else Side.CONTRACTOR
    one.done_by, one.done_at = by, timezone.now()
    one.save()
    fields: dict[str, Any] = {}
    target = Status(one.was) if sound else Status.FAILED
    if not sound:
        fields = {"way": "", "way_at": None}
    elif one.was == Status.PRIVATE:
        target = Status.PROVED
        fields = {"way": Kind.LATER_PROOF, "way_at": one.done_at}
    return _move(
        acceptance, "uncovered", by=by, version=version, text=result, target=target, fields=fields,
        data={"sound": sound, "cost_side": one.cost_side}, **sheet,
    )  # fmt: skip


@transaction.atomic
def proof_add(
    *, acceptance: Acceptance, by: Any, method: str, laboratory: str, report_number: str, sound: bool,
    text: str, version: int | None = None, **sheet: Unpack[Sheet],
) -> Proof:  # fmt: skip
    """事后证明: a report of a test after covering; the supervisor confirms it."""
    needs(text)
    papers = list(sheet.pop("papers", ()))
    if not papers:
        raise NotAllowed(_("请附检测报告。"))
    fresh: Acceptance = locked(acceptance, version)
    standing = must_stand(by, fresh.section, (Side.CONTRACTOR, Side.LABORATORY))
    if fresh.status not in HIDDEN:
        raise NotAllowed(_("还没有覆盖的，请报监理验收。"))
    fresh.version += 1
    fresh.save(update_fields=["version"])
    step = _step(
        fresh, "proof", by=by, side=standing.side, was=fresh.status, text=text, papers=papers,
        method=method, sound=sound, **sheet,
    )  # fmt: skip
    return Proof.objects.create(
        acceptance=fresh, method=method, laboratory=laboratory, report_number=report_number, sound=sound,
        text=text, step=step, by=by,
    )  # fmt: skip


@transaction.atomic
def proof_decide(*, proof: Proof, by: Any, agree: bool, answer: str = "") -> Proof:
    """The supervisor confirms a proof, or not. A sound one of what was covered privately opens measurement."""
    row: Acceptance = Acceptance.objects.select_for_update().get(pk=proof.acceptance_id)
    fresh = Proof.objects.select_for_update().get(pk=proof.pk)
    if fresh.agreed is not None:
        raise Overtaken(_("已同意") if fresh.agreed else _("未同意"), fresh.decided_by or "")
    standing = must_stand(by, row.section, Side.SUPERVISOR, ATTENDING)
    if not agree:
        needs(answer)
    fresh.agreed, fresh.answer, fresh.decided_by, fresh.decided_at = (
        agree, answer, by, timezone.now(),
    )  # fmt: skip
    fresh.save()
    was = row.status
    if agree and fresh.sound and row.status == Status.PRIVATE:
        row.status, row.way, row.way_at = Status.PROVED, Kind.LATER_PROOF, fresh.decided_at
    elif (
        agree
        and not fresh.sound
        and row.status in (Status.ACCEPTED, Status.COVERED, Status.PRIVATE, Status.PROVED)
    ):
        row.status, row.way, row.way_at = Status.FAILED, "", None
    row.version += 1
    row.save()
    verb = "proof_agreed" if agree else "proof_refused"
    _step(row, verb, by=by, side=standing.side, was=was, text=answer)
    return fresh

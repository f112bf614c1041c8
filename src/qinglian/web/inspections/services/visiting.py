"""On the spot: start, answer item after item, note what was found, finish. 现场督查。"""

import hashlib
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.burden.services.asking import withdraw
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.wording import listed
from qinglian.web.inspections.models import Answer, Finding, Item, Paper, Visit
from qinglian.web.inspections.queries import checklist
from qinglian.web.inspections.services.asking import must_be_leave_to_go_again
from qinglian.web.inspections.services.rules import move, needs, not_yours, on_side
from qinglian.web.inspections.states import Choice, Kind, Stage, Status
from qinglian.web.units.models import Unit


@transaction.atomic
def visit_start(*, visit: Visit, by: Any, version: int | None = None, **sheet: Any) -> Visit:
    """
    开始督查. The body is taken for oneself while it is asked whether somebody was there before: of two who start at
    once the second needs its approval.
    """
    Unit.objects.select_for_update().get(pk=visit.unit_id)
    fresh: Visit = locked(visit, version)
    inspection = fresh.inspection
    if inspection.status != Stage.ISSUED:
        raise NotAllowed(_("督查还没有启动。"))
    if timezone.localdate() < inspection.begins_on:
        raise NotAllowed(_("还没有到督查的起始日期。"))
    if by.unit_id == fresh.unit_id:
        raise NotAllowed(_("本单位的人员不督查本单位，请回避。"))
    before, agreed = must_be_leave_to_go_again(fresh, by)
    return move(
        visit, "start", by=by, version=version, started_at=timezone.now(), started_by=by,
        repeat_of=before, repeat_approved_by=agreed.decided_by if agreed else None, **sheet,
    )  # fmt: skip


def digest(files: Any = (), **said: Any) -> str:
    """What was sent, in one hash: words, and the content of files."""
    told = hashlib.sha256(repr(sorted((name, str(value)) for name, value in said.items())).encode())
    for file in files:
        file.seek(0)
        for chunk in file.chunks():
            told.update(chunk)
        file.seek(0)
    return told.hexdigest()


def answered(visit: Visit, item: Item, token: str, sent: str) -> Answer | None:
    """What was saved by the same press before."""
    rows = Answer.objects.filter(visit=visit, item=item, token=token, digest=sent)
    return rows.first()


@transaction.atomic
def visit_answer(
    *,
    visit: Visit,
    item: Item,
    by: Any,
    token: str,
    sent: str,
    choice: str = "",
    number: Decimal | None = None,
    text: str = "",
    papers: Any = (),
) -> tuple[Answer, bool]:
    """
    Save one item by itself. What a bad line sends twice is saved once: the answer, and whether it is new. Nothing that
    was saved is written over; the last one counts.
    """
    fresh: Visit = locked(visit, None)
    if not on_side(fresh, by, "team"):
        raise not_yours()
    before = answered(fresh, item, token, sent)
    if before is not None:
        return before, False
    if fresh.status != Status.STARTED:
        raise Overtaken(fresh.get_status_display())
    if item.inspection_id != fresh.inspection_id:
        raise NotAllowed(_("这一项不在这次督查的检查单上。"))
    made = Answer.objects.create(
        visit=fresh, item=item, token=token, digest=sent, by=by, text=text,
        choice=choice if item.kind == Kind.CHOICE and choice in Choice.values else "",
        number=number if item.kind == Kind.NUMBER else None,
    )  # fmt: skip
    Paper.file(None, papers, answered=made)
    record("visit.answered", on=fresh, by=by, item=item.place)
    return made, True


def _spot(visit: Visit, by: Any) -> Visit:
    fresh: Visit = locked(visit, None)
    if not on_side(fresh, by, "team"):
        raise not_yours()
    if fresh.status not in (Status.STARTED, Status.FINISHED):
        raise Overtaken(fresh.get_status_display())
    return fresh


@transaction.atomic
def finding_note(
    *,
    visit: Visit,
    by: Any,
    token: str,
    title: str,
    topic: str,
    severity: str,
    text: str = "",
    basis: str = "",
    item: Item | None = None,
    papers: Any = (),
) -> tuple[Finding, bool]:
    """记录发现问题: sent twice, it is one finding; whether it is new comes with it."""
    fresh = locked(visit, None)
    before = Finding.objects.filter(visit=fresh, token=token).first()
    if before is not None and on_side(fresh, by, "team"):
        return before, False
    fresh = _spot(visit, by)
    if item is not None and item.inspection_id != fresh.inspection_id:
        raise NotAllowed(_("这一项不在这次督查的检查单上。"))
    made = Finding.objects.create(
        visit=fresh, item=item, token=token, title=title, text=text, topic=topic,
        severity=severity, basis=basis, by=by,
    )  # fmt: skip
    Paper.file(None, papers, finding=made)
    record("finding.noted", on=made, by=by)
    return made, True


@transaction.atomic
def finding_remove(*, finding: Finding, by: Any, reason: str) -> Visit:
    """Take a finding back before it is fed back: a slip, or one thing noted twice."""
    needs(reason)
    fresh = _spot(finding.visit, by)
    record("finding.removed", on=finding, by=by, reason=reason)
    finding.delete()
    return fresh


@transaction.atomic
def visit_finish(
    *,
    visit: Visit,
    by: Any,
    summary: str,
    representative: str,
    statement: str,
    minutes: int,
    unsigned: str = "",
    papers: Any = (),
    version: int | None = None,
    **sheet: Any,
) -> Visit:
    """
    现场结束: every item is answered and photographed where that is asked, the body has had its say, and its
    representative signed, or it is said why not.
    """
    needs(summary)
    needs(statement)
    papers = list(papers)
    left = [row for row in checklist(visit) if not row.done]
    if left:
        places = listed(row.item.place for row in left)
        raise NotAllowed(_("第 %(places)s 项还没有答完或没有照片。") % {"places": places})
    if not papers and not unsigned.strip():
        raise NotAllowed(_("请附签字件的照片；没有签字的，写明原因。"))
    return move(
        visit, "finish", by=by, version=version, papers=papers, summary=summary,
        representative=representative, statement=statement, minutes=minutes, unsigned=unsigned,
        finished_at=timezone.now(), finished_on=timezone.localdate(), **sheet,
    )  # fmt: skip


@transaction.atomic
def visit_resume(
    *, visit: Visit, by: Any, reason: str, version: int | None = None, **sheet: Any
) -> Visit:
    """补充检查: something was left out; before it is fed back."""
    needs(reason)
    return move(visit, "resume", by=by, version=version, text=reason, **sheet)


@transaction.atomic
def visit_cancel(
    *, visit: Visit, by: Any, reason: str, version: int | None = None, **sheet: Any
) -> Visit:
    """取消: one of those drawn is not visited, and why. The draw stays as it was."""
    needs(reason)
    withdraw(on=visit.inspection, units=[visit.unit], by=by, reason=reason)
    return move(visit, "cancel", by=by, version=version, text=reason, **sheet)

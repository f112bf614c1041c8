"""Feedback, what the body says to it, and what becomes of findings. 反馈、异议、处置。"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.clocks.terms import due_for
from qinglian.web.core.moves import NotAllowed, Overtaken, decided, locked, undecided
from qinglian.web.core.papers import must_prove
from qinglian.web.inspections.limits import OBJECTION
from qinglian.web.inspections.models import Finding, Objection, Paper, Step, Visit
from qinglian.web.inspections.services.burden import visit_ask
from qinglian.web.inspections.services.rules import move, needs, not_yours, on_side
from qinglian.web.inspections.states import TOLD, Follow, Status
from qinglian.web.rectification.services.problems import problem_open
from qinglian.web.rectification.states import Origin as Seen
from qinglian.web.tasks.services.moving import task_open
from qinglian.web.tasks.states import Origin


@transaction.atomic
def visit_send(
    *,
    visit: Visit,
    by: Any,
    feedback: str,
    approved_by: Any = None,
    version: int | None = None,
    **sheet: Any,
) -> Visit:
    """反馈: the body is told, also that it was visited unannounced; its days to object begin."""
    needs(feedback)
    sent = move(
        visit, "send", by=by, version=version, feedback=feedback, hidden=False,
        sent_at=timezone.now(), sent_by=by,
        objects_until=due_for(OBJECTION, "", timezone.localdate()), **sheet,
    )  # fmt: skip
    visit_ask(sent, by, approved_by)
    return sent


@transaction.atomic
def visit_receive(
    *, visit: Visit, by: Any, answer: str = "", version: int | None = None, **sheet: Any
) -> Visit:
    """签收反馈: by the body, with what it has to say."""
    return move(
        visit, "receive", by=by, version=version, answer=answer,
        received_at=timezone.now(), received_by=by, **sheet,
    )  # fmt: skip


@transaction.atomic
def objection_make(
    *, visit: Visit, by: Any, reason: str, finding: Finding | None = None, papers: Any = ()
) -> Objection:
    """提出异议: against a finding or the whole, within the days."""
    needs(reason)
    fresh: Visit = locked(visit, None)
    if fresh.status not in (Status.SENT, Status.RECEIVED):
        raise Overtaken(fresh.get_status_display())
    if not on_side(fresh, by, "unit"):
        raise not_yours()
    if fresh.objects_until and fresh.objects_until < timezone.localdate():
        raise NotAllowed(_("提出异议的期限已过。"))
    if finding is not None and finding.visit_id != fresh.pk:
        raise NotAllowed(_("这个问题不在这次反馈里。"))
    if fresh.objections.filter(finding=finding, agreed=None).exists():
        raise NotAllowed(_("已有一项同样的异议等待答复。"))
    made = Objection.objects.create(visit=fresh, finding=finding, by=by, reason=reason)
    Paper.file(None, papers, objection=made)
    record("objection.made", on=fresh, by=by, reason=reason)
    return made


@transaction.atomic
def objection_decide(
    *,
    objection: Objection,
    by: Any,
    agree: bool,
    answer: str,
    papers: Any = (),
    offline: bool = False,
) -> Objection:
    """答复异议: by the inspecting side, not by who wrote the finding. Where it stands the finding is taken back."""
    needs(answer)
    papers = list(papers)
    must_prove(papers, offline=offline)
    fresh = Objection.objects.select_for_update().get(pk=objection.pk)
    undecided(fresh)
    visit, finding = fresh.visit, fresh.finding
    if not on_side(visit, by, "giver"):
        raise not_yours()
    if finding is not None and finding.by_id == by.pk:
        raise NotAllowed(_("记录问题的人不答复对它的异议，请由另一个人答复。"))
    decided(fresh, by=by, agree=agree, answer=answer)
    if agree and finding is not None:
        if finding.follow in (Follow.PROBLEM, Follow.TASK):
            raise NotAllowed(_("这个问题已经交办，请先在那里撤销。"))
        Finding.objects.filter(pk=finding.pk).update(
            follow=Follow.WITHDRAWN, follow_text=answer, followed_by=by, followed_at=timezone.now(),
            version=finding.version + 1,
        )  # fmt: skip
    verb = "objection_agreed" if agree else "objection_refused"
    step = Step.objects.create(
        visit=visit,
        verb=verb,
        by=by,
        text=answer,
        was=visit.status,
        now=visit.status,
        offline=offline,
    )
    Paper.file(step, papers)
    record(f"objection.{verb.partition('_')[2]}", on=visit, by=by, reason=answer)
    return fresh


@transaction.atomic
def finding_follow(
    *,
    finding: Finding,
    by: Any,
    follow: str,
    text: str,
    due_on: date | None = None,
    papers: Any = (),
    offline: bool = False,
    version: int | None = None,
) -> Finding:
    """
    处置: mended on the spot, on the problem list, a supervised task, or told and no more. A body that does not know of
    the visit yet gets no problem and no task.
    """
    needs(text)
    papers = list(papers)
    must_prove(papers, offline=offline)
    fresh: Finding = locked(finding, version)
    visit = fresh.visit
    if not (
        on_side(visit, by, "giver") or (on_side(visit, by, "team") and follow == Follow.ON_SPOT)
    ):
        raise not_yours()
    if fresh.follow != Follow.WAITING:
        raise Overtaken(fresh.get_follow_display())
    if visit.status not in TOLD and follow != Follow.ON_SPOT:
        raise NotAllowed(_("反馈以后再处置。"))
    if fresh.objections.filter(agreed=None).exists():
        raise NotAllowed(_("单位的异议还没有答复。"))
    if follow == Follow.TASK:
        made = _task(fresh, by, text, due_on)
        fresh.follow_id, fresh.follow_url = made.public_id, made.get_absolute_url()
    elif follow == Follow.PROBLEM:
        made = _problem(fresh, by, text, due_on)
        fresh.follow_id, fresh.follow_url = made.public_id, made.get_absolute_url()
    fresh.follow, fresh.follow_text = follow, text
    fresh.followed_by, fresh.followed_at = by, timezone.now()
    fresh.version += 1
    fresh.save()
    Paper.file(None, papers, finding=fresh)
    record("finding.followed", on=fresh, by=by, reason=text, follow=follow)
    return fresh


def _task(finding: Finding, by: Any, text: str, due_on: date | None) -> Any:
    if due_on is None:
        raise NotAllowed(_("请写办结期限。"))
    return task_open(
        title=finding.title, requirement=text, unit=finding.visit.unit, due_on=due_on, by=by,
        giver_unit=finding.visit.giver_unit, origin=Origin.INSPECTION, origin_id=finding.public_id,
        origin_label=finding.visit.inspection.title, origin_url=finding.get_absolute_url(),
    )  # fmt: skip


def _problem(finding: Finding, by: Any, text: str, due_on: date | None) -> Any:
    visit = finding.visit
    return problem_open(
        title=finding.title, text=f"{finding.text}\n{text}".strip(), unit=visit.unit, by=by,
        origin=Seen.INSPECTION, origin_id=finding.public_id, origin_label=visit.inspection.title,
        origin_url=finding.get_absolute_url(), found_on=visit.finished_on,
        finder_unit=visit.giver_unit, due_on=due_on,
    )  # fmt: skip


@transaction.atomic
def visit_close(
    *, visit: Visit, by: Any, text: str = "", version: int | None = None, **sheet: Any
) -> Visit:
    """办结: every finding has its follow-up and every objection its answer."""
    waiting = visit.findings.filter(follow=Follow.WAITING).count()
    asked = visit.objections.filter(agreed=None).count()
    if waiting or asked:
        raise NotAllowed(
            _("还有 %(findings)d 个问题没有处置、%(objections)d 项异议没有答复。")
            % {"findings": waiting, "objections": asked}
        )
    return move(visit, "close", by=by, version=version, text=text, **sheet)

"""销号: apply, check twice, notice, strike off, reopen. 销号的动作。"""

from datetime import date
from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.papers import Sheet, must_prove
from qinglian.web.rectification.events import problem_reopened, problem_struck
from qinglian.web.rectification.limits import mending_due, notice_until
from qinglian.web.rectification.models import Objection, Paper, Problem
from qinglian.web.rectification.services.rules import (
    move,
    needs,
    not_a_hand,
    noted,
    taken_by,
    took_part,
)
from qinglian.web.rectification.states import MOVES, Progress, Status
from qinglian.web.tasks.states import OPEN as OPEN_TASK

CLEARED: dict[str, Any] = {
    **{
        f"{who}_{what}": None
        for who in ("first", "second", "struck")
        for what in ("by", "unit", "at")
    },
    "notice_on": None,
    "notice_until": None,
}
"""What was checked before counts no more once it goes back; who checked stays in the steps."""


@transaction.atomic
def problem_apply(
    *, problem: Problem, by: Any, outcome: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Problem:
    """
    申请销号: every measure is done, something proves it, nothing asked is still open. Where no other body leads, the
    supervisor checks at once.
    """
    needs(outcome)
    fresh = taken_by(problem, by, "unit", (Status.MENDING,), version)
    if not all_done(fresh):
        raise NotAllowed(_("还有措施没有完成，或还没有写措施。"))
    if fresh.paused_on or fresh.requests.filter(agreed=None).exists():
        raise NotAllowed(_("中止计时或申请还没有答复，不能申请销号。"))
    if fresh.task and fresh.task.status in OPEN_TASK:
        raise NotAllowed(_("跟着这个问题的督办还没有办结。"))
    sheet["papers"] = papers = list(sheet.get("papers", ()))
    must_prove(papers, offline=sheet.get("offline", False))
    if (
        not papers
        and not Paper.objects.filter(step__problem=fresh).exclude(step__verb="opened").exists()
    ):
        raise NotAllowed(_("请附整改的佐证材料。"))
    took_part(fresh, by)
    led = fresh.lead_unit_id not in (None, fresh.unit_id)
    return move(
        fresh, "apply", by=by, text=outcome, target=None if led else Status.CHECKED, handler=by, outcome=outcome,
        applied_at=timezone.now(), **CLEARED, **sheet,
    )  # fmt: skip


def all_done(problem: Problem) -> bool:
    """Whether every measure is done, whatever the day of the problem says."""
    told = list(problem.measures.told())
    return bool(told) and all(one.progress == Progress.DONE for one in told)


@transaction.atomic
def problem_first_check(
    *, problem: Problem, by: Any, text: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Problem:
    """初验通过: the lead body went and looked."""
    needs(text)
    fresh = taken_by(problem, by, "lead", (Status.APPLIED,), version)
    not_a_hand(fresh, by)
    return move(
        fresh, "first_check", by=by, text=text, first_by=by, first_at=timezone.now(), **sheet
    )


@transaction.atomic
def problem_first_return(
    *, problem: Problem, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Problem:
    """初验退回, with a reason."""
    return _back(problem, "first_return", by, reason, version, sheet)


@transaction.atomic
def problem_second_check(
    *, problem: Problem, by: Any, text: str, notice: bool = False, place: str = "", version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Problem:  # fmt: skip
    """
    复核通过: by a supervisor who neither worked on it nor checked it first. What is public is posted for at least five
    working days before it is struck off; what is not, is struck off at once.
    """
    needs(text)
    fresh = taken_by(problem, by, "supervisor", (Status.CHECKED,), version)
    not_a_hand(fresh, by)
    if fresh.first_by_id == by.pk:
        raise NotAllowed(_("初验过的人不能复核。"))
    today, now = timezone.localdate(), timezone.now()
    said: dict[str, Any] = {"second_by": by, "second_at": now}
    if notice:
        if not place.strip():
            raise NotAllowed(_("请写明公示在哪里。"))
        said |= {"notice_place": place, "notice_on": today, "notice_until": notice_until(today)}
        return move(fresh, "second_check", by=by, text=text, target=Status.NOTICE, **said, **sheet)
    moved = move(
        fresh, "second_check", by=by, text=text, struck_by=by, struck_at=now, **said, **sheet
    )
    problem_struck.send(Problem, problem=moved, by=by)
    return moved


@transaction.atomic
def problem_second_return(
    *, problem: Problem, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Problem:
    """复核退回, with a reason."""
    return _back(problem, "second_return", by, reason, version, sheet)


@transaction.atomic
def objection_note(
    *,
    problem: Problem,
    by: Any,
    text: str,
    on: date,
    version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Objection:
    """登记异议: what somebody said against it while it was posted. Who said it is not asked."""
    needs(text)
    fresh = taken_by(problem, by, "supervisor", (Status.NOTICE,), version)
    assert fresh.notice_on
    if not fresh.notice_on <= on <= timezone.localdate():
        raise NotAllowed(_("收到日期应在公示开始之后、今天之前。"))
    made = Objection.objects.create(problem=fresh, text=text, on=on, by=by)
    noted(fresh, "objected", by=by, text=text, objection=made.pk, **sheet)
    return made


@transaction.atomic
def objection_answer(
    *,
    objection: Objection,
    by: Any,
    upheld: bool,
    answer: str,
    version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Problem:
    """答复异议: one that is right sends the problem back; one that is not is answered and kept."""
    needs(answer)
    problem = taken_by(objection.problem, by, "supervisor", (Status.NOTICE,), version)
    not_a_hand(problem, by)
    fresh = Objection.objects.select_for_update().get(pk=objection.pk)
    if fresh.answered_at:
        raise Overtaken(_("已答复"), fresh.answered_by or "")
    fresh.upheld, fresh.answer, fresh.answered_by, fresh.answered_at = (
        upheld,
        answer,
        by,
        timezone.now(),
    )
    fresh.save()
    if upheld:
        return _back(problem, "notice_return", by, answer, None, sheet)
    noted(problem, "objection_answered", by=by, text=answer, objection=fresh.pk, **sheet)
    return problem


@transaction.atomic
def problem_strike_off(
    *, problem: Problem, by: Any, text: str = "", version: int | None = None, **sheet: Unpack[Sheet]
) -> Problem:
    """公示期满销号: after the last day of the notice, every objection answered."""
    fresh = taken_by(problem, by, "supervisor", (Status.NOTICE,), version)
    not_a_hand(fresh, by)
    if not fresh.notice_over:
        raise NotAllowed(_("公示期还没有满。"))
    if fresh.objections.filter(answered_at=None).exists():
        raise NotAllowed(_("还有异议没有答复。"))
    moved = move(
        fresh, "strike_off", by=by, text=text, struck_by=by, struck_at=timezone.now(), **sheet
    )
    problem_struck.send(Problem, problem=moved, by=by)
    return moved


@transaction.atomic
def problem_reopen(
    *, problem: Problem, by: Any, reason: str, due_on: date | None = None, version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Problem:  # fmt: skip
    """
    重新挂号: mended on paper only. It is counted, and what was checked before counts no more. Measures that were done
    stay as they were; what is to be done now is a new one.
    """
    needs(reason)
    fresh = taken_by(problem, by, "supervisor", (Status.STRUCK,), version)
    not_a_hand(fresh, by)
    day = due_on or mending_due(timezone.localdate())
    if day < timezone.localdate():
        raise NotAllowed(_("新的期限不能早于今天。"))
    moved = move(
        fresh, "reopen", by=by, text=reason, reopened=fresh.reopened + 1, due_on=day, extended=0,
        **CLEARED, **sheet,
    )  # fmt: skip
    problem_reopened.send(Problem, problem=moved, by=by, reason=reason)
    return moved


def _back(
    problem: Problem, verb: str, by: Any, reason: str, version: int | None, sheet: Sheet
) -> Problem:
    needs(reason)
    allowed = MOVES[verb]
    fresh = taken_by(problem, by, allowed.side, allowed.sources, version)
    not_a_hand(fresh, by)
    return move(fresh, verb, by=by, text=reason, sent_back=fresh.sent_back + 1, **CLEARED, **sheet)

"""Self-checks: asked, answered topic by topic, second check. 单位自查。"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.burden.kinds import Kind
from qinglian.web.burden.numbers import estimate
from qinglian.web.burden.services.asking import ask
from qinglian.web.campaigns.known import known_of
from qinglian.web.campaigns.models import Answer, Campaign, Found, Part, Topic
from qinglian.web.campaigns.services.problems import problems_open
from qinglian.web.campaigns.services.rules import (
    moved,
    moved_part,
    needs,
    not_mine,
    on_part,
    on_side,
    step,
    take,
    take_part,
)
from qinglian.web.campaigns.states import PartStatus
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.workdays import late_days


@dataclass(frozen=True, slots=True)
class Said:
    """One problem as a body describes it."""

    title: str
    text: str
    mended: str = ""


@transaction.atomic
def selfcheck_ask(
    *,
    campaign: Campaign,
    by: Any,
    due_on: date,
    text: str = "",
    approved_by: Any = None,
    version: int | None = None,
    **sheet: Any,
) -> Campaign:
    """布置自查: to all bodies that take part and were not asked yet; above the cap somebody else approves."""
    if due_on < timezone.localdate():
        raise NotAllowed(_("自查期限不能早于今天。"))
    fresh = take(campaign, "ask", by, version)
    if due_on > fresh.ends_on:
        raise NotAllowed(_("自查期限不能晚于专项整治结束。"))
    waiting = fresh.parts.filter(status=PartStatus.NAMED)
    units = list(waiting.values_list("unit", flat=True))
    number = waiting.update(status=PartStatus.ASKED, due_on=due_on)
    if not number:
        raise NotAllowed(_("没有还没布置的单位。"))
    fresh.due_on = due_on
    minutes = dict.fromkeys(units, estimate(Kind.SELF_CHECK, due_on))
    ask(
        kind=Kind.SELF_CHECK, on=fresh, title=fresh.title, giver_unit=fresh.lead_unit, minutes=minutes,
        on_day=due_on, by=by, approved_by=approved_by,
    )  # fmt: skip
    return moved(fresh, "ask", fresh.status, by=by, text=text, data={"units": number}, **sheet)


@transaction.atomic
def answer_save(
    *,
    part: Part,
    topic: Topic,
    by: Any,
    found: bool,
    how: str,
    problems: Iterable[Said] = (),
    known: Iterable[str] = (),
    version: int | None = None,
    **sheet: Any,
) -> Answer:
    """
    Answer one topic: problems found, each described, or none, and how one looked. `known`: what the system has already
    (keys of `known_of`), joined and not described again. Said again, it replaces what was said before, but for what has
    become a problem already.
    """
    needs(how)
    fresh: Part = locked(part, version)
    if fresh.status != PartStatus.ASKED:
        raise Overtaken(fresh.get_status_display())
    if not on_part(fresh, by, "unit"):
        raise not_mine()
    if topic.campaign_id != fresh.campaign_id:
        raise not_mine()
    said = list(problems)
    there = {one.key: one for one in known_of(fresh, by)}
    joined = [there[key] for key in known if key in there]
    kept = fresh.founds.filter(topic=topic, sampled=None).exclude(problem_id="").exists()
    if found and not said and not joined and not kept:
        raise NotAllowed(_("请写明发现了什么问题，每个问题一行标题、一段情况。"))
    if not found and (said or joined or kept):
        raise NotAllowed(_("写了问题，就不是“未发现问题”。"))
    for one in said:
        needs(one.title)
        needs(one.text)
    Found.objects.filter(part=fresh, topic=topic, sampled=None, problem_id="").delete()
    Found.objects.bulk_create(
        [
            Found(part=fresh, topic=topic, title=one.title, text=one.text, mended=one.mended)
            for one in said
        ]
        + [
            Found(part=fresh, topic=topic, title=one.title, known=True, known_id=one.key)
            for one in joined
        ]
    )
    answer, _made = Answer.objects.update_or_create(
        part=fresh, topic=topic,
        defaults={"found": found, "how": how, "by": by, "at": timezone.now()},
    )  # fmt: skip
    fresh.version += 1
    fresh.save()
    step(
        fresh.campaign, "answer", by=by, text=how, part=fresh, topic=topic, was=fresh.status,
        now=fresh.status, **sheet,
    )  # fmt: skip
    record("self_check.answer", on=fresh, by=by, found=len(said) + len(joined))
    return answer


@transaction.atomic
def part_report(
    *, part: Part, by: Any, text: str = "", version: int | None = None, **sheet: Any
) -> Part:
    """报送复核: every topic is answered."""
    fresh = take_part(part, "report", by, version)
    missing = fresh.campaign.topics.exclude(answers__part=fresh).count()
    if missing:
        raise NotAllowed(_("还有 %(n)d 个专题没有填。") % {"n": missing})
    return moved_part(
        fresh, "report", by=by, text=text, fields={"answered_by": by, "checked_by": None}, **sheet
    )


@transaction.atomic
def part_check(
    *, part: Part, by: Any, text: str = "", version: int | None = None, **sheet: Any
) -> Part:
    """复核通过: by somebody who answered nothing of it. What was found becomes problems, marked as self-found."""
    fresh = take_part(part, "check", by, version)
    _another(fresh, by)
    nothing = not fresh.founds.filter(sampled=None).exists()
    done = moved_part(
        fresh, "check", by=by, text=text,
        fields={
            "checked_by": by, "answered_at": timezone.now(), "nothing": nothing,
            "late_days": late_days(fresh.due_on, None),
        },
        **sheet,
    )  # fmt: skip
    problems_open(done.founds.filter(sampled=None, known=False, problem_id=""), by=by)
    return done


@transaction.atomic
def part_uncheck(
    *, part: Part, by: Any, reason: str, version: int | None = None, **sheet: Any
) -> Part:
    """复核退回: not good enough to leave the house."""
    needs(reason)
    fresh = take_part(part, "uncheck", by, version)
    _another(fresh, by)
    return moved_part(fresh, "uncheck", by=by, text=reason, fields={}, **sheet)


@transaction.atomic
def part_send_back(
    *, part: Part, by: Any, reason: str, due_on: date, version: int | None = None, **sheet: Any
) -> Part:
    """
    退回补查: the lead body wants more, by a new day. What became a problem stays one; what was drawn stays drawn.
    """
    needs(reason)
    if due_on < timezone.localdate():
        raise NotAllowed(_("自查期限不能早于今天。"))
    fresh = take_part(part, "send_back", by, version)
    if fresh.sampled.filter(sampling__drawn_at=None).exists():
        raise NotAllowed(_("已列入待抽名单，抽取后再退回。"))
    return moved_part(
        fresh, "send_back", by=by, text=reason,
        fields={"due_on": due_on, "checked_by": None, "nothing": None, "answered_at": None},
        **sheet,
    )  # fmt: skip


@transaction.atomic
def correction_note(
    *, campaign: Campaign, part: Part | None, topic: Topic, by: Any, text: str, **sheet: Any
) -> Campaign:
    """集中纠治: what was done to correct, by the lead body for all or by a body for itself."""
    needs(text)
    fresh = take(campaign, "correct", by)
    own = part is not None and part.campaign_id == fresh.pk and on_part(part, by, "unit")
    if topic.campaign_id != fresh.pk or (not own and part is not None):
        raise not_mine()
    if part is None and not on_side(fresh, by, "lead"):
        raise not_mine()
    fresh.version += 1
    fresh.save()
    step(
        fresh, "correct", by=by, text=text, part=part, topic=topic, stream="correct",
        was=fresh.status, now=fresh.status, **sheet,
    )  # fmt: skip
    record("campaign.correct", on=part or fresh, by=by)
    return fresh


def _another(part: Part, by: Any) -> None:
    if part.answered_by_id == by.pk or part.answers.filter(by=by).exists():
        raise NotAllowed(_("复核人应是另一个人。"))

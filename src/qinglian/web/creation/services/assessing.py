"""Assessors are named or drawn and look on the spot, clause by clause. 评审与实地。"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.core.dated import in_force
from qinglian.web.core.draws import draw, new_seed, population
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.wording import listed
from qinglian.web.creation.models import Answer, Application, Assessor, Draw
from qinglian.web.creation.scoring import answers_of, score
from qinglian.web.creation.services.applying import fitting, mark_add, marked, step_on
from qinglian.web.creation.services.rules import moved, needs, not_mine, take, works_for
from qinglian.web.creation.states import LEADING, MOVES, Status
from qinglian.web.creation.words import Stage
from qinglian.web.units.models import Line, Reach, Unit
from qinglian.web.units.scope import roles_of

AROUND = (Reach.SELF, Line.Kind.BELONGS, Line.Kind.GUIDES, Line.Kind.LEADS)


def pool_for(application: Application) -> Any:
    """
    Who may assess: whoever acts for the lead body or for one it reaches, not of the body that applies, and not who did
    the first check.
    """
    inside = Reach.objects.filter(in_force(), upper=application.lead_unit, kind__in=AROUND)
    own = Reach.objects.filter(in_force(), kind=Reach.SELF, lower=application.unit_id)
    held = Assignment.objects.filter(
        in_force(), role__in=LEADING, unit__in=inside.values("lower"), approved_by__isnull=False
    )
    rows = User.objects.filter(pk__in=held.values("user"), is_active=True, unit__isnull=False)
    rows = rows.exclude(unit__in=own.values("upper")).exclude(pk=application.applied_by_id)
    return rows.exclude(pk=application.checked_by_id).select_related("unit").order_by("username")


def is_assessor(application: Application, user: Any) -> bool:
    """Whether a person assesses it."""
    return bool(roles_of(user)) and application.assessors.filter(user=user.pk).exists()


@transaction.atomic
def assessor_name(
    *, row: Application, by: Any, users: Iterable[User], version: int | None = None, **sheet: Any
) -> Application:
    """指定评审人 by name."""
    fresh: Application = take(row, by, "lead", MOVES["assessor"].sources, version)
    chosen = {one.pk for one in users}
    fitting_ones = set(pool_for(fresh).filter(pk__in=chosen).values_list("pk", flat=True))
    if not chosen or chosen != fitting_ones:
        raise NotAllowed(_("评审人不能是申报单位的人，也不能是初审人。"))
    for pk in sorted(chosen):
        Assessor.objects.get_or_create(application=fresh, user_id=pk)
    return _moved(fresh, "assessor", by, assessors=len(chosen), **sheet)


def _moved(fresh: Application, verb: str, by: Any, **said: Any) -> Application:
    sheet = {name: said.pop(name) for name in ("papers", "offline", "text") if name in said}
    done: Application = moved(fresh, verb, by=by, data=said, **sheet)
    return done


@transaction.atomic
def assessors_seed(
    *,
    row: Application,
    by: Any,
    size: int,
    units: Iterable[Unit] = (),
    version: int | None = None,
    **sheet: Any,
) -> Draw:
    """Fix who is drawn from, then say the seed: nobody chose it, and the list cannot change afterwards."""
    fresh: Application = take(row, by, "lead", MOVES["seed"].sources, version)
    if Draw.objects.filter(application=fresh).exists():
        raise NotAllowed(_("已登记过种子。"))
    people = pool_for(fresh)
    if units:
        people = people.filter(unit__in=list(units))
    names = sorted(people.values_list("username", flat=True))
    if not 1 <= size <= len(names):
        raise NotAllowed(_("名册有 %(n)d 人，抽取人数要在 1 到这个数之间。") % {"n": len(names)})
    made = Draw.objects.create(
        application=fresh, seed=new_seed(), pool=names, sha256=population(names), size=size, by=by
    )
    _moved(fresh, "seed", by, seed=made.seed, size=size, population=made.sha256, **sheet)
    return made


@transaction.atomic
def assessors_draw(
    *, row: Application, by: Any, version: int | None = None, **sheet: Any
) -> Application:
    """Draw once: the outcome follows from what was said before, and anybody can draw again."""
    fresh: Application = take(row, by, "lead", MOVES["draw"].sources, version)
    said = Draw.objects.select_for_update().filter(application=fresh).first()
    if said is None or said.drawn_at:
        raise NotAllowed(_("先登记名册与种子，只抽一次。"))
    drawn = draw(said.pool, said.seed, said.size)
    for user in User.objects.filter(username__in=drawn).order_by("username"):
        Assessor.objects.get_or_create(application=fresh, user=user, defaults={"drawn": True})
    said.drawn_at = timezone.now()
    said.save()
    return _moved(fresh, "draw", by, drawn=len(drawn), **sheet)


def _assessing(application: Application, by: Any, version: int | None = None) -> Application:
    fresh: Application = locked(application, version)
    if fresh.status != Status.ASSESS:
        raise Overtaken(fresh.get_status_display())
    if not is_assessor(fresh, by) or works_for(by, fresh.unit_id):
        raise not_mine()
    return fresh


@transaction.atomic
def clause_assess(
    *,
    answer: Answer,
    by: Any,
    points: int | None = None,
    met: bool | None = None,
    text: str = "",
    token: str = "",
    papers: Any = (),
) -> tuple[Answer, bool]:
    """
    评审 of one clause, on the spot, with photographs. Less than the body says of itself gets a reason. Second value:
    whether this press was new.
    """
    application = _assessing(answer.application, by)
    fresh: Answer = Answer.objects.select_for_update().select_related("clause").get(pk=answer.pk)
    if marked(fresh, token):
        return fresh, False
    points, met = fitting(fresh, points, met)
    less = points is not None and points < (fresh.self_points or 0)
    if less or (met is False and fresh.self_met):
        needs(text)
    fresh.points, fresh.met, fresh.text = points, met, text
    fresh.save()
    mark_add(fresh, Stage.ASSESS, by, token, points=points, met=met, text=text)
    data = {"clause": fresh.clause.number}
    moved(application, "assess", by=by, text=text, papers=papers, data=data, answer=fresh)
    return fresh, True


@transaction.atomic
def application_finish(
    *, row: Application, by: Any, opinion: str, version: int | None = None, **sheet: Any
) -> Application:
    """评审意见: every clause was judged, and the group says what it thinks."""
    needs(opinion)
    fresh = _assessing(row, by, version)
    found = score(answers_of(fresh), Stage.ASSESS)
    if not found.whole:
        raise NotAllowed(
            _("还有 %(n)d 条没有评审：%(which)s。")
            % {"n": len(found.open), "which": listed(found.open[:10])}
        )
    today = timezone.localdate()
    return step_on(
        fresh,
        "finish",
        by=by,
        text=opinion,
        opinion=opinion,
        assessed_by=by,
        assessed_on=today,
        **sheet,
    )


@transaction.atomic
def application_again(
    *, row: Application, by: Any, reason: str, version: int | None = None, **sheet: Any
) -> Application:
    """退回重新评审: what was judged stays on record and may be judged again; a notice that hangs is taken down."""
    needs(reason)
    fresh: Application = take(row, by, "lead", MOVES["again"].sources, version)
    fresh.notices.update(dropped=True)
    return step_on(fresh, "again", by=by, text=reason, assessed_by=None, assessed_on=None, **sheet)

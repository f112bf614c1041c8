"""A body applies, checks itself clause by clause, and hands it in; the lead body checks first. 申报、自评、初审。"""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.dated import in_force
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.wording import listed
from qinglian.web.core.workdays import late_days
from qinglian.web.creation.limits import step_due
from qinglian.web.creation.models import (
    Answer,
    Application,
    Condition,
    Mark,
    Participant,
    Standard,
    StandardVersion,
)
from qinglian.web.creation.scoring import answers_of, score
from qinglian.web.creation.services.rules import (
    impersonal,
    moved,
    needs,
    not_mine,
    take,
)
from qinglian.web.creation.states import APPLYING, MOVES, Status
from qinglian.web.creation.words import Counting, Stage, VersionStatus
from qinglian.web.units.models import Line, Reach, Unit
from qinglian.web.units.scope import reach, roles_of

UPWARDS = (Line.Kind.BELONGS, Line.Kind.GUIDES, Line.Kind.LEADS)
"""Along which lines a standard reaches a body: of whom it belongs to, who guides it, who leads its unit type."""


def may_apply(user: Any) -> bool:
    """Whether a person applies for the body they work in."""
    scope = reach(user, Application.OBJECT, write=True)
    if not roles_of(user) & APPLYING or user.unit_id is None:
        return False
    return Unit.objects.filter(scope.q({"unit": "pk"}), pk=user.unit_id, valid_to=None).exists()


def versions_for(unit: Unit | None) -> Any:
    """
    The versions in force under which a body may apply: of its own unit type and from above it. Those for carriers
    inside a body are open to every type.
    """
    if unit is None:
        return StandardVersion.objects.none()
    above = Reach.objects.filter(in_force(), kind__in=UPWARDS, lower=unit).values("upper")
    rows = StandardVersion.objects.filter(
        in_force(), status=VersionStatus.ISSUED, of__lead_unit__in=above
    ).exclude(of__lead_unit=unit)
    typed = Standard.objects.filter(carrier_kind="", unit_type=unit.unit_type)
    carriers = Standard.objects.exclude(carrier_kind="")
    return rows.filter(of__in=(typed | carriers).values("pk")).select_related("of")


def bar_of(unit: Unit) -> Condition | None:
    """A negative condition that was upheld and still bars the body today."""
    rows = Condition.objects.filter(unit=unit, bars_until__gte=timezone.localdate())
    return rows.order_by("-bars_until").first()


def must_not_be_barred(unit: Unit) -> None:
    """Stop where a negative condition bars a naming this year."""
    barring = bar_of(unit)
    if barring is not None:
        raise NotAllowed(
            _("负面情形成立，%(day)s前不得申报和命名：%(what)s。")
            % {"day": barring.bars_until, "what": barring.negative}
        )


@transaction.atomic
def application_make(
    *,
    standard: StandardVersion,
    tier: str,
    by: Any,
    range: str = "",
    carrier_name: str = "",
    **sheet: Any,
) -> Application:
    """
    申报. There is none without a standard version in force. A second open one for the same subject is refused by the
    database. A carrier's application hangs under that of its body, where there is one.
    """
    if not may_apply(by):
        raise not_mine()
    unit: Unit = by.unit
    if not versions_for(unit).filter(pk=standard.pk).exists():
        raise NotAllowed(_("没有现行的创建标准版本，不能申报。"))
    must_not_be_barred(unit)
    if not standard.tiers.filter(tier=tier).exists():
        raise NotAllowed(_("标准里没有这个梯次。"))
    kind = standard.of.carrier_kind
    if bool(kind) != bool(carrier_name.strip()):
        raise NotAllowed(_("处室、岗位、窗口、项目的标准要写载体名称，单位的标准不写。"))
    whole = Application.objects.filter(unit=unit, carrier_kind="").order_by("-applied_at").first()
    try:
        with transaction.atomic():
            made = Application.objects.create(
                unit=unit, lead_unit=standard.of.lead_unit, standard=standard, tier=tier,
                range=range or standard.of.range, carrier_kind=kind, carrier_name=carrier_name.strip(),
                within=whole if kind else None, applied_by=by, due_on=step_due(Status.SELF),
            )  # fmt: skip
    except IntegrityError as error:
        raise NotAllowed(_("已有一件在办的申报。")) from error
    Answer.objects.bulk_create(
        Answer(application=made, clause=one) for one in standard.clauses.all()
    )
    return moved(made, "apply", by=by, data={"tier": tier}, **sheet)


def fitting(answer: Answer, points: int | None, met: bool | None) -> tuple[int | None, bool | None]:
    """What fits the clause: points up to its most, or met and not met."""
    if answer.clause.counting == Counting.MET:
        if met is None:
            raise NotAllowed(_("请选达到或未达到。"))
        return None, met
    if points is None or not 0 <= points <= answer.clause.points:
        raise NotAllowed(_("得分在 0 到 %(most)d 之间。") % {"most": answer.clause.points})
    return points, None


def marked(answer: Answer, token: str) -> bool:
    """Whether this press has counted already: a page on a bad line sends again."""
    return bool(token) and answer.marks.filter(token=token).exists()


def mark_add(answer: Answer, stage: str, by: Any, token: str, **said: Any) -> None:
    """Keep what was said, whatever is said later."""
    number = answer.marks.count()
    Mark.objects.create(
        answer=answer, stage=stage, by=by, token=token or f"{stage}-{number}", **said
    )


@transaction.atomic
def clause_self(
    *,
    answer: Answer,
    by: Any,
    points: int | None = None,
    met: bool | None = None,
    text: str = "",
    token: str = "",
    papers: Any = (),
) -> Answer:
    """自评 of one clause: what it is worth, how it was done, papers. It can be said again until it is handed in."""
    application = take(answer.application, by, "unit", (Status.SELF,), None)
    fresh: Answer = Answer.objects.select_for_update().select_related("clause").get(pk=answer.pk)
    if marked(fresh, token):
        return fresh
    points, met = fitting(fresh, points, met)
    if points or met:
        needs(text)
    fresh.self_points, fresh.self_met, fresh.self_text = points, met, text
    fresh.save()
    mark_add(fresh, Stage.SELF, by, token, points=points, met=met, text=text)
    data = {"clause": fresh.clause.number}
    moved(application, "self_check", by=by, text=text, papers=papers, data=data, answer=fresh)
    return fresh


@transaction.atomic
def participant_join(
    *,
    row: Application,
    by: Any,
    kind: str,
    name: str,
    role: str,
    contact: str = "",
    version: int | None = None,
    **sheet: Any,
) -> Participant:
    """Say who creates with the body, and what they take on; a contact of the organisation only."""
    fresh = take(row, by, "unit", MOVES["join"].sources, version)
    needs(name, role)
    if fresh.participants.filter(name=name).exists():
        raise NotAllowed(_("已登记过这个参与方。"))
    made = Participant.objects.create(
        application=fresh, kind=kind, name=name, role=role, contact=impersonal(contact)
    )
    moved(fresh, "join", by=by, text=name, **sheet)
    return made


@transaction.atomic
def application_submit(
    *, row: Application, by: Any, text: str = "", version: int | None = None, **sheet: Any
) -> Application:
    """送审: every clause was answered; shared creation has somebody to share it with."""
    fresh: Application = take(row, by, "unit", MOVES["submit"].sources, version)
    found = score(answers_of(fresh), Stage.SELF)
    if not found.whole:
        raise NotAllowed(
            _("还有 %(n)d 条没有自评：%(which)s。")
            % {"n": len(found.open), "which": listed(found.open[:10])}
        )
    if fresh.range != "unit" and not fresh.participants.exists():
        raise NotAllowed(_("行业联建、社会共建要先登记参与方。"))
    return step_on(fresh, "submit", by=by, text=text, submitted_at=timezone.now(), **sheet)


def step_on(fresh: Application, verb: str, **said: Any) -> Application:
    """To the next state, with its term; how late it was stands on the step."""
    target = MOVES[verb].target
    late = late_days(fresh.due_on, None)
    done: Application = moved(
        fresh, verb, late_days=late, status=target, due_on=step_due(str(target)), **said
    )
    return done


@transaction.atomic
def application_take_back(
    *, row: Application, by: Any, reason: str, version: int | None = None, **sheet: Any
) -> Application:
    """撤回申报 by who applied."""
    needs(reason)
    fresh = take(row, by, "unit", MOVES["take_back"].sources, version)
    return step_on(fresh, "take_back", by=by, text=reason, **sheet)


@transaction.atomic
def application_return(
    *, row: Application, by: Any, reason: str, version: int | None = None, **sheet: Any
) -> Application:
    """退回补正 with a reason."""
    needs(reason)
    fresh = take(row, by, "lead", MOVES["return"].sources, version)
    return step_on(fresh, "return", by=by, text=reason, **sheet)


@transaction.atomic
def clause_first(
    *, answer: Answer, by: Any, accepted: bool, text: str = "", token: str = ""
) -> Answer:
    """初审 of one clause: whether its material shows what it asks. What is not accepted gets a reason."""
    application = take(answer.application, by, "lead", (Status.FIRST,), None)
    if not accepted:
        needs(text)
    fresh: Answer = Answer.objects.select_for_update().get(pk=answer.pk)
    if marked(fresh, token):
        return fresh
    fresh.accepted, fresh.first_text = accepted, text
    fresh.save()
    mark_add(fresh, Stage.FIRST, by, token, met=accepted, text=text)
    moved(application, "first_check", by=by, text=text, data={"clause": fresh.clause.number})
    return fresh


@transaction.atomic
def application_accept(
    *, row: Application, by: Any, text: str = "", version: int | None = None, **sheet: Any
) -> Application:
    """初审通过: the material of every clause was looked at."""
    fresh: Application = take(row, by, "lead", MOVES["accept"].sources, version)
    silent = fresh.answers.filter(accepted=None).count()
    if silent:
        raise NotAllowed(_("还有 %(n)d 条材料没有审。") % {"n": silent})
    today = timezone.localdate()
    return step_on(fresh, "accept", by=by, text=text, checked_by=by, checked_on=today, **sheet)

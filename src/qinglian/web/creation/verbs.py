"""The verbs of each kind as buttons. 各类事项的按钮。"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.creation import models, standard_forms, step_forms
from qinglian.web.creation.services import (
    applying,
    assessing,
    brands,
    conditions,
    naming,
    points,
    reviews,
    standards,
    subsidies,
)
from qinglian.web.creation.services.rules import on_side
from qinglian.web.creation.states import (
    MOVES,
    NAMING_MOVES,
    BrandStatus,
    ConditionStatus,
    PointStatus,
    PracticeStatus,
    ReviewStatus,
)
from qinglian.web.creation.words import VersionStatus
from qinglian.web.units.scope import roles_of

Can = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Verb:
    """A button: its form, the service it calls, and for whom it is there; the service asks again."""

    name: str
    label: Any
    form: type[step_forms.VersionForm]
    call: Callable[..., Any]
    can: Can
    first: bool = False


def _moves(call: Mapping[str, Any], forms: Mapping[str, Any], moves: Any, first: str) -> list[Verb]:
    return [
        Verb(
            name,
            moves[name].label,
            forms[name],
            call[name],
            _may(moves[name]),
            name in first.split(),
        )
        for name in call
    ]


def _may(move: Any) -> Can:
    def can(row: Any, user: Any) -> bool:
        if row.status not in move.sources:
            return False
        if move.side == "assessor":
            return assessing.is_assessor(row, user)
        if move.side == "object":
            return naming.may_object(row, user)
        return on_side(row, user, move.side)

    return can


def _draft(row: Any, user: Any) -> bool:
    return row.versions.filter(status="draft").exists() and on_side(row, user, "lead")


def _no_draft(row: Any, user: Any) -> bool:
    return not row.versions.filter(status="draft").exists() and on_side(row, user, "lead")


def _issues(row: Any, user: Any) -> bool:
    draft = row.versions.filter(status="draft").first()
    return draft is not None and draft.made_by_id != user.pk and on_side(row, user, "decide")


def _in(side: str, *states: str) -> Can:
    return lambda row, user: row.status in states and on_side(row, user, side)


def _of(call: Callable[..., Any]) -> Callable[..., Any]:
    """Verbs of a standard call their row by its name."""
    return lambda *, row, **said: call(standard=row, **said)


def _answer(*, row: Any, **said: Any) -> Any:
    return naming.objection_answer(**said)


F = step_forms
APPLICATION = _moves(
    {
        "submit": applying.application_submit, "accept": applying.application_accept,
        "return": applying.application_return, "assessor": assessing.assessor_name,
        "seed": assessing.assessors_seed, "draw": assessing.assessors_draw,
        "finish": assessing.application_finish, "publish": naming.application_publish,
        "name": naming.application_name, "answer": _answer, "object": naming.objection_enter,
        "join": applying.participant_join, "again": assessing.application_again,
        "refuse": naming.application_refuse, "take_back": applying.application_take_back,
    },
    {
        "submit": F.TextForm, "accept": F.TextForm, "return": F.ReasonForm, "assessor": F.AssessorForm,
        "seed": F.SeedForm, "draw": F.SheetForm, "finish": F.OpinionForm, "publish": F.PublishForm,
        "name": F.NameForm, "answer": F.AnswerForm, "object": F.ObjectForm, "join": F.ParticipantForm,
        "again": F.ReasonForm, "refuse": F.ReasonForm, "take_back": F.ReasonForm,
    },
    MOVES,
    "submit accept finish publish name",
)  # fmt: skip
STANDARD = [
    Verb("issue", _("印发"), standard_forms.IssueForm, _of(standards.version_issue), _issues, True),
    Verb("clause", _("增改条款"), standard_forms.ClauseForm, _of(standards.clause_put), _draft),
    Verb("clause_remove", _("删除条款"), standard_forms.ClauseGoneForm, _of(standards.clause_remove), _draft),
    Verb("dimension", _("维度改名"), standard_forms.DimensionForm, _of(standards.dimension_rename), _draft),
    Verb("negative", _("增加负面情形"), standard_forms.NegativeForm, _of(standards.negative_put), _draft),
    Verb("negative_remove", _("删除负面情形"), standard_forms.NegativeGoneForm, _of(standards.negative_remove), _draft),
    Verb("tier", _("设定梯次"), standard_forms.TierForm, _of(standards.tier_put), _draft),
    Verb("draft", _("起草新版本"), type("DraftForm", (F.VersionForm,), {"plain": True}),
         _of(standards.version_draft), _no_draft),
]  # fmt: skip
NAMING = _moves(
    {"condition": conditions.condition_enter, "review": reviews.review_open},
    {"condition": F.ConditionForm, "review": F.ReviewForm},
    NAMING_MOVES,
    "",
)
CONDITION = [
    Verb("state", _("作情况说明"), F.StatementForm, conditions.condition_state,
         _in("unit", ConditionStatus.HELD), True),
    Verb("decide", _("作出决定"), F.DecideForm, conditions.condition_decide,
         lambda row, user: row.status == ConditionStatus.HELD and row.decider_id == user.pk, True),
]  # fmt: skip
REVIEW = [
    Verb("report", _("登记复核情况"), F.ReportForm, reviews.review_report,
         _in("lead", ReviewStatus.OPEN), True),
    Verb("decide", _("作出决定"), F.ReviewDecideForm, reviews.review_decide,
         lambda row, user: row.reported_by_id != user.pk
         and _in("decide", ReviewStatus.REPORTED)(row, user), True),
]  # fmt: skip
ROUND = [
    Verb("draw", _("抽取"), F.SheetForm, reviews.round_draw,
         lambda row, user: not row.drawn_at and on_side(row, user, "lead"), True),
]  # fmt: skip
BRAND = [
    Verb("show", _("发布"), F.SheetForm, brands.brand_show,
         lambda row, user: row.status == BrandStatus.DRAFT and brands.may_show(row, user), True),
    Verb("edit", _("修改"), F.BrandEditForm, brands.brand_edit,
         lambda row, user: row.status != BrandStatus.RETIRED and brands.may_brand(user)
         and row.unit_id == user.unit_id),
    Verb("retire", _("不再使用"), F.ReasonForm, brands.brand_retire,
         lambda row, user: row.status != BrandStatus.RETIRED and brands.may_show(row, user)),
]  # fmt: skip
P = PracticeStatus
PRACTICE = [
    Verb("try", _("安排试行"), F.TryForm, brands.practice_try, _in("lead", P.PROPOSED, P.TRIAL), True),
    Verb("trial_report", _("登记试行结果"), F.TrialForm, brands.trial_report,
         lambda row, user: row.status == P.TRIAL and (on_side(row, user, "lead")
         or row.trials.filter(unit=user.unit_id).exists())),
    Verb("promote", _("入库推广"), F.WhyForm, brands.practice_promote, _in("decide", P.TRIAL), True),
    Verb("decline", _("暂不推广"), F.WhyForm, brands.practice_decline,
         _in("decide", P.PROPOSED, P.TRIAL)),
]  # fmt: skip
POINT = [
    Verb("visit", _("登记走访"), F.VisitForm, points.point_visit, points.may_visit, True),
    Verb("check", _("复查"), F.PointCheckForm, points.point_check,
         lambda row, user: row.status == PointStatus.ACTIVE and points.can_check(row, user)),
    Verb("end", _("撤销"), F.ReasonForm, points.point_end, _in("decide", PointStatus.ACTIVE)),
]  # fmt: skip
SUBSIDY = [
    Verb("issue", _("印发"), F.SheetForm, subsidies.subsidy_issue,
         lambda row, user: row.status == VersionStatus.DRAFT and row.made_by_id != user.pk
         and on_side(row, user, "decide"), True),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Room:
    """One kind of matter: its model and its verbs."""

    model: Any
    verbs: dict[str, Verb]


ROOMS: dict[str, Room] = {
    model.ROOM: Room(model, {one.name: one for one in verbs})
    for model, verbs in (
        (models.Application, APPLICATION), (models.Standard, STANDARD), (models.Naming, NAMING),
        (models.Condition, CONDITION), (models.Review, REVIEW), (models.ReviewRound, ROUND),
        (models.Brand, BRAND), (models.Practice, PRACTICE), (models.Point, POINT),
        (models.SubsidyRule, SUBSIDY),
    )
}  # fmt: skip
BEGUN = {
    "apply": _("申报"), "make": _("建立"), "open": _("开始"), "enter": _("登记"), "propose": _("提出"),
    "self_check": _("自评一条"), "first_check": _("初审一条"), "assess": _("评审一条"), "seed": _("登记种子"),
    "suspend": _("暂停命名"), "restore": _("恢复命名"), "withdraw": _("摘牌"), "lower": _("降级"),
    "expire": _("到期"), "reviewed": _("复核后顺延"), "name": _("命名"), "review": _("安排复核"),
}  # fmt: skip
"""Steps that no button of the kind itself makes."""


def label_of(room: str, verb: str) -> Any:
    """What a step is called."""
    own = ROOMS[room].verbs.get(verb)
    return own.label if own else BEGUN.get(verb, verb)


def open_verbs(row: Any, user: Any) -> list[Verb]:
    """The verbs this person may say now."""
    if not roles_of(user):
        return []
    found = [one for one in ROOMS[row.ROOM].verbs.values() if one.can(row, user)]
    return [one for one in found if _fits(row, one.name, user)]


def _fits(row: Any, name: str, user: Any) -> bool:
    if row.ROOM != "applications":
        return True
    said = getattr(row, "draw", None)
    waits = row.notices.filter(
        dropped=False, objections__answered_by=None, objections__isnull=False
    )
    return {
        "seed": said is None,
        "draw": said is not None and not said.drawn_at,
        "answer": waits.exclude(objections__by=user.pk).exists(),
        "object": row.unit_id != user.unit_id,
        "name": user.pk not in (row.applied_by_id, row.checked_by_id, row.assessed_by_id),
    }.get(name, True)

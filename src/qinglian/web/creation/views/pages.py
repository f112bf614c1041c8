"""The page of each matter. 各类事项的页面。"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qinglian.web.core import proofs
from qinglian.web.creation.models import Condition, Naming, Step
from qinglian.web.creation.scoring import answers_of, best_tier, measures, score
from qinglian.web.creation.services.conditions import heard
from qinglian.web.creation.services.naming import lacking, notice_of
from qinglian.web.creation.services.standards import faults
from qinglian.web.creation.services.subsidies import day_of, lines
from qinglian.web.creation.states import Status
from qinglian.web.creation.verbs import label_of, open_verbs
from qinglian.web.creation.views.acting import seen
from qinglian.web.creation.words import VersionStatus
from qinglian.web.units.scope import reach

QUIET = ("self_check", "first_check", "assess")
"""Steps clause by clause: they stand on the page of the clauses."""


def shown(request: HttpRequest, template: str, row: Any, **context: Any) -> HttpResponse:
    """A page: verbs, steps, why one sees it."""
    verbs = open_verbs(row, request.user)
    steps = row.steps.select_related("by").prefetch_related("papers")
    said = {
        "row": row,
        "first": [one for one in verbs if one.first],
        "others": [one for one in verbs if not one.first],
        "steps": [_step(row, one) for one in steps if one.verb not in QUIET],
        "reasons": reach(request.user, row.OBJECT).reasons(row),
        **context,
    }
    return render(request, f"creation/{template}.html", said)


def _step(row: Any, one: Step) -> dict[str, Any]:
    return {"step": one, "label": label_of(row.ROOM, one.verb)}


def evidence_names(codes: list[str]) -> list[Any]:
    """What is wanted, in words; a kind that no app has is left out."""
    known = proofs.kinds()
    return [
        _("文件或照片") if one == "file" else known[one].label
        for one in codes
        if one == "file" or one in known
    ]


@require_safe
def standard(request: HttpRequest, public_id: str) -> HttpResponse:
    """One version with clauses, conditions, tiers; the draft for whoever leads, else the one in force."""
    found = seen(request, "standards", public_id)
    inside = reach(request.user, found.OBJECT).q({"lead": "lead_unit"})
    own = type(found).objects.filter(inside, pk=found.pk).exists()
    versions = found.versions.all() if own else found.versions.filter(status=VersionStatus.ISSUED)
    asked = request.GET.get("version", "")
    chosen = versions.filter(number=asked).first() if asked.isdecimal() else None
    chosen = chosen or (None if own else found.current) or versions.order_by("-number").first()
    clauses = [
        {"clause": one, "wanted": evidence_names(one.evidence)} for one in chosen.clauses.all()
    ]
    return shown(
        request, "standard", found, versions=versions, version=chosen, clauses=clauses,
        faults=faults(chosen) if own and chosen.status == VersionStatus.DRAFT else [],
    )  # fmt: skip


@require_safe
def application(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where it stands, what it adds up to, who has a part in it."""
    found = seen(request, "applications", public_id)
    answers = answers_of(found)
    assessed = score(answers, "assess")
    whole = found.status not in (Status.SELF, Status.FIRST) and assessed.whole
    lacks = lacking(found, found.tier, found.due_on) if found.status == Status.NOTICE else []
    same = type(found).objects.visible_to(request.user)
    return shown(
        request, "application", found,
        self_score=score(answers, "self"),
        assessed=assessed if whole else None,
        measures=measures(answers) if whole else None,
        best=dict(found._meta.get_field("tier").choices).get(best_tier(found.standard, assessed), ""),
        number=len(answers), lacks=lacks, notice=notice_of(found),
        notices=found.notices.prefetch_related("objections__from_unit"),
        draw=getattr(found, "draw", None),
        assessors=found.assessors.select_related("user__unit"),
        carriers=same.filter(within=found).select_related("unit", "standard__of"),
        namings=Naming.objects.visible_to(request.user).filter(application=found),
        reminders=found.reminders.select_related("told_unit"),
    )  # fmt: skip


@require_safe
def naming(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its tier and how it came there, conditions, re-checks, carriers inside the body."""
    found = seen(request, "namings", public_id)
    answers = answers_of(found.application)
    others = Naming.objects.visible_to(request.user).filter(unit=found.unit).exclude(pk=found.pk)
    return shown(
        request, "naming", found,
        changes=found.changes.all(), conditions=found.conditions.select_related("negative"),
        reviews=found.reviews.all(), score=score(answers, "assess"), measures=measures(answers),
        rule=found.under.tiers.filter(tier=found.tier).first(),
        beside=others.select_related("unit", "standard"),
    )  # fmt: skip


@require_safe
def condition(request: HttpRequest, public_id: str) -> HttpResponse:
    """What holds, by what, what the body says, who decides."""
    found: Condition = seen(request, "conditions", public_id)
    return shown(request, "condition", found, heard=heard(found))


@require_safe
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    """One re-check."""
    found = seen(request, "reviews", public_id)
    reminders = found.reminders.select_related("told_unit")
    return shown(request, "review", found, reminders=reminders)


@require_safe
def round_(request: HttpRequest, public_id: str) -> HttpResponse:
    """A sample: the seed, what was drawn from, what was drawn."""
    found = seen(request, "rounds", public_id)
    rows = found.reviews.select_related("naming__unit", "naming__standard")
    return shown(request, "round", found, rows=rows)


@require_safe
def practice(request: HttpRequest, public_id: str) -> HttpResponse:
    """The problem, what was done, what was measured, where it was tried."""
    found = seen(request, "practices", public_id)
    return shown(request, "practice", found, trials=found.trials.select_related("unit"))


@require_safe
def point(request: HttpRequest, public_id: str) -> HttpResponse:
    """A model site or contact point with its visits."""
    found = seen(request, "points", public_id)
    return shown(
        request, "point", found, visits=found.visits.select_related("visitor_unit"),
        checks=found.checks.select_related("by"),
    )  # fmt: skip


@require_safe
def subsidy(request: HttpRequest, public_id: str) -> HttpResponse:
    """The rule, and for each naming every input and the answer."""
    found = seen(request, "subsidies", public_id)
    rows = lines(found, request.user)
    return shown(
        request, "subsidy", found, lines=rows, on=day_of(found),
        yes=sum(one.eligible for one in rows),
    )  # fmt: skip

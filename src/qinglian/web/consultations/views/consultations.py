"""The list of consultations and one of them with its rounds. 会签、征求意见的列表与页面。"""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.consultations.actions import STEPS
from qinglian.web.consultations.counted import KINDS
from qinglian.web.consultations.desk import asking, missing_q, waiting_asked
from qinglian.web.consultations.forms import AgainForm, OpenForm
from qinglian.web.consultations.models import Asked, Consultation, Point, Round, Step
from qinglian.web.consultations.services.consulting import consultation_open, round_open
from qinglian.web.consultations.services.rules import asker_units, asks, last_round
from qinglian.web.consultations.states import INSIDE, OPEN, Kind, Status
from qinglian.web.consultations.verbs import ASKER, asker_verbs, body_verbs
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.core.periods import period_filter
from qinglian.web.units.scope import reach


def state_q(value: str, user: Any) -> Q:
    """Conditions that are more than a status."""
    if value == "missing":
        return missing_q()
    mine = Q(pk__in=waiting_asked(user).values("round__consultation"))
    return mine | Q(pk__in=asking(user).values("pk"))


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """All one may see."""
    only(reach(request.user, "consultation"))
    actions = [(_("意见采纳情况"), reverse("consultations:opinions"))]
    if asker_units(request.user).exists():
        actions.insert(0, (_("发起征询"), reverse("consultations:new")))
    return Listing(
        request,
        Consultation.objects.visible_to(request.user).select_related("asker"),
        title=_("会签与征求意见"),
        columns=[
            Column(
                "subject",
                _("标题"),
                value=lambda row: mask_text(row.subject),
                link=True,
                sort="subject",
            ),
            Column("kind", _("种类"), sort="kind"),
            Column("asker", _("发起单位"), sort="asker__name"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("outcome", _("结果")),
            Column("opened_at", _("发起时间"), sort="opened_at"),
            Column("due_on", _("期限"), sort="due_on", due=True),
        ],
        search=("subject", "public_id", "asker__name"),
        filters=[
            Filter("kind", _("种类"), Kind.choices),
            Filter("status", _("环节"), Status.choices),
            Filter(
                "state",
                _("情形"),
                [("mine", _("等我办的")), ("missing", _("逾期未会签"))],
                lambda value: state_q(value, request.user),
            ),
            *period_filter(request, KINDS),
        ],
        order="-opened_at",
        empty=_("没有会签或征求意见。"),
        actions=actions,
    ).respond()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask other bodies; a page elsewhere may have filled in what it is about."""
    only(asker_units(request.user).exists())

    def done(form: Any) -> Consultation:
        said = form.cleaned_data
        named = ("kind", "subject", "text", "asker", "days", "about_url", "about_type", "about_id")
        with form.filed(request.user) as papers:
            return consultation_open(
                by=request.user, approved_by=said["approved_by"], asked=form.chosen(),
                serial=said["way"] == "serial", papers=papers,
                **{name: said[name] for name in named},
            )  # fmt: skip

    told = ("kind", "subject", "about_url", "about_type", "about_id")
    initial = {name: request.GET[name] for name in told if name in request.GET}
    form = OpenForm(*sent(request), user=request.user, initial=initial)
    back = reverse("consultations:consultations")
    return form_page(request, form, _("发起征询"), done=done, back=back, submit=_("发出"))


@require_safe
def consultation(request: HttpRequest, public_id: str) -> HttpResponse:
    """The last round, what each body says and what came of it; earlier rounds beneath."""
    seen = Consultation.objects.visible_to(request.user).select_related("asker", "by")
    found = get_object_or_404(seen, public_id=public_id)
    user = request.user
    # What was asked for one body's ears is told to that body and the asker.
    reads = reach(user, Consultation.OBJECT).q(Asked.SCOPE)
    told = found.kind == Kind.COUNTERSIGN or asker_reads(found, user)
    rounds = [_round(one, found, user, reads, told) for one in found.rounds.select_related("by")]
    verbs = asker_verbs(found, user)
    steps = found.steps.select_related("by", "asked__unit").prefetch_related("papers")
    own = Q(asked__in=Asked.objects.filter(reads))
    steps = steps.filter(own | ~Q(verb__in=INSIDE) if told else own | Q(asked=None))
    return render(
        request,
        "consultations/consultation.html",
        {
            "whole": found,
            "last": rounds[-1],
            "rounds": rounds[-2::-1],
            "told": told,
            "first": [verb for verb in verbs if verb.first],
            "others": [verb for verb in verbs if not verb.first],
            "again": found.status in OPEN and asks(found, user),
            "answers": found.status in OPEN and asks(found, user),
            "steps": [_step(one) for one in steps],
            "reasons": reasons(found, user),
        },
    )


def asker_reads(found: Consultation, user: Any) -> bool:
    """Whether one reads along the lines of the body that asks."""
    kept = reach(user, Consultation.OBJECT).q(Consultation.SCOPE)
    return Consultation.objects.filter(kept, pk=found.pk).exists()


def _round(one: Round, found: Consultation, user: Any, reads: Q, told: bool) -> dict[str, Any]:
    rows = one.asked.select_related("unit", "drafted_by", "signed_by", "round__consultation")
    if not told:
        rows = rows.filter(reads)
    points = Point.objects.visible_to(user).filter(needs=True)
    shown = [
        {
            "one": row,
            "points": list(points.filter(asked=row)) if row.status in ("drafted", "answered", "ended") else [],
            "verbs": body_verbs(row, found, user),
            # A draft is the body's own until it is signed.
            "spoken": bool(row.answered_at) or Asked.objects.filter(reads, pk=row.pk).exists(),
        }
        for row in rows
    ]  # fmt: skip
    counts = one.asked.all()
    return {
        "round": one,
        "rows": shown,
        "all": len(counts),
        "said": sum(row.answered_at is not None and not row.by_clock for row in counts),
        "silent": sum(row.by_clock for row in counts),
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "step": step,
        "label": STEPS.get(step.verb, step.verb),
        "unit": step.asked and step.asked.unit,
    }


def reasons(found: Consultation, user: Any) -> list[str]:
    """Why one sees it: as of the asker, or as of a body that is asked."""
    scope = reach(user, Consultation.OBJECT)
    said: list[str] = scope.reasons(found)
    if not said:
        for one in last_round(found).asked.select_related("unit"):
            said += scope.reasons(one)
    return list(dict.fromkeys(said))


def _kept(request: HttpRequest, public_id: str) -> Consultation:
    seen = Consultation.objects.visible_to(request.user).select_related("asker")
    found: Consultation = get_object_or_404(seen, public_id=public_id)
    only(asks(found, request.user))
    return found


@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, public_id: str) -> HttpResponse:
    """A changed text: another round."""
    found = _kept(request, public_id)
    only(found.status in OPEN or request.method == "POST")

    def done(form: Any) -> Consultation:
        with form.filed(request.user) as papers:
            round_open(consultation=found, by=request.user, papers=papers, **form.said())
        return found

    form = AgainForm(*sent(request), row=found, user=request.user)
    return form_page(
        request, form, _("改稿，新一轮"), done=done, back=found.get_absolute_url(), submit=_("发出"),
        template="consultations/act.html", whole=found,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Say a verb of the asker."""
    if verb not in ASKER:
        raise Http404
    found, chosen = _kept(request, public_id), ASKER[verb]
    only(chosen in asker_verbs(found, request.user) or request.method == "POST")

    def done(form: Any) -> Consultation:
        with form.filed(request.user) as papers:
            chosen.call(consultation=found, by=request.user, papers=papers, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        return found

    form = chosen.form(*sent(request), row=found)
    form.folded = True
    return form_page(
        request, form, chosen.label, done=done, back=found.get_absolute_url(), submit=chosen.label,
        template="consultations/act.html", whole=found,
    )  # fmt: skip

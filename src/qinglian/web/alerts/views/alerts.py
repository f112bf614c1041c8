"""The list of alerts, and one alert in one screen. 预警列表与预警页。"""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q, Window
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.alerts.counted import KINDS
from qinglian.web.alerts.desk import waiting_alerts
from qinglian.web.alerts.models import Alert, Drawn
from qinglian.web.alerts.models.asked import may_know
from qinglian.web.alerts.models.papers import unknown_steps
from qinglian.web.alerts.queries import month_choices, month_q
from qinglian.web.alerts.reminders import shown_on
from qinglian.web.alerts.services.batches import drawn_open
from qinglian.web.alerts.services.requests import AGREEING
from qinglian.web.alerts.states import OPEN, SUPERVISING, Level, Status
from qinglian.web.alerts.verbs import VERBS, open_verbs
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.core.periods import period_filter
from qinglian.web.core.wording import step_label
from qinglian.web.runs.views.signals import explained
from qinglian.web.runs.words import exception_name, pack_choices
from qinglian.web.units.scope import reach, roles_of

LABELS = {name: verb.label for name, verb in VERBS.items()}
OTHERS = {
    "merged_in": gettext_lazy("并入一件预警"),
    "batch": gettext_lazy("同因批量结论"),
    "task_done": gettext_lazy("督办事项办结"),
    "resume": gettext_lazy("恢复计时"),
    "looked_at": gettext_lazy("回头看：站得住"),
}
"""What happened without a button of its own."""
SHOWN = 20
"""Signals explained on the page of one alert."""


def state_q(value: str, user: Any) -> Q:
    """Conditions that are more than a status."""
    if value == "mine":
        return Q(pk__in=waiting_alerts(user).values("pk"))
    late = Q(status__in=OPEN, due_on__lt=timezone.localdate(), paused_on=None)
    return {
        "open": Q(status__in=OPEN),
        "late": late,
        "held": Q(held=True),
        "reopened": Q(reopened__gt=0),
        "paused": Q(paused_on__isnull=False, status__in=OPEN),
    }[value]


@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """All alerts one may see."""
    only(reach(request.user, "alert"))
    supervises = bool(roles_of(request.user) & SUPERVISING)
    actions = [(_("规则质量"), reverse("alerts:quality"))]
    if supervises:
        actions += [
            (_("同因批量核查"), reverse("alerts:batches")),
            (_("回头看"), reverse("alerts:lookbacks")),
        ]
    actions.append((_("自查自纠"), reverse("alerts:self_found")))
    return Listing(
        request,
        Alert.objects.visible_to(request.user).select_related("unit", "authority_unit"),
        title=pgettext("list", "预警"),
        columns=[
            Column("level", _("级别"), badge=True, sort="level"),
            Column("title", _("事项"), value=lambda row: row.heading, link=True, sort="title"),
            Column("anchor", _("对象"), sort="anchor_id"),
            Column("unit", _("责任单位"), sort="unit__name"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("opened_at", _("产生时间"), sort="opened_at"),
            Column("due_on", _("期限"), sort="due_on", due=True),
        ],
        search=("title", "anchor_id", "public_id", "unit__name"),
        filters=[
            Filter("status", _("环节"), Status.choices),
            Filter("level", _("级别"), Level.choices),
            Filter("pack", _("规则包"), pack_choices()),
            Filter("month", _("产生月份"), month_choices(), month_q),
            Filter(
                "state",
                _("情形"),
                [
                    ("mine", _("等我办的")),
                    ("open", _("在办")),
                    ("late", _("逾期")),
                    ("held", _("排队")),
                    ("paused", _("中止计时")),
                    ("reopened", _("重新挂号")),
                ],
                lambda value: state_q(value, request.user),
            ),
            *period_filter(request, KINDS),
        ],
        order="-opened_at",
        empty=_("没有预警。"),
        actions=actions,
    ).respond()


@require_safe
def alert(request: HttpRequest, public_id: str) -> HttpResponse:
    """What happened, which rows say so, which law, what would make it innocent, and what one may do."""
    rows = Alert.objects.visible_to(request.user).select_related(
        "unit",
        "authority_unit",
        "handler",
        "checker",
        "closed_by",
        "linked_to",
        "batch",
    )
    # Most alerts have no other linked to them: asked along with the alert, not by a statement of its own.
    rows = rows.annotate(links=Exists(Alert.objects.filter(linked_to=OuterRef("pk"))))
    found = get_object_or_404(rows, public_id=public_id)
    if found.batch_id and roles_of(request.user) & SUPERVISING:
        for drawn in Drawn.objects.filter(batch=found.batch, alert=found, opened_at=None):
            drawn_open(batch=drawn.batch, alert=found, by=request.user)
    signals = list(
        found.signals.annotate(number=Window(Count("pk"))).order_by("severity", "rule_id")[:SHOWN]
    )
    verbs = open_verbs(found, request.user)
    first = [verb for verb in verbs if verb.first]
    if not first and found.unit_id == request.user.unit_id:
        # The body concerned has one thing to say here; it is not to be looked for.
        first = [verb for verb in verbs if verb.name == "state"]
    steps = list(found.steps.select_related("by").prefetch_related("papers"))
    known, unknown = may_know(request.user), unknown_steps(request.user)
    steps = [step for step in steps if step.verb not in unknown]
    agreeing = {kind for kind, roles in AGREEING.items() if roles_of(request.user) & roles}
    asked = [
        {"request": one, "mine": one.by_id != request.user.pk and one.kind in agreeing}
        for one in found.requests.filter(agreed=None, kind__in=known)
        .select_related("by")
        .prefetch_related("papers")
    ]
    return render(
        request,
        "alerts/alert.html",
        {
            "alert": found,
            "signals": [explained(one) for one in signals],
            "exception": exception_name(found.exception, signals),
            "more": signals[0].number - len(signals) if signals else 0,
            "first": first,
            "others": [verb for verb in verbs if verb not in first],
            "steps": [
                {"step": step, "label": step_label(step.verb, LABELS, OTHERS)} for step in steps
            ],
            "asked": asked,
            "reminders": shown_on(found, request.user),
            "opens_signals": bool(reach(request.user, "signal")),
            "linked": found.linked.all()[:10] if found.links else (),
            "reasons": reach(request.user, "alert").reasons(found),
            "transfers": bool(roles_of(request.user) & SUPERVISING),
        },
    )


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Say a verb: its form, then the service."""
    if verb not in VERBS:
        raise Http404
    found = get_object_or_404(Alert.objects.visible_to(request.user), public_id=public_id)
    chosen = VERBS[verb]
    only(chosen in open_verbs(found, request.user) or request.method == "POST")
    form = chosen.form(*sent(request), alert=found, user=request.user)
    form.folded = not chosen.proves

    def done(form: Any) -> str:
        with form.filed(request.user) as papers:
            chosen.call(alert=found, by=request.user, papers=papers, **form.arguments())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        fresh = Alert.objects.visible_to(request.user).filter(pk=found.pk)
        return found.get_absolute_url() if fresh.exists() else reverse("desk")

    return form_page(
        request,
        form,
        chosen.label,
        done=done,
        back=found.get_absolute_url(),
        submit=chosen.label,
        intro=chosen.hint,
        template="alerts/act.html",
        alert=found,
    )

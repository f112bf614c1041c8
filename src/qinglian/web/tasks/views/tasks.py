"""The list of tasks and one task with its chain. 督办列表与事项页。"""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.core.periods import period_filter
from qinglian.web.core.wording import labelled, step_label
from qinglian.web.tasks.counted import KINDS
from qinglian.web.tasks.desk import waiting_tasks
from qinglian.web.tasks.forms import AssistForm, DecideForm, OpenForm
from qinglian.web.tasks.models import Assistant, Meeting, Request, Task
from qinglian.web.tasks.services.burden import asked_before
from qinglian.web.tasks.services.moving import assistant_done, task_open
from qinglian.web.tasks.services.requests import request_decide
from qinglian.web.tasks.services.rules import on_side
from qinglian.web.tasks.states import GIVING, OPEN, Origin, Status
from qinglian.web.tasks.verbs import VERBS, open_verbs
from qinglian.web.units.scope import reach, roles_of

LABELS = {name: verb.label for name, verb in VERBS.items()}
OTHERS = {
    "assign": gettext_lazy("交办"),
    "assist": gettext_lazy("协办完成"),
}
"""What happened without a button of its own."""


def state_q(value: str, user: Any) -> Q:
    """Conditions that are more than a status."""
    if value == "mine":
        return Q(pk__in=waiting_tasks(user).values("pk"))
    return {
        "open": Q(status__in=OPEN),
        "late": Q(status__in=OPEN, due_on__lt=timezone.localdate(), paused_on=None),
        "unmet": Q(status=Status.DONE, achieved=False),
        "reopened": Q(reopened__gt=0),
    }[value]


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """All tasks one may see."""
    only(reach(request.user, "task"))
    actions = [(_("督导"), reverse("tasks:guidance_acts"))]
    if roles_of(request.user) & GIVING and request.user.unit_id:
        actions.insert(0, (_("交办事项"), reverse("tasks:new")))
    return Listing(
        request,
        Task.objects.visible_to(request.user).select_related("unit", "giver_unit"),
        title=_("督办"),
        columns=[
            Column(
                "title", _("事项"), value=lambda row: mask_text(row.title), link=True, sort="title"
            ),
            Column("origin", _("来源"), sort="origin"),
            Column("unit", _("承办单位"), sort="unit__name"),
            Column("giver_unit", _("交办单位"), sort="giver_unit__name"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("due_on", _("期限"), sort="due_on", due=True),
        ],
        search=("title", "public_id", "unit__name", "origin_label"),
        filters=[
            Filter("status", _("环节"), Status.choices),
            Filter("origin", _("来源"), Origin.choices),
            Filter(
                "state",
                _("情形"),
                [
                    ("mine", _("等我办的")),
                    ("open", _("在办")),
                    ("late", _("逾期")),
                    ("unmet", _("办了没有达到")),
                    ("reopened", _("退回重办")),
                ],
                lambda value: state_q(value, request.user),
            ),
            *period_filter(request, KINDS),
        ],
        order="due_on",
        empty=_("没有督办事项。"),
        actions=actions,
    ).respond()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Give a matter."""
    only(roles_of(request.user) & GIVING and request.user.unit_id)

    def done(form: Any) -> Task:
        said = form.cleaned_data
        assisting = [(unit, "") for unit in said.pop("assisting")]
        return task_open(
            by=request.user, giver_unit=request.user.unit, assisting=assisting, counts=True, **said
        )

    form = OpenForm(posted(request), user=request.user)
    return form_page(
        request, form, _("交办事项"), done=done, back=reverse("tasks:tasks"), submit=_("交办")
    )


@require_safe
def task(request: HttpRequest, public_id: str) -> HttpResponse:
    """Promised, done, achieved; the chain above and below with its gaps; what one may do."""
    rows = Task.objects.visible_to(request.user).select_related(
        "unit", "giver_unit", "giver", "handler", "checker", "finished_by", "parent"
    )
    found = get_object_or_404(rows, public_id=public_id)
    verbs = open_verbs(found, request.user)
    parts = list(found.parts.select_related("unit", "handler"))
    assistants = list(found.assistants.select_related("unit", "done_by"))
    gives = on_side(found, request.user, "giver")
    return render(
        request,
        "tasks/task.html",
        {
            "task": found,
            "first": [verb for verb in verbs if verb.first],
            "others": [verb for verb in verbs if not verb.first],
            "steps": [
                {"step": step, "label": step_label(step.verb, LABELS, OTHERS)}
                for step in found.steps.select_related("by").prefetch_related("papers")
            ],
            "parts": parts,
            "assistants": [
                {"one": one, "mine": one.unit_id == request.user.unit_id and not one.done_at}
                for one in assistants
            ],
            "gaps": sum(one.status in OPEN for one in parts)
            + sum(one.done_at is None for one in assistants),
            "asked": [
                {"request": one, "mine": gives and one.by_id != request.user.pk}
                for one in found.requests.filter(agreed=None)
                .select_related("by")
                .prefetch_related("papers")
            ],
            "divides": found.status == Status.WORKING and on_side(found, request.user, "unit"),
            "parent_visible": found.parent_id
            and Task.objects.visible_to(request.user).filter(pk=found.parent_id).exists(),
            "origin_visible": found.origin != Origin.AGREED_ITEM
            or Meeting.objects.visible_to(request.user).filter(public_id=found.origin_id).exists(),
            "reminders": found.reminders.select_related("told_unit"),
            "reasons": reach(request.user, "task").reasons(found),
        },
    )


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Say a verb: its form, then the service."""
    if verb not in VERBS:
        raise Http404
    found = get_object_or_404(Task.objects.visible_to(request.user), public_id=public_id)
    chosen = VERBS[verb]
    only(chosen in open_verbs(found, request.user) or request.method == "POST")

    def done(form: Any) -> Task:
        with form.filed(request.user) as papers:
            chosen.call(task=found, by=request.user, papers=papers, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        return found

    form = chosen.form(*sent(request), task=found, user=request.user)
    form.folded = not chosen.proves
    return form_page(
        request, form, chosen.label, done=done, back=found.get_absolute_url(), submit=chosen.label,
        template="tasks/act.html", task=found,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, public_id: str) -> HttpResponse:
    """Divide: a sub-task for another body or person."""
    found = get_object_or_404(Task.objects.writable_by(request.user), public_id=public_id)
    only(on_side(found, request.user, "unit"))

    def done(form: Any) -> Task:
        said = form.cleaned_data
        assisting = [(unit, "") for unit in said.pop("assisting")]
        return task_open(
            by=request.user, giver_unit=found.unit, parent=found, origin=found.origin, origin_label=found.title,
            assisting=assisting, counts=asked_before(found), **said,
        )  # fmt: skip

    form = OpenForm(posted(request), user=request.user, parent=found)
    return form_page(
        request, form, _("分解事项"), done=done, back=found.get_absolute_url(), submit=_("交办"),
        template="tasks/act.html", task=found,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Agree to more time, or not."""
    seen = Request.objects.filter(task__in=Task.objects.writable_by(request.user)).select_related(
        "task", "by"
    )
    found = get_object_or_404(seen, pk=number)

    def done(form: Any) -> Task:
        with form.filed(request.user) as papers:
            request_decide(request=found, by=request.user, papers=papers, **form.said())
        return found.task

    return form_page(
        request, DecideForm(*sent(request)), _("%(kind)s：同意与否") % {"kind": found.get_kind_display()}, done=done,
        back=found.task.get_absolute_url(), intro=labelled(found.by, mask_text(found.reason)),
        template="tasks/act.html", task=found.task,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def assist(request: HttpRequest, number: int) -> HttpResponse:
    """Our part is done."""
    seen = Assistant.objects.filter(
        task__in=Task.objects.writable_by(request.user), unit=request.user.unit_id
    )
    found = get_object_or_404(seen.select_related("task", "unit"), pk=number)

    def done(form: Any) -> Task:
        with form.filed(request.user) as papers:
            assistant_done(assistant=found, by=request.user, papers=papers, **form.said())
        return found.task

    return form_page(
        request, AssistForm(*sent(request)), _("协办完成"), done=done, back=found.task.get_absolute_url(),
        template="tasks/act.html", task=found.task,
    )  # fmt: skip

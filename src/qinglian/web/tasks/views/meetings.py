"""The list of meetings and one meeting. 会议列表与会议页。"""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.core.papers import paper_sent
from qinglian.web.core.periods import period_filter
from qinglian.web.core.wording import step_label
from qinglian.web.tasks.counted import MEETING_KINDS
from qinglian.web.tasks.meeting_forms import MeetingForm
from qinglian.web.tasks.meeting_queries import carried_into, compared, parted, standing
from qinglian.web.tasks.meeting_states import COMING, FREEZING, NAMING, Status
from qinglian.web.tasks.meeting_verbs import VERBS, open_verbs
from qinglian.web.tasks.models import Decision, Matter, Meeting, MeetingPaper, Task, kind_choices
from qinglian.web.tasks.services.agendas import digest
from qinglian.web.tasks.services.meeting_rules import host_units, hosts
from qinglian.web.tasks.services.meetings import meeting_change, meeting_open
from qinglian.web.tasks.verbs import Verb
from qinglian.web.units.scope import reach, roles_of

LABELS = {name: verb.label for name, verb in VERBS.items()}
OTHERS = {
    "opened": gettext_lazy("开始筹备"),
    "changed": gettext_lazy("改时间、地点或参会单位"),
    "agenda": gettext_lazy("加议题"),
    "agenda_order": gettext_lazy("调整议题顺序"),
    "agenda_removed": gettext_lazy("删议题"),
    "frozen": gettext_lazy("冻结会议数据"),
    "decision": gettext_lazy("记议定事项"),
    "decision_removed": gettext_lazy("删议定事项"),
    "all_done": gettext_lazy("议定事项全部办结"),
    "reopened": gettext_lazy("议定事项退回重办"),
}
"""What happened without a button of its own."""


def state_q(value: str) -> Q:
    """Conditions that are more than a status."""
    unminuted = Q(status=Status.HELD, minutes_at=None)
    return {
        "coming": Q(status__in=COMING, at__gte=timezone.now()),
        "unminuted": unminuted,
        "unconfirmed": Q(pk__in=Decision.objects.filter(task=None).values("meeting")),
    }[value]


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """All meetings one may see."""
    only(reach(request.user, "meeting"))
    actions = [(_("工作事项五栏"), reverse("tasks:matters"))]
    if host_units(request.user).exists():
        actions.insert(0, (_("筹备会议"), reverse("tasks:meeting_new")))
    if roles_of(request.user) & NAMING:
        actions.append((_("会议类别"), reverse("tasks:meeting_kinds")))
    kinds = kind_choices()
    return Listing(
        request,
        Meeting.objects.visible_to(request.user).select_related("host"),
        title=_("会议"),
        columns=[
            Column("title", _("会议名称"), link=True, sort="title"),
            Column("kind", _("会议类别"), value=lambda row: dict(kinds).get(row.kind, row.kind_name), sort="kind"),
            Column("host", _("主办单位"), sort="host__name"),
            Column("at", _("时间"), sort="at"),
            Column("place", _("地点")),
            Column("status", _("状态"), badge=True, sort="status"),
        ],
        search=("title", "public_id", "host__name", "place"),
        filters=[
            Filter("status", _("环节"), Status.choices),
            Filter("kind", _("会议类别"), kinds),
            Filter(
                "state",
                _("情形"),
                [
                    ("coming", _("即将召开")),
                    ("unminuted", _("召开后没有纪要")),
                    ("unconfirmed", _("议定事项待确认")),
                ],
                state_q,
            ),
            *period_filter(request, MEETING_KINDS),
        ],
        order="-at",
        empty=_("没有会议。"),
        actions=actions,
    ).respond()  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Prepare a meeting."""
    only(host_units(request.user).exists())

    def done(form: Any) -> Meeting:
        return meeting_open(by=request.user, **form.cleaned_data)

    form = MeetingForm(posted(request), user=request.user)
    back = reverse("tasks:meetings")
    return form_page(request, form, _("筹备会议"), done=done, back=back, submit=_("开始筹备"))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change time, place, who attends."""
    found = kept(request, public_id)
    only(found.status == Status.PREPARING or request.method == "POST")

    def done(form: Any) -> Meeting:
        return meeting_change(meeting=found, by=request.user, **form.cleaned_data)

    form = MeetingForm(posted(request), user=request.user, meeting=found)
    return form_page(request, form, _("改会议"), done=done, back=found.get_absolute_url())


def kept(request: HttpRequest, public_id: str) -> Meeting:
    """A meeting that this person keeps for its host."""
    seen = Meeting.objects.visible_to(request.user).select_related("host")
    found: Meeting = get_object_or_404(seen, public_id=public_id)
    only(hosts(found, request.user))
    return found


@require_safe
def meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """Agenda, figures then and now, what was agreed before and now, and what one may do."""
    seen = Meeting.objects.visible_to(request.user).select_related("host", "by")
    found = get_object_or_404(seen, public_id=public_id)
    keeps, live = hosts(found, request.user), live_for(found, request.user)
    verbs = open_verbs(found, request.user)
    versions = list(found.frozen.select_related("by"))
    decisions = found.decisions.select_related("unit", "task", "matter").prefetch_related(
        "assisting"
    )
    shown = list(decisions)
    return render(
        request,
        "tasks/meeting.html",
        {
            "meeting": found,
            "keeps": keeps,
            "edits": keeps and found.status == Status.PREPARING,
            "freezes": keeps and found.status in FREEZING,
            "decides": keeps and found.status == Status.HELD,
            "first": [verb for verb in verbs if _first(verb, found)],
            "others": [verb for verb in verbs if not _first(verb, found)],
            "agenda": found.agenda.select_related("unit").prefetch_related("papers"),
            "frozen": versions[-1] if versions else None,
            "versions": versions[:-1],
            "whole": bool(versions) and digest(versions[-1]) == versions[-1].sha256,
            "figures": parted(compared(versions[-1], request.user, live=live)) if versions else {},
            "live": live,
            "carried": stated(carried_into(found), request.user),
            "decisions": stated(shown, request.user),
            "unconfirmed": sum(one.task_id is None for one in shown),
            "attendance": found.attendance.select_related("unit"),
            "steps": [
                {"step": step, "label": step_label(step.verb, LABELS, OTHERS)}
                for step in found.steps.select_related("by").prefetch_related("papers")
            ],
            "reasons": reasons(found, request.user),
        },
    )


def _first(verb: Verb, found: Meeting) -> bool:
    """What is to be done next; minutes that are there may be followed by others, but need not."""
    return verb.first and not (verb.name == "minutes" and found.minutes_at)


def live_for(found: Meeting, user: Any) -> bool:
    """Whether today's figures stand beside the frozen ones: for whoever reads along the lines of the host."""
    rows = Meeting.objects.filter(reach(user, Meeting.OBJECT).q(Meeting.SCOPE), pk=found.pk)
    return rows.exists()


def stated(decisions: Any, user: Any) -> list[dict[str, Any]]:
    """Decisions with where they stand; the page of the task where one sees it."""
    rows = list(decisions)
    tasks = Task.objects.visible_to(user).filter(decision__in=[one.pk for one in rows])
    seen = set(tasks.values_list("pk", flat=True))
    kept = Matter.objects.visible_to(user).filter(pk__in={one.matter_id for one in rows})
    matters = {one.pk: one for one in kept}
    return [
        {
            "one": one,
            "standing": standing(one),
            "matter": matters.get(one.matter_id),
            "url": one.task.get_absolute_url() if one.task_id in seen else "",
        }
        for one in rows
    ]


def reasons(found: Meeting, user: Any) -> list[str]:
    """Why one sees it: as of the host, or as of a body that attends."""
    scope = reach(user, Meeting.OBJECT)
    said: list[str] = scope.reasons(found)
    if not said:
        for one in found.attendance.select_related("unit"):
            said += scope.reasons(one)
    return list(dict.fromkeys(said))


@require_safe
def figures(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """One version of the frozen figures, older ones too."""
    seen = Meeting.objects.visible_to(request.user)
    found = get_object_or_404(seen, public_id=public_id)
    frozen = get_object_or_404(found.frozen.select_related("by"), number=number)
    live = live_for(found, request.user)
    return render(
        request,
        "tasks/meeting_figures.html",
        {
            "meeting": found,
            "frozen": frozen,
            "live": live,
            "whole": digest(frozen) == frozen.sha256,
            "figures": {"said": compared(frozen, request.user, live=live)},
        },
    )


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Say a verb: its form, then the service."""
    if verb not in VERBS:
        raise Http404
    found = get_object_or_404(Meeting.objects.visible_to(request.user), public_id=public_id)
    chosen = VERBS[verb]
    only(hosts(found, request.user))
    only(chosen in open_verbs(found, request.user) or request.method == "POST")

    def done(form: Any) -> Meeting:
        with form.filed(request.user) as papers:
            chosen.call(meeting=found, by=request.user, papers=papers, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        return found

    form = chosen.form(*sent(request), task=found, user=request.user)
    form.folded = not chosen.proves
    return form_page(
        request, form, chosen.label, done=done, back=found.get_absolute_url(), submit=chosen.label,
        template="tasks/meeting_act.html", meeting=found,
        waiting=found.decisions.filter(task=None) if verb == "confirm" else (),
    )  # fmt: skip


@require_safe
def paper(request: HttpRequest, public_id: str) -> FileResponse:
    """One paper of a meeting one may see."""
    rows = MeetingPaper.objects.visible_to(request.user).select_related(
        "step__meeting__host", "item__meeting__host"
    )
    found = get_object_or_404(rows, public_id=public_id)
    return paper_sent(found, of=found.of, by=request.user)

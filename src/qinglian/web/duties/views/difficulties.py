"""The list of difficulties, one of them, and the counts both ways. 困难问题的页面。"""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.campaigns.lists import quiet
from qinglian.web.core.listing import Column, DayFilter, Filter, Listing, begin_of
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.core.papers import paper_sent
from qinglian.web.core.wording import step_label
from qinglian.web.duties.desk import waiting_difficulties
from qinglian.web.duties.forms import RaiseForm
from qinglian.web.duties.models import Difficulty, DifficultyOutcome, DifficultyPaper
from qinglian.web.duties.queries import both_ways, state_q
from qinglian.web.duties.services.difficulties import difficulty_raise, may_raise
from qinglian.web.duties.services.difficulty_outcomes import proposed
from qinglian.web.duties.services.difficulty_rules import on_side
from qinglian.web.duties.states import Kind, Outcome, Status
from qinglian.web.duties.verbs import LABELS, PLAIN, VERBS, open_verbs
from qinglian.web.runs.words import rule_name
from qinglian.web.tasks.models import Task
from qinglian.web.units.scope import reach

STATES = [
    "mine", "open", "late", "answered", "in_time", "silent", "back", "joined",
]  # fmt: skip


def _days(name: str, label: Any, column: str) -> list[DayFilter]:
    """A day from which and a day until which."""
    return [
        DayFilter(
            f"{name}_since", label[0], lookup=lambda day: Q(**{f"{column}__gte": begin_of(day)})
        ),
        DayFilter(
            f"{name}_until", label[1], lookup=lambda day: Q(**{f"{column}__lt": begin_of(day, 1)})
        ),
    ]


@require_safe
def difficulties(request: HttpRequest) -> HttpResponse:
    """All that one asked or has to answer, and what one oversees."""
    only(reach(request.user, Difficulty.OBJECT))
    rows = Difficulty.objects.visible_to(request.user).select_related("unit", "lead_unit")
    labels = {
        "mine": _("等我办的"), "open": _("未解决"), "late": _("逾期未答复"), "answered": _("已答复"),
        "in_time": _("按期答复"), "silent": _("提出单位逾期未确认"), "back": _("曾不满意退回"),
        "joined": _("多个单位同问"),
    }  # fmt: skip
    actions = [(_("双向统计"), reverse("duties:difficulty_counts"))]
    if may_raise(request.user):
        actions.insert(0, (_("提出困难问题"), reverse("duties:difficulty_new")))
    return Listing(
        request,
        rows,
        title=_("困难问题"),
        intro=_("基层提出，牵头或上级单位按期答复；提出单位同意才算解决，谁也不能代为了结。"),
        columns=[
            Column(
                "title", _("困难问题"), value=lambda row: mask_text(row.title), link=True, sort="title"
            ),
            Column("kind", _("类别"), sort="kind"),
            Column("unit", _("提出单位"), sort="unit__name"),
            Column("lead_unit", _("答复单位"), sort="lead_unit__name"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("due_on", _("期限"), sort="due_on", due=True),
        ],
        search=("title", "public_id", "unit__name", "lead_unit__name"),
        filters=[
            Filter("status", _("状态"), Status.choices),
            Filter("kind", _("类别"), Kind.choices),
            Filter(
                "state", _("情形"), [(one, labels[one]) for one in STATES],
                lambda value: Q(pk__in=waiting_difficulties(request.user).values("pk"))
                if value == "mine" else Q(pk__in=Difficulty.objects.filter(state_q(value)).values("pk")),
            ),
            Filter("asker", _("提出单位"), _bodies(rows, "unit"), "unit__code"),
            Filter("answerer", _("答复单位"), _bodies(rows, "lead_unit"), "lead_unit__code"),
            *quiet(
                request,
                *_days("raised", (_("提出起"), _("提出止")), "raised_at"),
                *_days("replied", (_("答复起"), _("答复止")), "replied_at"),
                *_days("agreed", (_("确认起"), _("确认止")), "agreed_at"),
            ),
        ],
        order="due_on",
        empty=_("没有困难问题。"),
        actions=actions,
    ).respond()  # fmt: skip


def _bodies(rows: Any, column: str) -> list[tuple[str, str]]:
    return list(
        rows.order_by(f"{column}__code")
        .values_list(f"{column}__code", f"{column}__name")
        .distinct()
    )


@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """By who asked, by who answers; each number is a list."""
    only(reach(request.user, Difficulty.OBJECT))
    askers, answerers = both_ways(request.user)
    return render(
        request,
        "duties/difficulty_counts.html",
        {
            "tables": [
                (_("按提出单位"), "asker", askers),
                (_("按答复单位"), "answerer", answerers),
            ],
            "address": reverse("duties:difficulties"),
        },
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Raise one."""
    only(may_raise(request.user))

    def done(form: Any) -> Difficulty:
        with form.filed(request.user) as papers:
            return difficulty_raise(by=request.user, papers=papers, **form.said())

    return form_page(
        request, RaiseForm(*sent(request), user=request.user), _("提出困难问题"), done=done,
        back=reverse("duties:difficulties"), submit=_("提出"),
    )  # fmt: skip


def _seen(request: HttpRequest, public_id: str) -> Difficulty:
    rows = Difficulty.objects.visible_to(request.user).select_related(
        "unit", "lead_unit", "raised_by", "received_by", "replied_by", "agreed_by", "joined_to"
    )
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def difficulty(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was asked, what was answered, and what became of it."""
    found, user = _seen(request, public_id), request.user
    verbs = open_verbs(found, user)
    answers = on_side(found, user, "lead")
    main = found.joined_to or found
    same = Difficulty.objects.filter(Q(pk=main.pk) | Q(joined_to=main.pk))
    told = DifficultyPaper.objects.filter(step__difficulty=main, step__verb="reply")
    return render(
        request,
        "duties/difficulty.html",
        {
            "difficulty": found,
            "first": [verb for verb in verbs if verb.first],
            "plain": [verb for verb in verbs if verb.name in PLAIN],
            "others": [verb for verb in verbs if not verb.first and verb.name not in PLAIN],
            "asked": same.order_by().values("unit").distinct().count(),
            "same": same.exclude(pk=found.pk).select_related("unit") if answers else [],
            "told": told if found.joined_to_id and found.reply else [],
            "outcomes": [_outcome(one, user) for one in found.outcomes.all()],
            "steps": [
                {"step": one, "label": step_label(one.verb, LABELS, {})}
                for one in found.steps.select_related("by").prefetch_related("papers")
            ],
            "reminders": found.reminders.select_related("told_unit"),
            "reasons": reach(user, Difficulty.OBJECT).reasons(found),
        },
    )


def _outcome(one: DifficultyOutcome, user: Any) -> dict[str, Any]:
    """A task with its state, or a rule and whether a change was proposed since; a link where one may go."""
    if one.kind == Outcome.TASK:
        task = Task.objects.filter(public_id=one.task_id).first()
        open_to = Task.objects.visible_to(user).filter(public_id=one.task_id).exists()
        return {
            "kind": one.get_kind_display(), "title": one.text,
            "stands": task.get_status_display() if task else "",
            "url": task.get_absolute_url() if task and open_to else "",
        }  # fmt: skip
    return {
        "kind": one.get_kind_display(), "title": rule_name(one.rule_id),
        "stands": _("已提出调整") if proposed(one) else _("待规则管理方研究"),
        "url": reverse("runs:rule", args=(one.rule_id,)) if reach(user, "run") else "",
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Say a verb: its form, then the service."""
    if verb not in VERBS:
        raise Http404
    found, chosen = _seen(request, public_id), VERBS[verb]
    only(chosen in open_verbs(found, request.user) or request.method == "POST")

    def done(form: Any) -> str:
        with form.filed(request.user) as papers:
            chosen.call(difficulty=found, by=request.user, papers=papers, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        still = Difficulty.objects.visible_to(request.user).filter(pk=found.pk).exists()
        return found.get_absolute_url() if still else reverse("duties:difficulties")

    form = chosen.form(*sent(request), difficulty=found, user=request.user)
    form.folded = verb != "reply"
    return form_page(
        request, form, chosen.label, done=done, back=found.get_absolute_url(), submit=chosen.label,
        template="duties/difficulty_act.html", difficulty=found,
    )  # fmt: skip


@require_safe
def paper(request: HttpRequest, public_id: str) -> FileResponse:
    """One paper one may see."""
    rows = DifficultyPaper.objects.visible_to(request.user).select_related("step__difficulty__unit")
    found = get_object_or_404(rows, public_id=public_id)
    return paper_sent(found, of=found.step.difficulty, by=request.user)

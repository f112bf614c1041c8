"""Self-checks: the list, one body's, and its answer on a phone. 自查页面。"""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.campaigns.answer_forms import AnswerForm
from qinglian.web.campaigns.desk import waiting_parts
from qinglian.web.campaigns.known import known_of
from qinglian.web.campaigns.lists import quiet
from qinglian.web.campaigns.mending import problems_of
from qinglian.web.campaigns.models import Found, Part
from qinglian.web.campaigns.queries import reasons
from qinglian.web.campaigns.reminders import WAITING
from qinglian.web.campaigns.services.checking import answer_save
from qinglian.web.campaigns.services.rules import on_part
from qinglian.web.campaigns.states import PartStatus, Status
from qinglian.web.campaigns.verbs import LABELS, PART_VERBS, part_verbs
from qinglian.web.core.listing import Column, DayFilter, Filter, Listing, begin_of
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.core.wording import step_label
from qinglian.web.units.scope import reach


def state_q(value: str, user: Any) -> Q:
    """Conditions that are more than a status."""
    if value == "mine":
        return Q(pk__in=waiting_parts(user).values("pk"))
    unheld = Q(sampled__result="found")
    return {
        "late": Q(
            status__in=WAITING, campaign__status=Status.RUNNING, due_on__lt=timezone.localdate()
        ),
        "asked": Q(campaign__status=Status.RUNNING) & ~Q(status=PartStatus.NAMED),
        "nothing": Q(nothing=True),
        "found": Q(nothing=False),
        "looked": Q(pk__in=Part.objects.filter(sampled__result__gt="").values("pk")),
        "unheld": Q(pk__in=Part.objects.filter(unheld).values("pk")),
    }[value]


def day_after(value: str) -> Any:
    """Midnight at the end of a day."""
    return begin_of(value, 1)


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """All self-checks one may see."""
    only(reach(request.user, Part.OBJECT))
    return Listing(
        request,
        Part.objects.visible_to(request.user).select_related("campaign", "unit"),
        title=_("自查"),
        intro=_("未发现问题的自查抽一部分到现场再看；自己发现、自己纠正的，记自查自纠，不作扣分。"),
        columns=[
            Column(
                "campaign", _("专项整治"), value=lambda row: mask_text(row.campaign.title), link=True,
                sort="campaign__title",
            ),
            Column("unit", _("单位"), sort="unit__name"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("nothing", _("未发现问题"), value=lambda row: row.nothing),
            Column("due_on", _("期限"), sort="due_on"),
            Column("answered_at", _("反馈时间"), sort="answered_at"),
        ],
        search=("campaign__title", "campaign__public_id", "unit__name", "public_id"),
        filters=[
            Filter("status", _("状态"), PartStatus.choices),
            Filter(
                "state", _("情形"),
                [
                    ("mine", _("等我办的")), ("late", _("逾期")), ("nothing", _("未发现问题")),
                    ("found", _("发现问题")), ("looked", _("已抽查")), ("unheld", _("抽查另有发现")),
                ],
                lambda value: state_q(value, request.user),
            ),
            *quiet(
                request,
                DayFilter("since", _("反馈起"), lookup=lambda day: Q(answered_at__gte=begin_of(day))),
                DayFilter("until", _("反馈止"), lookup=lambda day: Q(answered_at__lt=day_after(day))),
            ),
        ],
        order="due_on",
        empty=_("没有自查。"),
    ).respond()  # fmt: skip


@require_safe
def founds(request: HttpRequest) -> HttpResponse:
    """What self-checks and re-checks found."""
    only(reach(request.user, Part.OBJECT))
    return Listing(
        request,
        Found.objects.visible_to(request.user).select_related(
            "part__unit", "part__campaign", "topic"
        ),
        title=_("自查与抽查发现的问题"),
        columns=[
            Column("title", _("问题"), value=lambda row: mask_text(row.title), link=True),
            Column("unit", _("单位"), value=lambda row: row.part.unit, sort="part__unit__name"),
            Column("topic", _("专题"), sort="topic__name"),
            Column("by", _("怎么发现的"), value=how_found),
            Column("problem_id", _("问题编号"), sort="problem_id"),
            Column("at", _("发现时间"), sort="at"),
        ],
        search=(
            "title", "part__unit__name", "part__campaign__title", "part__campaign__public_id",
            "problem_id",
        ),
        filters=[
            Filter(
                "by", _("怎么发现的"),
                [("self", _("自查发现")), ("recheck", _("抽查发现"))],
                lambda value: Q(sampled__isnull=value == "self"),
            ),
            *quiet(
                request,
                DayFilter("since", _("发现起"), lookup=lambda day: Q(at__gte=begin_of(day))),
                DayFilter("until", _("发现止"), lookup=lambda day: Q(at__lt=day_after(day))),
            ),
        ],
        order="-at",
        empty=_("还没有发现问题。"),
    ).respond()  # fmt: skip


def how_found(row: Found) -> str:
    """By the body itself, by a re-check, or known before."""
    if row.known:
        return _("系统已有")
    return _("自查发现") if row.self_found else _("抽查发现")


def _seen(request: HttpRequest, public_id: str) -> Part:
    rows = Part.objects.visible_to(request.user).select_related(
        "campaign__lead_unit", "campaign__urging_unit", "unit", "answered_by", "checked_by"
    )
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def part(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is asked topic by topic, what was said, what a re-check saw."""
    found, user = _seen(request, public_id), request.user
    answers = {one.topic_id: one for one in found.answers.select_related("by")}
    founds = list(found.founds.select_related("sampled"))
    problems = {one.public_id: one for one in problems_of(found.campaign, user)}
    answering = found.status == PartStatus.ASKED and found.campaign.status == Status.RUNNING
    topics = [
        {
            "topic": one,
            "answer": answers.get(one.pk),
            "founds": [
                {"found": row, "how": how_found(row), "problem": problems.get(row.problem_id)}
                for row in founds
                if row.topic_id == one.pk
            ],
        }
        for one in found.campaign.topics.all()
    ]
    verbs = part_verbs(found, user)
    return render(
        request,
        "campaigns/part.html",
        {
            "part": found,
            "campaign": found.campaign,
            "topics": topics,
            "left": sum(one["answer"] is None for one in topics),
            "answers": answering and on_part(found, user, "unit"),
            "known": known_of(found, user),
            "first": [verb for verb in verbs if verb.first],
            "others": [verb for verb in verbs if not verb.first],
            "sampled": found.sampled.exclude(result="").select_related("by_unit"),
            "steps": [
                {"step": one, "label": step_label(one.verb, LABELS, {})}
                for one in found.steps.select_related("by", "topic").prefetch_related("papers")
            ],
            "reminders": found.reminders.select_related("told_unit"),
            "reasons": reasons(found.campaign, user),
        },
    )


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Answer one topic; what the system knows already is only ticked."""
    found = _seen(request, public_id)
    topic = get_object_or_404(found.campaign.topics, number=number)
    only(on_part(found, request.user, "unit"))

    def done(form: Any) -> Part:
        said = form.said()
        with form.filed(request.user) as papers:
            answer_save(
                part=found, topic=topic, by=request.user, papers=papers,
                problems=form.described() if said["found"] else [], **said,
            )  # fmt: skip
        return found

    form = AnswerForm(
        *sent(request), row=found, user=request.user, known=known_of(found, request.user),
        before=found.answers.filter(topic=topic).first(),
        founds=list(found.founds.filter(topic=topic, sampled=None)),
    )  # fmt: skip
    form.folded = True
    return form_page(
        request, form, topic.name, done=done, back=found.get_absolute_url(), submit=_("保存"),
        template="campaigns/answer.html", part=found, topic=topic, campaign=found.campaign,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Say a verb of a self-check."""
    if verb not in PART_VERBS:
        raise Http404
    found = _seen(request, public_id)
    chosen = PART_VERBS[verb]
    only(chosen in part_verbs(found, request.user) or request.method == "POST")

    def done(form: Any) -> Part:
        with form.filed(request.user) as papers:
            chosen.call(part=found, by=request.user, papers=papers, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        return found

    form = chosen.form(*sent(request), row=found, user=request.user)
    form.folded = True
    return form_page(
        request, form, chosen.label, done=done, back=found.get_absolute_url(), submit=chosen.label,
        template="campaigns/act.html", campaign=found.campaign, part=found,
    )  # fmt: skip

"""Talks: who is to talk to whom, what was held; for others only dates. 谈话。"""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.accounts.models import User
from qinglian.web.core.listing import Column, Listing
from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.core.periods import period_filter
from qinglian.web.evidence.forms import RulesForm, TalkForm
from qinglian.web.evidence.models import Talk, Use
from qinglian.web.evidence.reporting import KINDS, counted_talks
from qinglian.web.evidence.services.talks import (
    rules_of,
    schedule,
    sets_rules,
    talk_note,
    talk_rules_set,
    unreminded,
)
from qinglian.web.evidence.talk_words import Subject
from qinglian.web.units.scope import reach


def _inside(request: HttpRequest) -> Any:
    only(reach(request.user, Talk.OBJECT, write=True) and request.user.unit_id)
    return request.user.unit


@require_safe
def talks(request: HttpRequest) -> HttpResponse:
    """Who of one's body is to talk to whom, those overdue on top; talks that were held, below."""
    unit = _inside(request)
    rows = Talk.objects.visible_to(request.user).select_related("by", "person", "person_unit")
    return render(
        request,
        "evidence/talks.html",
        {
            "unit": unit, "due": schedule(unit), "held": rows[:50],
            "sets": sets_rules(request.user), "counts": reach(request.user, Use.OBJECT),
        },
    )  # fmt: skip


def people_for(user: Any) -> Any:
    """Whom one may have talked to: people of one's body, and those one is to talk to."""
    due = [one.person.pk for one in schedule(user.unit, user)]
    rows = User.objects.filter(Q(unit=user.unit_id) | Q(pk__in=due), is_active=True)
    return rows.exclude(pk=user.pk).order_by("unit__code", "name")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """
    Note a talk. That nothing was ticked about integrity is said to the talker before it is kept; they may keep it as it
    was.
    """
    _inside(request)
    form = TalkForm(
        posted(request), user=request.user, people=people_for(request.user),
        initial={"person": request.GET.get("person"), "topics": []},
    )  # fmt: skip
    warned = False
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if unreminded(said["kind"], said["topics"]) and not said["seen"]:
            warned = True
            form.data = form.data.copy()
            form.data["seen"] = "on"
    if warned:
        return render(
            request, "evidence/talk_new.html",
            {"form": form, "title": _("登记谈话"), "warned": True, "back": reverse("evidence:talks")},
        )  # fmt: skip

    def done(form: Any) -> Talk:
        said = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        return talk_note(by=request.user, **said)

    return form_page(
        request, form, _("登记谈话"), done=done, back=reverse("evidence:talks"), submit=_("登记"),
        template="evidence/talk_new.html",
    )  # fmt: skip


@require_safe
def talk(request: HttpRequest, public_id: str) -> HttpResponse:
    """When, with whom, which fields; the outline and the reminder for the talker alone."""
    rows = Talk.objects.visible_to(request.user).select_related(
        "by", "person", "person_unit", "unit"
    )
    found = get_object_or_404(rows, public_id=public_id)
    own = found.by_id == request.user.pk
    names = dict(Subject.choices)
    return render(
        request,
        "evidence/talk.html",
        {
            "talk": found, "own": own, "topics": [names[one] for one in found.topics if one in names],
            "unreminded": own and unreminded(found.kind, found.topics),
            "reasons": reach(request.user, Talk.OBJECT).reasons(found),
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """The head says who talks to whom."""
    unit = _inside(request)
    only(sets_rules(request.user))

    def done(form: Any) -> str:
        talk_rules_set(unit=unit, by=request.user, rules=form.rules())
        messages.success(request, _("谈话安排已保存。"))
        return reverse("evidence:talks")

    form = RulesForm(posted(request), rules=rules_of(unit))
    return form_page(
        request, form, _("谈话安排"), done=done, back=reverse("evidence:talks"), submit=_("保存"),
        intro=_("随系统带来的是示例：一把手同下级单位一把手、本单位班子成员，每半年一次。"),
    )  # fmt: skip


@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """For whoever looks after bodies: that talks took place, by day; no names, no topics, no words."""
    only(reach(request.user, Use.OBJECT))
    return Listing(
        request,
        counted_talks(request.user).select_related("unit"),
        title=_("谈话次数"),
        columns=[
            Column("unit", _("单位"), sort="unit__name"),
            Column("on", _("日期"), sort="on"),
        ],
        search=("unit__name",),
        filters=period_filter(request, KINDS),
        order="-on",
        intro=_("只有哪个单位哪一天谈过；和谁谈、谈了什么只在单位内部。提醒谈话、约谈不在这里。"),
        empty=_("没有谈话。"),
    ).respond()

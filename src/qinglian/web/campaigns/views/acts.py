"""What is done with a campaign: begun, given topics, moved, counted, corrected. 专项整治的办理。"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from qinglian.web.campaigns.forms import CorrectForm, CountsForm, OpenForm, TopicForm
from qinglian.web.campaigns.models import Campaign, Part
from qinglian.web.campaigns.services.checking import correction_note
from qinglian.web.campaigns.services.counts import counts_receive
from qinglian.web.campaigns.services.opening import (
    campaign_open,
    leads_for,
    topic_drop,
    topic_put,
)
from qinglian.web.campaigns.services.rules import mine, on_side
from qinglian.web.campaigns.states import Status
from qinglian.web.campaigns.verbs import VERBS, open_verbs
from qinglian.web.core.pages import form_page, only, posted, sent, told


def one(request: HttpRequest, public_id: str) -> Campaign:
    """A campaign one sees."""
    rows = Campaign.objects.visible_to(request.user).select_related("lead_unit", "urging_unit")
    return get_object_or_404(rows, public_id=public_id)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a campaign."""
    only(leads_for(request.user).exists())

    def done(form: Any) -> Campaign:
        said = dict(form.cleaned_data)
        return campaign_open(
            by=request.user, field_keys=said.pop("fields_of"), topics=form.said_topics(), **said
        )

    return form_page(
        request, OpenForm(posted(request), user=request.user), _("起草专项整治"), done=done,
        back=reverse("campaigns:campaigns"), submit=_("存为草稿"), template="campaigns/new.html",
        intro=_("先存草稿，再选参与单位，然后启动。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def topic(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more topic."""
    found = one(request, public_id)
    only(on_side(found, request.user, "lead"))

    def done(form: Any) -> Campaign:
        topic_put(campaign=found, by=request.user, **form.cleaned_data)
        return found

    return form_page(
        request, TopicForm(posted(request)), _("增加专题"), done=done, back=found.get_absolute_url(),
        submit=_("增加"), template="campaigns/act.html", campaign=found,
    )  # fmt: skip


@require_POST
@told
def topic_away(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Take a topic away again."""
    found = one(request, public_id)
    only(on_side(found, request.user, "lead"))
    topic_drop(topic=get_object_or_404(found.topics, number=number), by=request.user)
    return redirect(found)


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Say a verb: its form, then the service."""
    if verb not in VERBS:
        raise Http404
    found = one(request, public_id)
    chosen = VERBS[verb]
    only(chosen in open_verbs(found, request.user) or request.method == "POST")

    def done(form: Any) -> Campaign:
        with form.filed(request.user) as papers:
            moved = chosen.call(campaign=found, by=request.user, papers=papers, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        if verb == "start" and moved.status == Status.WAITING:
            messages.warning(request, _("本年度数已满，已报批准，批准后启动。"))
        return found

    form = chosen.form(*sent(request), row=found, user=request.user)
    form.folded = True
    return form_page(
        request, form, chosen.label, done=done, back=found.get_absolute_url(), submit=chosen.label,
        template="campaigns/act.html", campaign=found, asking=verb == "ask",
        waiting=found.parts.filter(status="named").count(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def counts(request: HttpRequest, public_id: str) -> HttpResponse:
    """Receive 查处件数: pasted, numbers only."""
    found = one(request, public_id)
    only(on_side(found, request.user, "urging"))

    def done(form: Any) -> Campaign:
        number = counts_receive(campaign=found, by=request.user, **form.cleaned_data)
        said = ngettext("已接收 %(n)d 个数。", "已接收 %(n)d 个数。", number)
        messages.success(request, said % {"n": number})
        return found

    return form_page(
        request, CountsForm(posted(request)), _("接收查处件数"), done=done,
        back=found.get_absolute_url(), submit=_("接收"), template="campaigns/act.html", campaign=found,
        intro=_("只收件数。案件材料、姓名、情节一律不进本系统；有说明文字的表整张退回。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """集中纠治: what was done, by the lead body for all or by one's own body."""
    found = one(request, public_id)
    only(on_side(found, request.user, "part"))
    own = None
    if not on_side(found, request.user, "lead"):
        rows = Part.objects.filter(mine(request.user), campaign=found)
        own = rows.order_by("pk").first()

    def done(form: Any) -> Campaign:
        with form.filed(request.user) as papers:
            said = form.said()
            said.pop("version")
            correction_note(campaign=found, part=own, by=request.user, papers=papers, **said)
        return found

    return form_page(
        request, CorrectForm(*sent(request), row=found, user=request.user), _("记纠治行动"), done=done,
        back=found.get_absolute_url(), submit=_("记下"), template="campaigns/act.html", campaign=found,
    )  # fmt: skip

"""A draw among self-checks that found nothing, and what was seen. 零发现自查的抽查页面。"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.alerts.queries import wilson
from qinglian.web.campaigns.answer_forms import RecheckForm
from qinglian.web.campaigns.forms import ShareForm
from qinglian.web.campaigns.models import Campaign, Sampled, Sampling
from qinglian.web.campaigns.services.sampling import (
    drawable,
    may_draw,
    recheck_say,
    sampling_announce,
    sampling_draw,
)
from qinglian.web.campaigns.states import Result
from qinglian.web.campaigns.views.acts import one
from qinglian.web.core.draws import draw as redrawn
from qinglian.web.core.draws import population
from qinglian.web.core.pages import form_page, only, posted, sent, told


def _seen(request: HttpRequest, public_id: str) -> Sampling:
    """Of a campaign one sees as who leads or urges: bodies that take part do not see who else was drawn."""
    rows = Sampling.objects.visible_to(request.user).select_related(
        "campaign__lead_unit", "drawn_by", "announced_by"
    )
    return get_object_or_404(rows, public_id=public_id)


@require_http_methods(["GET", "POST"])
def announce(request: HttpRequest, public_id: str) -> HttpResponse:
    """Fix what is drawn from, and say the seed."""
    found = one(request, public_id)
    only(may_draw(found, request.user))
    return form_page(
        request, ShareForm(posted(request)), _("抽查未发现问题的自查"),
        done=lambda form: sampling_announce(
            campaign=found, by=request.user, **form.cleaned_data
        ),
        back=found.get_absolute_url(), submit=_("公布种子"), template="campaigns/act.html",
        campaign=found,
        intro=_("可抽 %(n)d 个。先定下名单，系统给出种子并记录，然后抽取；任何人可以重抽核对。")
        % {"n": drawable(found).count()},
    )  # fmt: skip


@require_safe
def sampling(request: HttpRequest, public_id: str) -> HttpResponse:
    """The seed, the list it draws from, what was drawn, what was seen; and whether drawing again gives the same."""
    found = _seen(request, public_id)
    items = list(found.items.select_related("part__unit", "by").order_by("part__public_id"))
    ids = [item.part.public_id for item in items]
    again = set(redrawn(ids, found.seed, found.size))
    said = [item for item in items if item.result]
    fell = sum(item.result == Result.FOUND for item in said)
    return render(
        request,
        "campaigns/sampling.html",
        {
            "sampling": found,
            "campaign": found.campaign,
            "drawn": [item for item in items if item.drawn],
            "items": items,
            "same": population(ids) == found.population
            and (not found.drawn_at or again == {i.part.public_id for i in items if i.drawn}),
            "looks": may_draw(found.campaign, request.user),
            "looked": len(said),
            "fell": fell,
            "unheld": wilson(fell, len(said)),
        },
    )


@require_POST
@told
def draw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draw: what was said before decides."""
    found = _seen(request, public_id)
    only(may_draw(found.campaign, request.user))
    sampling_draw(sampling=found, by=request.user)
    messages.success(request, _("已抽取。"))
    return redirect(found)


@require_http_methods(["GET", "POST"])
def recheck(request: HttpRequest, number: int) -> HttpResponse:
    """What was seen on the spot."""
    rows = Sampled.objects.filter(
        drawn=True, sampling__campaign__in=Campaign.objects.visible_to(request.user)
    ).select_related("sampling__campaign", "part__unit")
    item = get_object_or_404(rows, pk=number)
    only(may_draw(item.sampling.campaign, request.user))

    def done(form: Any) -> Sampling:
        with form.filed(request.user) as papers:
            recheck_say(
                item=item, by=request.user, papers=papers, problems=form.described(), **form.said()
            )
        return item.sampling

    form = RecheckForm(*sent(request), topics=item.sampling.campaign.topics.all())
    return form_page(
        request, form, _("现场抽查：%(unit)s") % {"unit": item.part.unit}, done=done,
        back=item.sampling.get_absolute_url(), submit=_("记下"), template="campaigns/answer.html",
        campaign=item.sampling.campaign, part=item.part,
    )  # fmt: skip

"""回头看的页面。Pages of look-back."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.alerts.models import Alert, Lookback, LookedAt
from qinglian.web.alerts.queries import wilson
from qinglian.web.alerts.services.lookbacks import lookback_draw, lookback_say
from qinglian.web.alerts.states import SUPERVISING
from qinglian.web.core.listing import Column, Listing
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.units.scope import roles_of


class DrawForm(forms.Form):
    """The seed was said before: in a notice, a meeting, a lottery of the day."""

    seed = forms.IntegerField(
        label=gettext_lazy("随机种子"),
        min_value=0,
        max_value=2**62,
        help_text=gettext_lazy("事先公布的数，任何人可用它重抽核对。"),
    )


class SayForm(PapersForm):
    """Does it stand?"""

    stands = forms.ChoiceField(
        label=gettext_lazy("整改是否站得住"),
        choices=[("yes", gettext_lazy("站得住")), ("no", gettext_lazy("站不住，重新挂号"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("看到的情况"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


@require_safe
def lookbacks(request: HttpRequest) -> HttpResponse:
    """All draws."""
    only(roles_of(request.user) & SUPERVISING)
    return Listing(
        request,
        Lookback.objects.all(),
        title=_("回头看"),
        intro=_("销号三到六个月后按事先公布的种子抽样再看；种子、总体摘要公开，任何人可以重抽。"),
        columns=[
            Column("quarter", _("期间"), value=lambda row: row.period, link=True, sort="quarter"),
            Column("eligible", _("可抽"), number=True),
            Column("drawn", _("抽中"), number=True, value=lambda row: row.items.count()),
            Column("seed", _("种子"), number=True),
            Column("at", _("抽取时间"), sort="at"),
        ],
        order="-at",
        empty=_("还没有抽取过。"),
        actions=[(_("抽取本季度"), reverse("alerts:lookback_draw"))],
    ).respond()


@require_http_methods(["GET", "POST"])
def draw(request: HttpRequest) -> HttpResponse:
    """Draw for this quarter."""
    only(roles_of(request.user) & SUPERVISING)
    return form_page(
        request,
        DrawForm(posted(request)),
        _("抽取本季度回头看"),
        done=lambda form: lookback_draw(by=request.user, seed=form.cleaned_data["seed"]),
        back=reverse("alerts:lookbacks"),
        submit=_("抽取"),
    )


@require_safe
def lookback(request: HttpRequest, public_id: str) -> HttpResponse:
    """One draw: those one may see, what was found, and how many did not stand."""
    only(roles_of(request.user) & SUPERVISING)
    found = get_object_or_404(Lookback, public_id=public_id)
    items = found.items.filter(alert__in=Alert.objects.visible_to(request.user)).select_related(
        "alert__unit", "by"
    )
    said = [one for one in items if one.stands is not None]
    fell = sum(not one.stands for one in said)
    return render(
        request,
        "alerts/lookback.html",
        {
            "lookback": found,
            "items": items,
            "said": len(said),
            "fell": fell,
            "interval": wilson(fell, len(said)),
        },
    )


@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, public_id: str, alert_id: str) -> HttpResponse:
    """What was seen."""
    only(roles_of(request.user) & SUPERVISING)
    item = get_object_or_404(
        LookedAt.objects.filter(alert__in=Alert.objects.writable_by(request.user)).select_related(
            "alert", "lookback"
        ),
        lookback__public_id=public_id,
        alert__public_id=alert_id,
    )

    def done(form: Any) -> Lookback:
        with form.filed(request.user) as papers:
            said = form.said()
            lookback_say(
                item=item,
                by=request.user,
                papers=papers,
                **{**said, "stands": said["stands"] == "yes"},
            )
        return item.lookback

    return form_page(
        request,
        SayForm(*sent(request)),
        _("回头看：%(title)s") % {"title": item.alert.heading},
        done=done,
        back=item.lookback.get_absolute_url(),
        template="alerts/act.html",
        alert=item.alert,
    )

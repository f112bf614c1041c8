"""同因批量核查的页面。Pages of same-cause batches."""

import secrets
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.alerts.models import Alert, BatchCheck
from qinglian.web.alerts.services.batches import batch_bind, batch_conclude, sample_size
from qinglian.web.alerts.services.conclusion import Conclusion
from qinglian.web.alerts.states import SUPERVISING, Cause, Fact, Handling
from qinglian.web.core.listing import Column, Listing
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.runs.models import Signal
from qinglian.web.runs.words import rule_name
from qinglian.web.units.scope import roles_of

SETTLING = [(Fact.NOT_SO, Fact.NOT_SO.label), (Fact.UNSETTLED, Fact.UNSETTLED.label)]


class BindForm(forms.Form):
    """Which rule, what words; the sample is drawn at once."""

    rule = forms.ChoiceField(label=gettext_lazy("哪条规则的待研判预警"))
    words = forms.CharField(label=gettext_lazy("其中含有"), required=False, max_length=100)
    title = forms.CharField(label=gettext_lazy("共同原因"), max_length=200)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = (
            waiting(user)
            .values_list("signals__rule_id", flat=True)
            .distinct()
            .order_by("signals__rule_id")
        )
        self.fields["rule"].choices = [
            (rule, f"{rule} {rule_name(rule)}") for rule in rules if rule
        ]


class ConcludeForm(PapersForm):
    """One conclusion for all."""

    offline = None

    fact = forms.ChoiceField(
        label=gettext_lazy("事实认定"), choices=SETTLING, widget=forms.RadioSelect
    )
    cause = forms.ChoiceField(
        label=gettext_lazy("原因"),
        choices=[(one, one.label) for one in (Cause.DATA_ERROR, Cause.RULE_UNFIT, Cause.EXCEPTION)],
        widget=forms.RadioSelect,
    )
    exception = forms.CharField(
        label=gettext_lazy("适用的合规情形"), required=False, max_length=200
    )
    text = forms.CharField(label=gettext_lazy("核查情况"), max_length=4000, widget=forms.Textarea)


def waiting(user: Any) -> Any:
    """Alerts in triage that one may bind."""
    return Alert.objects.writable_by(user).filter(status="triage", batch=None)


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """All batches that hold an alert one may see."""
    only(roles_of(request.user) & SUPERVISING)
    mine = BatchCheck.objects.filter(alerts__in=Alert.objects.visible_to(request.user)).distinct()
    return Listing(
        request,
        mine.select_related("by", "concluded_by"),
        title=_("同因批量核查"),
        intro=_("一次坏数据造成的许多预警，抽样打开核实后一次结论，不逐件派单。"),
        columns=[
            Column("title", _("共同原因"), link=True),
            Column("by", _("绑定人")),
            Column("at", _("绑定时间"), sort="at"),
            Column("concluded_by", _("结论人")),
            Column("concluded_at", _("结论时间"), sort="concluded_at"),
        ],
        order="-at",
        actions=[(_("绑定一批"), reverse("alerts:batch_new"))],
    ).respond()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Bind alerts of one rule that share some words."""
    only(roles_of(request.user) & SUPERVISING)

    def done(form: Any) -> BatchCheck:
        said = form.cleaned_data
        signals = Signal.objects.filter(rule_id=said["rule"], text_zh__icontains=said["words"])
        alerts = waiting(request.user).filter(signals__in=signals).distinct()
        return batch_bind(
            alerts=alerts, title=said["title"], by=request.user, seed=secrets.randbits(32)
        )

    return form_page(
        request,
        BindForm(posted(request), user=request.user),
        _("绑定同因预警"),
        done=done,
        back=reverse("alerts:batches"),
        submit=_("绑定并抽样"),
    )


@require_safe
def batch(request: HttpRequest, public_id: str) -> HttpResponse:
    """One batch: the drawn ones to be opened, then the conclusion."""
    only(roles_of(request.user) & SUPERVISING)
    found = _one(request, public_id)
    drawn = list(
        found.drawn.select_related("alert__unit", "opened_by").order_by("alert__public_id")
    )
    bound = found.alerts.count()
    return render(
        request,
        "alerts/batch.html",
        {
            "batch": found,
            "drawn": drawn,
            "bound": bound,
            "size": sample_size(bound),
            "waiting": sum(one.opened_at is None for one in drawn),
            "mine": found.by_id == request.user.pk,
        },
    )


@require_http_methods(["GET", "POST"])
def conclude(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say the one conclusion."""
    only(roles_of(request.user) & SUPERVISING)
    found = _one(request, public_id)

    def done(form: Any) -> BatchCheck:
        said = form.cleaned_data
        handling = Handling.CORRECT_DATA if said["cause"] == Cause.DATA_ERROR else Handling.FILE
        conclusion = Conclusion(
            said["fact"], said["cause"], (str(handling),), said["text"], said["exception"]
        )
        with form.filed(request.user) as papers:
            return batch_conclude(
                batch=found, by=request.user, conclusion=conclusion, papers=papers
            )

    return form_page(
        request,
        ConcludeForm(*sent(request)),
        _("批量结论：%(title)s") % {"title": found.title},
        done=done,
        back=found.get_absolute_url(),
        submit=_("作出结论"),
    )


def _one(request: HttpRequest, public_id: str) -> BatchCheck:
    seen = BatchCheck.objects.filter(alerts__in=Alert.objects.visible_to(request.user)).distinct()
    return get_object_or_404(seen.select_related("by", "concluded_by"), public_id=public_id)

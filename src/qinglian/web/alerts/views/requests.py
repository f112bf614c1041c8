"""Agree or not. 同意与否。"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qinglian.web.alerts.forms import DecideForm
from qinglian.web.alerts.models import Alert, Request
from qinglian.web.alerts.models.asked import may_know
from qinglian.web.alerts.services.requests import request_decide
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, sent
from qinglian.web.core.wording import labelled


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """One request of one alert that one may act on."""
    found = get_object_or_404(
        Request.objects.filter(
            alert__in=Alert.objects.writable_by(request.user), kind__in=may_know(request.user)
        ).select_related("alert", "by"),
        pk=number,
    )

    def done(form: Any) -> Alert:
        with form.filed(request.user) as papers:
            said = form.said()
            request_decide(
                request=found,
                by=request.user,
                papers=papers,
                **{**said, "agree": said["agree"] == "yes"},
            )
        return found.alert

    form = DecideForm(*sent(request))
    if found.kind == Request.Kind.TRANSFER:
        form.without_papers()
    return form_page(
        request,
        form,
        _("%(kind)s：同意与否") % {"kind": found.get_kind_display()},
        done=done,
        back=found.alert.get_absolute_url(),
        intro=labelled(found.by, mask_text(found.reason)),
        template="alerts/act.html",
        alert=found.alert,
    )

"""Pictures that look like one another, side by side. 相似照片。"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.concealed.forms import AlikeForm
from qinglian.web.concealed.models import Alike
from qinglian.web.concealed.queries import why
from qinglian.web.concealed.services.likeness import alike_decide, may_decide
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, posted


def _seen(request: HttpRequest) -> Any:
    return Alike.objects.visible_to(request.user).select_related(
        "one__section__project", "other__section__project", "one__acceptance__part",
        "other__acceptance__part", "one__by", "other__by", "decided_by",
    )  # fmt: skip


@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    """All pairs of which one may see both."""
    return Listing(
        request, _seen(request), title=_("相似照片"),
        columns=[
            Column("public_id", _("编号"), link=True),
            Column("one", _("较早"), value=lambda row: f"{row.one.section} {row.one}"),
            Column("other", _("较晚"), value=lambda row: f"{row.other.section} {row.other}"),
            Column("fits", _("相似度（%）"), sort="fits", number=True),
            Column("found_at", _("发现时间"), sort="found_at"),
            Column("answer", _("人工结论"), badge=True, sort="answer"),
        ],
        search=("public_id", "one__section__name", "other__section__name"),
        filters=[
            Filter("answer", _("人工结论"), [("none", _("待认定")), *Alike.Answer.choices],
                   lambda value: Q(answer="" if value == "none" else value)),
        ],
        order="-found_at", empty=_("没有相似照片。"),
        intro=_("相似只是线索：也可能是同一位置的另一次拍摄。由人看过两张再认定。"),
    ).respond()  # fmt: skip


@require_http_methods(["GET", "POST"])
def alike(request: HttpRequest, public_id: str) -> HttpResponse:
    """Both side by side, and what a person says."""
    found = get_object_or_404(_seen(request), public_id=public_id)

    def done(form: Any) -> Alike:
        return alike_decide(alike=found, by=request.user, **form.cleaned_data)

    return form_page(
        request, AlikeForm(posted(request)), _("相似照片"), done=done, submit=_("认定"),
        back=reverse("concealed:pairs"), template="concealed/alike.html", alike=found,
        pictures=[(_("较早"), found.one), (_("较晚"), found.other)],
        decides=not found.answer and may_decide(found, request.user),
        reasons=why(request.user, found.other.section),
    )  # fmt: skip

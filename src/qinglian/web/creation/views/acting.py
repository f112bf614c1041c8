"""What begins, what is said to a matter, and its papers. 发起、办理、附件。"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.core.papers import paper_sent
from qinglian.web.creation import forms
from qinglian.web.creation.models import Paper
from qinglian.web.creation.services.applying import application_make, may_apply
from qinglian.web.creation.services.brands import brand_make, may_brand, practice_propose
from qinglian.web.creation.services.points import point_make
from qinglian.web.creation.services.reviews import round_seed
from qinglian.web.creation.services.rules import lead_units
from qinglian.web.creation.services.standards import standard_make
from qinglian.web.creation.services.subsidies import subsidy_make
from qinglian.web.creation.verbs import ROOMS, open_verbs


def _leads(user: Any) -> bool:
    return bool(lead_units(user).exists())


NEW: dict[str, tuple[type[forms.NewForm], Callable[..., Any], Callable[[Any], bool]]] = {
    "applications": (forms.ApplyForm, application_make, may_apply),
    "standards": (forms.StandardForm, standard_make, _leads),
    "reviews": (forms.RoundForm, round_seed, _leads),
    "subsidies": (forms.SubsidyForm, subsidy_make, _leads),
    "brands": (forms.BrandForm, brand_make, may_brand),
    "practices": (forms.PracticeForm, practice_propose, may_brand),
    "points": (forms.PointForm, point_make, _leads),
}
"""What may begin: its form, its service, for whom."""


def _titles() -> dict[str, tuple[Any, Any]]:
    return {
        "applications": (_("申报"), _("按现行标准申报；申报后逐条自评，再送审。")),
        "standards": (_("起草标准"), _("先起草，再由另一人印发。")),
        "reviews": (
            _("登记抽查种子"),
            _("名册是牵头的、命名有效又没有在复核的；先登记种子，再抽取。"),
        ),
        "subsidies": (_("起草规则"), _("由另一人印发后生效。")),
        "brands": (_("登记品牌"), _("由母品牌单位的另一人发布。")),
        "practices": (_("提出做法"), _("写清问题、做法和效果的数；由牵头单位安排其他单位试行。")),
        "points": (_("确定示范点或联系点"), _("有起止日期和复查日期；走访和结果随时登记。")),
    }


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, room: str) -> HttpResponse:
    """Begin something."""
    if room not in NEW:
        raise Http404
    form_of, call, may = NEW[room]
    only(may(request.user))
    title, intro = _titles()[room]

    def done(form: Any) -> Any:
        if not form.takes_papers:
            return call(by=request.user, **form.said())
        with form.filed(request.user) as papers:
            return call(by=request.user, papers=papers, **form.said())

    return form_page(
        request, form_of(*sent(request), user=request.user), title, done=done, intro=intro,
        back=reverse(f"creation:{room}"),
    )  # fmt: skip


def seen(request: HttpRequest, room: str, public_id: str) -> Any:
    """A matter this person may read; unknown and forbidden look alike."""
    if room not in ROOMS:
        raise Http404
    return get_object_or_404(
        ROOMS[room].model.objects.visible_to(request.user), public_id=public_id
    )


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, room: str, public_id: str, verb: str) -> HttpResponse:
    """Say a verb: its form, then the service."""
    found = seen(request, room, public_id)
    chosen = ROOMS[room].verbs.get(verb)
    if chosen is None:
        raise Http404
    only(chosen in open_verbs(found, request.user) or request.method == "POST")

    def done(form: Any) -> str:
        if form.takes_papers:
            with form.filed(request.user) as papers:
                chosen.call(row=found, by=request.user, papers=papers, **form.said())
        else:
            chosen.call(row=found, by=request.user, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        still = type(found).objects.visible_to(request.user).filter(pk=found.pk).exists()
        return found.get_absolute_url() if still else reverse("creation:applications")

    form = chosen.form(*sent(request), row=found, user=request.user)
    return form_page(
        request, form, chosen.label, done=done, back=found.get_absolute_url(), submit=chosen.label,
        template="creation/act.html", row=found,
    )  # fmt: skip


@require_safe
def paper(request: HttpRequest, public_id: str) -> FileResponse:
    """A paper, as an attachment."""
    found = get_object_or_404(
        Paper.objects.visible_to(request.user).select_related("step"), public_id=public_id
    )
    models = {room.model._meta.model_name: room.model for room in ROOMS.values()}
    of = models[found.step.kind].objects.get(public_id=found.step.number)
    return paper_sent(found, of=of, by=request.user)

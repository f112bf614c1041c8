"""Templates of lists, and norms asked beforehand. 清单模板；正负面清单对照。"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.duties.item_forms import NormForm
from qinglian.web.duties.item_words import NAMES as FIELD_NAMES
from qinglian.web.duties.item_words import fields_of, says, type_name
from qinglian.web.duties.list_forms import UseForm
from qinglian.web.duties.models import DutyList, Item
from qinglian.web.duties.norms import against
from qinglian.web.duties.sampling import Sample, samples
from qinglian.web.duties.services.list_rules import owner_units
from qinglian.web.duties.services.sheets import list_from_own, list_from_sample
from qinglian.web.units.scope import reach

SAID = {
    "forbidden": gettext_lazy("不得"), "above": gettext_lazy("超过上限"),
    "within": gettext_lazy("在上限以内"), "allowed": gettext_lazy("可以"),
}  # fmt: skip


@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """Shipped templates (示例) and those of one's own place, by unit type."""
    only(reach(request.user, DutyList.OBJECT))
    own = (
        DutyList.objects.visible_to(request.user)
        .exclude(template_for="")
        .select_related("owner_unit")
    )
    return render(
        request,
        "duties/samples.html",
        {
            "five": [one for one in samples().values() if one.holder],
            "by_type": [_typed(one) for one in samples().values() if one.of],
            "others": [one for one in samples().values() if not one.of and not one.holder],
            "own": [(one, type_name(one.template_for)) for one in own],
            "makes": owner_units(request.user).exists(),
        },
    )


def _typed(sample: Sample) -> dict[str, Any]:
    return {"sample": sample, "types": [type_name(one) for one in sample.of]}


def _sample(name: str) -> Sample:
    found = samples().get(name)
    if found is None:
        raise Http404
    return found


@require_safe
def sample(request: HttpRequest, name: str) -> HttpResponse:
    """What stands in a template."""
    only(reach(request.user, DutyList.OBJECT))
    found = _sample(name)
    items = [Item(**one) for one in found.items]
    shown = [
        (
            one,
            [
                (FIELD_NAMES[each], said)
                for each in fields_of(found.kind)
                if (said := says(one, each))
            ],
        )
        for one in items
    ]
    context = {"sample": found, "items": shown, "makes": owner_units(request.user).exists()}
    return render(request, "duties/sample.html", context)


@require_http_methods(["GET", "POST"])
def use(request: HttpRequest, name: str) -> HttpResponse:
    """A list with its draft out of a template."""
    only(owner_units(request.user).exists())
    found = _sample(name)

    def done(form: Any) -> DutyList:
        return list_from_sample(sample=found, by=request.user, **form.cleaned_data)

    title = found.title.removeprefix("示例·")
    form = UseForm(posted(request), user=request.user, initial={"title": title})
    return form_page(
        request, form, _("用模板建清单"), done=done, back=reverse("duties:sample", args=(name,)),
        submit=_("建清单"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def use_own(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same out of a list that this place made a template."""
    only(owner_units(request.user).exists())
    rows = DutyList.objects.visible_to(request.user).exclude(template_for="")
    found = get_object_or_404(rows, public_id=public_id)

    form = UseForm(posted(request), user=request.user, initial={"title": found.title})
    del form.fields["programme"]

    def done(form: Any) -> DutyList:
        return list_from_own(of=found, by=request.user, **form.cleaned_data)

    return form_page(
        request, form, _("用模板建清单"), done=done, back=reverse("duties:samples"),
        submit=_("建清单"),
    )  # fmt: skip


@require_safe
def norms(request: HttpRequest) -> HttpResponse:
    """What the lists in force say about an activity and an amount, asked before it is done."""
    only(reach(request.user, DutyList.OBJECT))
    asked = "activity" in request.GET
    form = NormForm(request.GET if asked else None)
    form.label_suffix = ""
    hits = []
    if asked and form.is_valid():
        said = form.cleaned_data
        hits = [
            (one, SAID[one.state])
            for one in against(request.user, said["activity"], said["amount"])
        ]
    return render(request, "duties/norms.html", {"form": form, "hits": hits, "asked": asked})

"""问题清单导入的页面。Pages of problem lists."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.exports import XLSX, exported
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.pages import form_page, only
from qinglian.web.rectification.books import refused_book, template_book
from qinglian.web.rectification.forms import day
from qinglian.web.rectification.listed import JOIN, OPEN, REFUSED, lines_of
from qinglian.web.rectification.models import ProblemList
from qinglian.web.rectification.services.lists import OWN, list_apply, list_receive
from qinglian.web.rectification.states import FINDING, Origin
from qinglian.web.units.scope import roles_of, visible_units

BY_HAND = [one for one in Origin.choices if one[0] != Origin.ALERT]


class ListForm(forms.Form):
    """A workbook, and what it is."""

    file = forms.FileField(
        label=gettext_lazy("问题清单（.xlsx）"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
    origin = forms.ChoiceField(label=gettext_lazy("来源"), choices=BY_HAND)
    document = forms.CharField(label=gettext_lazy("文件名称和文号"), max_length=200)
    found_on = day(label=gettext_lazy("发现日期"))
    body = forms.CharField(
        label=gettext_lazy("发现单位（系统外）"), max_length=120, required=False,
        help_text=gettext_lazy("本单位发现的不填；例如省审计厅发现、由本单位登记的，写省审计厅。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["found_on"].initial = timezone.localdate()


def may_import(user: Any) -> bool:
    """Whether a person brings lists."""
    return bool(roles_of(user) & FINDING and user.unit_id)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Send a workbook, and see those sent before."""
    only(may_import(request.user))

    def done(form: Any) -> ProblemList:
        said = form.cleaned_data
        file = said.pop("file")
        return list_receive(content=file.read(), name=file.name, by=request.user, **said)

    form = ListForm(request.POST or None, request.FILES or None)
    return form_page(
        request, form, _("导入问题清单"), done=done, back=reverse("rectification:problems"), submit=_("上传并预览"),
        template="rectification/lists.html", earlier=ProblemList.objects.filter(by=request.user)[:20],
    )  # fmt: skip


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    only(may_import(request.user))
    names = visible_units(request.user).order_by("name").values_list("name", flat=True)
    return _book(template_book(names), "qinglian-problems.xlsx")


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is understood and what would become of each row; and the button that does it."""
    only(may_import(request.user))
    received = get_object_or_404(ProblemList, public_id=public_id, by=request.user)
    if request.method == "POST":
        try:
            list_apply(received=received, by=request.user, choices=_choices(request))
            messages.success(request, _("已导入。"))
        except (NotAllowed, Overtaken) as error:
            messages.warning(request, str(error))
        return redirect(received)
    shown: dict[str, Any] = {"list": received, "own": OWN}
    if not received.applied_at:
        lines = lines_of(received, request.user)
        shown |= {
            "lines": lines,
            "counts": {
                what: sum(one.what == what for one in lines) for what in (OPEN, JOIN, REFUSED)
            },
        }
    return render(request, "rectification/list.html", shown)


@require_safe
def refused(request: HttpRequest, public_id: str) -> HttpResponse:
    """The rows that cannot be imported, with the reasons."""
    only(may_import(request.user))
    received = get_object_or_404(ProblemList, public_id=public_id, by=request.user)
    if received.applied_at:
        rows = [(row, row["why"]) for row in received.rows]
    else:
        lines = {one.row: one for one in lines_of(received, request.user)}
        rows = [
            (row, lines[row["row"]].reasons)
            for row in received.rows
            if lines[row["row"]].what == REFUSED
        ]
    exported.send(ProblemList, request=request, title=_("不能导入的行"), rows=len(rows))
    return _book(refused_book(rows), "qinglian-problems-refused.xlsx")


def _choices(request: HttpRequest) -> dict[int, str]:
    return {
        int(name[4:]): value
        for name, value in request.POST.items()
        if name.startswith("row-") and name[4:].isdigit() and isinstance(value, str)
    }


def _book(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename={name}"
    return response

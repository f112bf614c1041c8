"""母版的页面。Pages of masters."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.drafts import kinds
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.core.uploads import all_stored, content, download
from qinglian.web.documents.forms import BackForm, DecideForm, MasterForm, kind_choices
from qinglian.web.documents.models import Master
from qinglian.web.documents.printing.checking import complaints
from qinglian.web.documents.printing.fields import FIELDS, STYLES
from qinglian.web.documents.printing.general import general_master
from qinglian.web.documents.services.masters import (
    BUILT_IN,
    master_decide,
    master_go_back,
    master_propose,
)
from qinglian.web.documents.services.rules import opens
from qinglian.web.documents.states import MASTERING
from qinglian.web.documents.views.printing import WORD
from qinglian.web.units.scope import roles_of


def _masters(request: HttpRequest) -> bool:
    return bool(roles_of(request.user) & MASTERING)


@require_safe
def masters(request: HttpRequest) -> HttpResponse:
    """Which master each kind has, those that wait, and every earlier one."""
    only(opens(request.user))
    rows = list(Master.objects.select_related("by", "decided_by"))
    found = []
    for code, title in kind_choices():
        own = [one for one in rows if one.kind_code == code]
        agreed = sorted(
            (one for one in own if one.agreed), key=lambda one: one.decided_at, reverse=True
        )
        now = agreed[0] if agreed and agreed[0].path else None
        if code == "" or own:
            found.append({"code": code, "title": title, "now": now, "rows": own})
    shown = {"kinds": found, "may": _masters(request)}
    return render(request, "documents/masters.html", {**shown, "fields": FIELDS, "styles": STYLES})


@require_safe
def general(request: HttpRequest) -> HttpResponse:
    """The built-in master, to be changed in Word."""
    only(opens(request.user))
    response = HttpResponse(general_master(), content_type=WORD)
    response.headers["Content-Disposition"] = (
        content_disposition_header(True, f"{_('通用母版')}.docx") or "attachment"
    )
    return response


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Upload a master; what is wrong with it is said at its field."""
    only(_masters(request))

    def done(form: Any) -> Master | str:
        said = form.cleaned_data
        asked = said.get("internal", False)
        kinds_ = frozenset({"docx"})
        with all_stored([said["file"]], by=request.user, kinds=kinds_, asked=asked) as stored:
            return master_propose(
                kind_code=said["kind_code"], stored=stored[0], by=request.user, why=said["why"]
            )

    form = MasterForm(*sent(request))
    wrong: list[Any] = []
    if request.method == "POST" and form.is_valid():
        # Said before anything is stored: all that is wrong at once, each with its place.
        file = form.cleaned_data["file"]
        wrong = complaints(file.read())
        file.seek(0)
        if wrong:
            form.add_error("file", _("母版没有通过检查，请按下面逐条改正。"))
    return form_page(
        request, form, _("更换母版"), done=done, back=reverse("documents:masters"), submit=_("提出"),
        template="documents/propose.html", wrong=wrong,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def back(request: HttpRequest) -> HttpResponse:
    """Go back to an earlier master, or to the built-in one."""
    only(_masters(request))
    code, number = request.GET.get("kind", ""), request.GET.get("number", "0")
    if (code and code not in kinds()) or not number.isdigit():
        raise Http404

    def done(form: Any) -> Master:
        return master_go_back(
            kind_code=code, number=int(number), by=request.user, why=form.cleaned_data["why"]
        )

    title = (
        _("恢复内置母版") if int(number) == BUILT_IN else _("恢复第 %(n)s 版母版") % {"n": number}
    )
    return form_page(
        request, BackForm(posted(request)), title, done=done, back=reverse("documents:masters"),
        submit=_("提出"),
    )  # fmt: skip


@require_safe
def master(request: HttpRequest, public_id: str) -> HttpResponse:
    """One master: who proposed it and why, its file, what was said of it."""
    only(opens(request.user))
    found = get_object_or_404(
        Master.objects.select_related("by", "decided_by"), public_id=public_id
    )
    decides = _masters(request) and found.agreed is None and found.by_id != request.user.pk
    title = dict(kind_choices())[found.kind_code]
    return render(
        request, "documents/master.html", {"master": found, "title": title, "decides": decides}
    )


@require_safe
def file(request: HttpRequest, public_id: str) -> FileResponse:
    """Its Word file."""
    only(opens(request.user))
    found = get_object_or_404(Master.objects.exclude(path=""), public_id=public_id)
    if content(found.path) is None:
        raise Http404
    return download(found.path, found.name, found.kind)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Agree, by another person."""
    only(_masters(request))
    found = get_object_or_404(Master, public_id=public_id)

    def done(form: Any) -> Master:
        made = master_decide(master=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("已记下。"))
        return made

    return form_page(
        request, DecideForm(posted(request)), _("批准母版"), done=done, back=found.get_absolute_url(),
        intro=found.why,
    )  # fmt: skip

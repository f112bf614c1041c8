"""Add evidence to a row: a record that was found, a file, a number. 为一件事加材料。"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.core.pages import form_page, only, posted, sent, told
from qinglian.web.core.proofs import kinds
from qinglian.web.core.reporting import figures_between
from qinglian.web.evidence.forms import FigureForm, FileForm, LookForm, this_year
from qinglian.web.evidence.models import Piece
from qinglian.web.evidence.queries import Proposal, row_of, serving, uses_of
from qinglian.web.evidence.services.pieces import piece_add
from qinglian.web.evidence.services.rules import acts_for, gives_to
from qinglian.web.evidence.services.uses import giver_of, holder_of, records_confirm, use_make
from qinglian.web.evidence.states import Kind

MOST = 100


def _row(request: HttpRequest, label: str, number: str) -> Any:
    on = row_of(label, number, request.user)
    user = request.user
    only(acts_for(user, on.unit) or gives_to(user, on.unit, giver_of(on)))
    return on


def _back(on: Any) -> str:
    return f"{on.get_absolute_url()}#evidence"


@require_POST
@told
def confirm(request: HttpRequest, label: str, number: str) -> HttpResponse:
    """One click: what was found is shown for the row."""
    on = _row(request, label, number)
    said = [one.partition(" ") for one in request.POST.getlist("record")]
    made = records_confirm(on, [(code, name) for code, _blank, name in said], by=request.user)
    n = len(made)
    messages.success(
        request, ngettext("已确认 %(n)d 份材料。", "已确认 %(n)d 份材料。", n) % {"n": n}
    )
    return redirect(_back(on))


@require_safe
def add(request: HttpRequest, label: str, number: str) -> HttpResponse:
    """Look for records by kind and period; or take a file or a number."""
    on = _row(request, label, number)
    begins, ends = this_year()
    asked = LookForm(
        request.GET if "kind" in request.GET else None, initial={"begins": begins, "ends": ends}
    )
    found: list[Proposal] = []
    if asked.is_bound and asked.is_valid():
        said = asked.cleaned_data
        kind = kinds()[said["kind"]]
        rows = list(kind.found(request.user, on.unit, said["begins"], said["ends"]))[:MOST]
        used = set(
            uses_of(on, request.user).values_list("piece__proof_kind", "piece__proof_number")
        )
        found = [
            Proposal(one, kind.label, serving(one, request.user))
            for one in rows
            if (one.kind, one.number) not in used
        ]
    address = label, number
    return render(
        request,
        "evidence/add.html",
        {
            "on": on, "form": asked, "found": found, "back": _back(on),
            "confirm": reverse("evidence:confirm", args=address),
            "file": reverse("evidence:add_file", args=address),
            "figure": reverse("evidence:add_figure", args=address),
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, label: str, number: str) -> HttpResponse:
    """Files that no record of the system says."""
    on = _row(request, label, number)

    def done(form: Any) -> str:
        said = form.cleaned_data
        with form.filed(request.user) as papers:
            for one in papers:
                holder = holder_of(on, request.user)
                known = Piece.objects.filter(unit=holder, kind=Kind.FILE, sha256=one.sha256).first()
                piece = piece_add(
                    unit=holder, by=request.user, file=one, title=said["title"], on=said["on"]
                )
                use_make(piece, on, by=request.user)
                if known is not None:
                    messages.info(
                        request,
                        _("“%(name)s”本单位已经录入过，用的是同一份。") % {"name": one.name},
                    )
        return _back(on)

    return form_page(
        request, FileForm(*sent(request)), _("加文件"), done=done, back=_back(on), submit=_("确认"),
        intro=_("系统里已有的记录不用再传；同一份文件再传，用的还是原来那份。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def figure(request: HttpRequest, label: str, number: str) -> HttpResponse:
    """A number of a period, with its list."""
    on = _row(request, label, number)
    period = LookForm(
        request.GET or None, initial=dict(zip(("begins", "ends"), this_year(), strict=True))
    )
    del period.fields["kind"]
    if not period.is_bound or not period.is_valid():
        return render(
            request, "evidence/period.html", {"on": on, "form": period, "back": _back(on)}
        )
    begins, ends = period.cleaned_data["begins"], period.cleaned_data["ends"]

    def done(form: Any) -> str:
        key = form.cleaned_data["figure"]
        piece = piece_add(
            unit=holder_of(on, request.user), by=request.user, figure=(key, begins, ends)
        )
        use_make(piece, on, by=request.user)
        return _back(on)

    form = FigureForm(posted(request), figures=figures_between(request.user, begins, ends))
    return form_page(
        request, form, _("用期间数字"), done=done, back=_back(on), submit=_("确认"),
        intro=_("数字按您现在看到的记下，连同它的清单网址。"),
    )  # fmt: skip

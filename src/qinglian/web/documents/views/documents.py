"""The list of papers, drafting, one paper with its steps. 文书列表、拟稿、文书页。"""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.drafts import kinds
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.core.wording import step_label
from qinglian.web.documents.content import (
    attached_lines,
    changed_numbers,
    citations,
    gaps,
    laid,
)
from qinglian.web.documents.desk import waiting_papers
from qinglian.web.documents.forms import PeriodForm
from qinglian.web.documents.models import Document
from qinglian.web.documents.printing.fields import day_text
from qinglian.web.documents.printing.pdf import MAKERS, OFFICE, TYPST, maker
from qinglian.web.documents.services.drafting import (
    content_now,
    document_draft,
    kind_of,
    row_of,
)
from qinglian.web.documents.services.rules import opens, works_on
from qinglian.web.documents.states import OPEN, Status
from qinglian.web.documents.verbs import VERBS, for_another, open_verbs
from qinglian.web.units.scope import reach

LABELS = {name: verb.label for name, verb in VERBS.items()}
OTHERS = {"draft": gettext_lazy("拟稿"), "edit": gettext_lazy("修改")}


def state_q(value: str, user: Any) -> Q:
    """Conditions that are more than a status."""
    if value == "mine":
        return Q(pk__in=waiting_papers(user).values("pk"))
    return {"open": Q(status__in=OPEN), "drafted": Q(drafter=user)}[value]


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """All papers one may see."""
    only(opens(request.user))
    return Listing(
        request,
        Document.objects.visible_to(request.user).select_related("unit", "drafter"),
        title=_("文书"),
        intro=_("都是代拟稿：不套红、不编号、不用印；文号由办公系统给，登记在这里。"),
        columns=[
            Column(
                "title", _("标题"), value=lambda row: mask_text(row.title), link=True, sort="title"
            ),
            Column("kind", _("文种"), value=lambda row: row.kind_title, sort="kind"),
            Column("about_id", _("事项")),
            Column("unit", _("拟稿单位"), sort="unit__name"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("drafted_at", _("拟稿时间"), sort="drafted_at"),
            Column("number", _("发文字号")),
        ],
        search=("title", "public_id", "about_id", "number"),
        filters=[
            Filter("status", _("环节"), Status.choices),
            Filter("kind", _("文种"), [(one.code, one.title) for one in kinds().values()]),
            Filter(
                "state",
                _("情形"),
                [("mine", _("等我办的")), ("open", _("在办")), ("drafted", _("我拟的"))],
                lambda value: state_q(value, request.user),
            ),
        ],
        order="-drafted_at",
        empty=_("还没有文书。在预警、督办等事项的页面上可以拟稿，也可以写汇报、批量拟稿。"),
        actions=[
            (_("拟稿"), reverse("documents:kinds")),
            (_("签字件"), reverse("documents:sheets")),
            (_("批次"), reverse("documents:batches")),
            (_("母版"), reverse("documents:masters")),
        ],
    ).respond()


@require_safe
def kinds_page(request: HttpRequest) -> HttpResponse:
    """Which papers one may draft: about a period at once, about a matter from its page or many at a time."""
    only(reach(request.user, Document.OBJECT, write=True))
    may = [one for one in kinds().values() if kind_of(one.code, request.user)]
    shown = {
        "periods": [one for one in may if not one.of],
        "matters": [one for one in may if one.of],
    }
    return render(request, "documents/kinds.html", shown)


def sheet_of(content: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What the page that looks like the sheet needs."""
    return {
        "said": content,
        "blocks": laid(content),
        "attached": attached_lines(content["attached"]),
        **more,
    }


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Look at what a paper about a matter would say, and draft it."""
    only(reach(request.user, Document.OBJECT, write=True))
    kind = kind_of(code, request.user)
    row = row_of(kind, name, request.user) if kind is not None and kind.of else None
    if kind is None or row is None:
        raise Http404
    try:
        if request.method == "POST":
            made = document_draft(
                kind=code, on=row, by=request.user, site=request.build_absolute_uri("/")[:-1]
            )
            messages.success(request, _("已拟稿，可以修改、下载，改好后提交核稿。"))
            return redirect(made)
        content = content_now(kind, row, request.user)
    except NotAllowed as error:
        messages.error(request, str(error))
        return redirect(row.get_absolute_url())
    before = Document.objects.visible_to(request.user).filter(about_id=row.public_id, kind=code)
    shown = {"kind": kind, "row": row, "before": before[:5], **sheet_of(content)}
    return render(request, "documents/new.html", shown)


@require_http_methods(["GET", "POST"])
def period(request: HttpRequest, code: str) -> HttpResponse:
    """Draft a paper about a period."""
    only(reach(request.user, Document.OBJECT, write=True))
    kind = kind_of(code, request.user)
    if kind is None or kind.of:
        raise Http404

    def done(form: Any) -> Document:
        site = request.build_absolute_uri("/")[:-1]
        return document_draft(kind=code, by=request.user, site=site, **form.cleaned_data)

    return form_page(
        request, PeriodForm(posted(request)), kind.title, done=done, back=reverse("documents:kinds"),
        submit=_("拟稿"), intro=_("起止两天都算在内；数字按您现在能看见的范围取。"),
    )  # fmt: skip


@require_safe
def document(request: HttpRequest, public_id: str) -> HttpResponse:
    """The paper as it looks, what one may do, its steps, versions, sheets."""
    rows = Document.objects.visible_to(request.user).select_related(
        "unit", "drafter", "checker", "signer", "master", "batch"
    )
    found = get_object_or_404(rows, public_id=public_id)
    verbs = open_verbs(found, request.user)
    works = works_on(found, request.user)
    first = [one for one in verbs if one.first and not for_another(found, request.user, one.name)]
    versions = list(found.versions.select_related("by"))
    by = maker()
    return render(
        request,
        "documents/document.html",
        {
            "document": found,
            "first": first,
            "others": [one for one in verbs if one not in first],
            "edits": works and found.status == Status.DRAFT,
            "works": works,
            "steps": [
                {"step": step, "label": step_label(step.verb, LABELS, OTHERS)}
                for step in found.steps.select_related("by", "person").prefetch_related("papers")
            ],
            "versions": versions[::-1],
            "changed": changed_numbers(versions[0].content, found.content),
            "cited": len(citations(found.content)),
            "gaps": gaps(found.content),
            "countersigns": found.countersigns.select_related("unit", "by"),
            "loose": found.sheets.filter(step=None),
            "made_by": MAKERS[by],
            "other_maker": TYPST if by == OFFICE else "",
            "reasons": reach(request.user, Document.OBJECT).reasons(found),
            **sheet_of(
                found.content,
                short_code=found.code,
                date=day_text(found.issued_on),
                unit=found.unit,
            ),
        },
    )


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Say a verb: its form, then the service."""
    if verb not in VERBS:
        raise Http404
    found = get_object_or_404(Document.objects.visible_to(request.user), public_id=public_id)
    chosen = VERBS[verb]
    only(chosen in open_verbs(found, request.user) or request.method == "POST")

    def done(form: Any) -> Document:
        with form.filed(request.user) as papers:
            chosen.call(document=found, by=request.user, papers=papers, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        return found

    form = chosen.form(*sent(request), document=found, user=request.user)
    form.folded = not for_another(found, request.user, verb)
    return form_page(
        request, form, chosen.label, done=done, back=found.get_absolute_url(), submit=chosen.label,
        template="documents/act.html", document=found,
        another=for_another(found, request.user, verb),
    )  # fmt: skip

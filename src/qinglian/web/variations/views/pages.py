"""Variations: the list, one of them, its steps and lines. 变更的页面。"""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.bills.views.bills import why
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted, sent, told
from qinglian.web.core.papers import paper_sent
from qinglian.web.variations.forms import BackForm, LineForm, MoveForm, OpenForm
from qinglian.web.variations.models import Change, Paper, Variation
from qinglian.web.variations.services.lines import EDITS, line_add, line_remove
from qinglian.web.variations.services.lines import POSTS as LINE_POSTS
from qinglian.web.variations.services.moving import (
    SPOKEN,
    allowed,
    scheme_back,
    table_of,
    variation_move,
    variation_open,
)
from qinglian.web.variations.states import FEATURES, LAW, MOVES, Grade, Reason, Rule, Status
from qinglian.web.works.models import Section
from qinglian.web.works.people import posts, reads, sides
from qinglian.web.works.states import Post, Side

HINTS = {
    "survey": gettext_lazy("业主、监理、设计、施工四方都到场，纪要文号和现场照片都要有。"),
    "scheme": gettext_lazy("先批方案，再批费用。重大、较大由有权的主管部门批准，附批准文件。"),
    "order": gettext_lazy("发令后台账按明细调整；没有变更令的量不能计量。"),
}


@require_safe
def variations(request: HttpRequest) -> HttpResponse:
    """All one may see."""
    sections = Section.objects.visible_to(request.user).select_related("project")
    only(reads(request.user))
    speaks = [one for one in sections[:50] if sides(request.user, one) & set(SPOKEN)]
    return Listing(
        request, Variation.objects.visible_to(request.user).select_related("section"),
        title=_("工程变更"),
        intro=_("两条线各自走：设计变更按情形定等级，合同变更按金额定审批权限。"),
        columns=[
            Column("title", _("变更事项"), link=True, sort="title"),
            Column("section", _("标段"), sort="section__name"),
            Column("reason", _("变更原因"), sort="reason"),
            Column("grade", _("设计变更等级"), sort="grade"),
            Column("amount_fen", _("变更金额（元）"), number=True, sort="amount_fen",
                   value=lambda row: f"{row.amount_fen / 100:,.2f}"),
            Column("status", _("环节"), badge=True, sort="status"),
            Column("urgent", _("先实施"), value=ahead),
            Column("number", _("变更令号"), sort="number"),
        ],
        search=("title", "number", "public_id"),
        filters=[
            Filter("section", _("标段"), [(one.public_id, str(one)) for one in sections[:200]], "section__public_id"),
            Filter("status", _("环节"), Status.choices), Filter("reason", _("变更原因"), Reason.choices),
            Filter("grade", _("设计变更等级"), Grade.choices),
            Filter("urgent", _("先实施"), [("True", _("是"))]),
        ],
        order="-at", empty=_("没有工程变更。"),
        actions=[
            (_("提出变更：%(name)s") % {"name": one}, reverse("variations:new", args=(one.public_id,)))
            for one in speaks[:3]
        ],
    ).respond()  # fmt: skip


def ahead(row: Variation) -> Any:
    """Where the papers of urgent work are."""
    if not row.urgent:
        return ""
    return _("已补办") if row.number else _("逾期补办") if row.late else _("补办中")


def seen(request: HttpRequest, public_id: str) -> Section:
    """A section one sees."""
    found: Section = get_object_or_404(
        Section.objects.visible_to(request.user), public_id=public_id
    )
    return found


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Suggest one."""
    section = seen(request, public_id)
    only(sides(request.user, section) & set(SPOKEN))

    def done(form: Any) -> Variation:
        with form.filed(request.user) as papers:
            return variation_open(section=section, by=request.user, papers=papers, **form.said())

    return form_page(
        request, OpenForm(*sent(request)), _("变更建议"), done=done, back=reverse("variations:variations"),
        submit=_("提出"), intro=str(section),
    )  # fmt: skip


def _one(request: HttpRequest, public_id: str) -> Variation:
    rows = Variation.objects.visible_to(request.user).select_related("section__project", "by")
    found: Variation = get_object_or_404(rows, public_id=public_id)
    return found


def edits(found: Variation, user: Any) -> bool:
    """Whether a person works on the lines now."""
    own = sides(user, found.section) & {Side.CONTRACTOR, Side.SUPERVISOR, Side.OWNER}
    return found.status in EDITS and bool(own and posts(user, found.section) & set(LINE_POSTS))


@require_safe
def variation(request: HttpRequest, public_id: str) -> HttpResponse:
    """One variation: both axes, its steps with their days, lines with all three prices."""
    found = _one(request, public_id)
    _levels, approvers, sample = table_of(found.section)
    done = {(one.side, one.post): one for one in found.approvals.select_related("by")}
    steps = list(found.steps.select_related("by").prefetch_related("papers"))
    named = {"suggest": _("变更建议"), "back": _("退回方案审批")}
    backs = {
        Post.ENGINEERING,
        Post.CONTRACTS,
        Post.CHIEF_SUPERVISOR,
        Post.MEASURER,
        Post.CHIEF_ENGINEER,
    }
    verbs = [move for verb, move in MOVES.items() if allowed(found, verb, request.user)]
    return render(
        request, "variations/variation.html",
        {
            "variation": found, "verbs": verbs, "edits": edits(found, request.user),
            "back": found.status in ("scheme", "pricing", "priced")
            and bool(posts(request.user, found.section) & backs),
            "features": [FEATURES[one][1] for one in found.features if one in FEATURES], "law": LAW,
            "approver": found.scheme_by or approvers[found.grade], "sample": sample,
            "who": [
                {"label": f"{Side(side).label} {Post(post).label}", "done": done.get((side, post))}
                for side, post in (found.level or {}).get("who", ())
            ],
            "most": (found.level or {}).get("most_fen"),
            "lines": [_line(one) for one in found.changes.select_related("row", "item")],
            "steps": [
                {
                    "step": one, "label": named.get(one.verb) or MOVES[one.verb].label,
                    "attended": [Side(side).label for side in one.data.get("attended", ())],
                }
                for one in steps
            ],
            "reasons": why(found.section, request.user),
        },
    )  # fmt: skip


def _line(one: Change) -> dict[str, Any]:
    said = one.computed
    return {
        "line": one, "removable": True,
        "prices": [(Rule(rule).label, said.get(rule), rule == one.rule) for rule in Rule.values],
        "similar": said.get("similar_code", ""), "rate": said.get("rate", ""),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """A step."""
    found = _one(request, public_id)
    only(verb in MOVES and (request.method == "POST" or allowed(found, verb, request.user)))
    only(sides(request.user, found.section))

    def done(form: Any) -> Variation:
        with form.filed(request.user) as papers:
            return variation_move(
                variation=found, verb=verb, by=request.user, papers=papers, **form.said()
            )

    form = MoveForm(*sent(request), variation=found, verb=verb)
    return form_page(
        request, form, MOVES[verb].label, done=done, back=found.get_absolute_url(), submit=MOVES[verb].label,
        intro=HINTS.get(verb, ""), template="variations/act.html", variation=found,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Back to the scheme."""
    found = _one(request, public_id)
    only(sides(request.user, found.section))

    def done(form: Any) -> Variation:
        return scheme_back(variation=found, by=request.user, **form.cleaned_data)

    form = BackForm(posted(request), initial={"version": found.version})
    return form_page(request, form, _("退回方案审批"), done=done, back=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a line."""
    found = _one(request, public_id)
    only(edits(found, request.user))

    def done(form: Any) -> Variation:
        return line_add(variation=found, by=request.user, **form.cleaned_data).variation

    form = LineForm(posted(request), section=found.section)
    return form_page(
        request, form, _("加变更明细"), done=done, back=found.get_absolute_url(), submit=_("加上"),
        intro=_("三种单价都算出来留存，按顺序取第一个有的：适用子目、类似子目、定额编制下浮。"),
        template="variations/act.html", variation=found,
    )  # fmt: skip


@require_POST
@told
def line_off(request: HttpRequest, number: int) -> HttpResponseRedirect:
    """Take a line off."""
    rows = Change.objects.filter(variation__in=Variation.objects.visible_to(request.user))
    found = get_object_or_404(rows.select_related("variation__section"), pk=number)
    only(edits(found.variation, request.user))
    return redirect(line_remove(line=found, by=request.user))


@require_safe
def paper(request: HttpRequest, public_id: str) -> FileResponse:
    """A paper of a step."""
    rows = Paper.objects.filter(step__variation__in=Variation.objects.visible_to(request.user))
    found = get_object_or_404(rows.select_related("step__variation"), public_id=public_id)
    return paper_sent(found, of=found.step.variation, by=request.user)

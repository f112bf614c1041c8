"""From approval to archive. 从立项到归档。"""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.core.papers import paper_sent
from qinglian.web.works.forms import ReasonForm
from qinglian.web.works.lifecycle import DOUBTS, codes, guard_of, guards_of, kinds
from qinglian.web.works.models import Node, NodePaper, Project, Section
from qinglian.web.works.place_forms import NodeForm
from qinglian.web.works.services.nodes import enters, node_reach, node_withdraw
from qinglian.web.works.views.pages import _project, why


def seen_nodes(request: HttpRequest, project: Project) -> Any:
    """Nodes of the project and of the sections that one sees."""
    sections = Section.objects.visible_to(request.user).filter(project=project)
    rows = Node.objects.filter(project=project).select_related("section", "by", "withdrawn_by")
    return rows.filter(section__in=sections) | rows.filter(section=None)


@require_safe
def node_kind(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    """One node: what stands, with papers and marks; what was withdrawn, and why; what the law asks of it."""
    project = _project(request, public_id)
    if code not in codes(project.template):
        raise Http404
    kind = kinds()[code]
    rows = seen_nodes(request, project).filter(code=code).prefetch_related("papers")
    asked = [
        {"text": _guard(one), "law": one.law, "doubts": one.kind == DOUBTS}
        for one in guards_of(project.template, code)
    ]
    return render(
        request, "works/node.html",
        {
            "project": project, "kind": kind, "asked": asked,
            "rows": [
                {"node": one, "marks": [_mark(project, key) for key in one.doubts]}
                for one in rows.order_by("withdrawn_at", "on", "pk")
            ],
            "enters": not kind.given and enters(request.user, project, kind),
            "done": not kind.of_section and rows.filter(withdrawn_at=None).exists(),
            "reasons": why(project, request.user),
        },
    )  # fmt: skip


def _guard(guard: Any) -> str:
    name = kinds()[guard.other].name
    if guard.without:
        return _("没有“%(other)s”") % {"other": name}
    if guard.over:
        return _("金额不超过“%(other)s”的 %(percent)s%%") % {
            "other": name, "percent": f"{100 * (1 + guard.share):.0f}",
        }  # fmt: skip
    if guard.within:
        return _("不晚于“%(other)s”后 %(n)d 个月") % {"other": name, "n": guard.within}
    if guard.months:
        return _("“%(other)s”后满 %(n)d 个月") % {"other": name, "n": guard.months}
    if guard.days:
        return _("“%(other)s”后满 %(n)d 日") % {"other": name, "n": guard.days}
    return _("先有“%(other)s”") % {"other": name}


def _mark(project: Project, key: str) -> dict[str, str]:
    guard = guard_of(project.template, key)
    return {"text": _guard(guard), "law": guard.law} if guard else {"text": key, "law": ""}


@require_http_methods(["GET", "POST"])
def node_new(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    """Enter a node."""
    project = _project(request, public_id)
    if code not in codes(project.template) or kinds()[code].given:
        raise Http404
    kind = kinds()[code]
    only(enters(request.user, project, kind))
    sections = Section.objects.visible_to(request.user).filter(project=project)

    def done(form: Any) -> Project:
        with form.filed(request.user) as papers:
            node_reach(project=project, code=code, by=request.user, papers=papers, **form.said())
        return project

    form = NodeForm(*sent(request), kind=kind, sections=sections)
    return form_page(
        request, form, _("登记“%(node)s”") % {"node": kind.name}, done=done, back=project.get_absolute_url(),
        intro=project.name, submit=_("登记"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def node_back(request: HttpRequest, public_id: str, node: str) -> HttpResponse:
    """Withdraw a node."""
    project = _project(request, public_id)
    found = get_object_or_404(seen_nodes(request, project), public_id=node)
    kind = kinds()[found.code]
    only(enters(request.user, project, kind, found.section))

    def done(form: Any) -> Project:
        node_withdraw(node=found, by=request.user, **form.cleaned_data)
        return project

    return form_page(
        request, ReasonForm(posted(request)), _("撤回“%(node)s”") % {"node": kind.name}, done=done,
        back=project.get_absolute_url(), intro=_("撤回的留有记录；再登记是新的一条。"), submit=_("撤回"),
    )  # fmt: skip


@require_safe
def paper(request: HttpRequest, public_id: str) -> FileResponse:
    """The paper of a node, for whoever sees the node."""
    found = get_object_or_404(
        NodePaper.objects.select_related("step__project"), public_id=public_id
    )
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=found.step.project_id)
    get_object_or_404(seen_nodes(request, project), pk=found.step_id)
    return paper_sent(found, of=project, by=request.user)

"""Lists: all of them, one with its versions, and what is done with a version. 清单的页面。"""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.core.papers import paper_sent
from qinglian.web.core.wording import step_label
from qinglian.web.duties.item_words import DUTY_FIELDS, NAMES, fields_of, says, type_name
from qinglian.web.duties.kinds import Holder, ListKind, VersionStatus
from qinglian.web.duties.lint import faults
from qinglian.web.duties.lint_words import explained
from qinglian.web.duties.list_forms import (
    DraftForm,
    IssueForm,
    ListCorrectForm,
    ListForm,
    ReasonForm,
)
from qinglian.web.duties.list_queries import list_period, state_q, with_versions
from qinglian.web.duties.list_states import LIST_STEPS
from qinglian.web.duties.models import DutyList, Item, ListPaper, ListVersion, Programme, Sending
from qinglian.web.duties.services.list_rules import issues, makes, owner_units
from qinglian.web.duties.services.lists import (
    list_correct,
    list_make,
    version_draft,
    version_drop,
    version_issue,
)
from qinglian.web.duties.views.programmes import owners
from qinglian.web.duties.views.sendings import may_prepare, versions_of
from qinglian.web.units.scope import reach


def seen_list(request: HttpRequest, public_id: str) -> DutyList:
    """One that this person reads."""
    rows = DutyList.objects.visible_to(request.user)
    rows = rows.select_related("owner_unit", "programme", "action", "rolled_from", "made_by")
    return get_object_or_404(rows, public_id=public_id)


def writable_list(request: HttpRequest, public_id: str) -> DutyList:
    """One in which this person writes."""
    found = seen_list(request, public_id)
    only(makes(found, request.user))
    return found


def chosen_version(request: HttpRequest, of: DutyList) -> ListVersion:
    """The one that the address names, else the draft, else the newest."""
    number = request.GET.get("v", "")
    rows = of.versions.select_related("made_by", "issued_by")
    if number.isdigit():
        return get_object_or_404(rows, number=int(number))
    found = rows.order_by("-number").first()
    assert found is not None
    return found


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """All lists one sees, by kind, holder and body."""
    only(reach(request.user, DutyList.OBJECT))
    rows = with_versions(DutyList.objects.visible_to(request.user)).select_related(
        "owner_unit", "programme"
    )
    actions = [(_("清单模板"), reverse("duties:samples"))]
    if owner_units(request.user).exists():
        actions.insert(0, (_("建清单"), reverse("duties:list_new")))
    years = sorted({one for one in rows.values_list("year", flat=True) if one}, reverse=True)
    return Listing(
        request,
        rows,
        title=pgettext("list", "清单"),
        intro=_("一项一项写明做到什么、谁来做、怎么看做到没有；印发后不改，改就出新版。"),
        columns=[
            Column("title", _("清单名称"), link=True, sort="title"),
            Column("kind", _("种类"), sort="kind"),
            Column("holder", _("责任主体"), sort="holder"),
            Column("owner_unit", _("制定单位"), sort="owner_unit__name"),
            Column("items_number", _("事项数"), sort="items_number", number=True),
            Column("last", _("版本"), sort="last", number=True),
            Column("stands", _("状态"), value=lambda row: VersionStatus(row.stands).label, sort="stands"),
        ],
        search=("title", "public_id", "owner_unit__name", "programme__title"),
        filters=[
            Filter("kind", _("种类"), ListKind.choices),
            Filter("holder", _("责任主体"), Holder.choices),
            Filter("owner", _("制定单位"), owners(rows), "owner_unit__code"),
            Filter("year", _("年度"), [(str(one), one) for one in years]),
            Filter(
                "state", _("情形"),
                [("draft", _("起草中")), ("in_force", _("施行中")), ("never", _("还没印发过")),
                 ("template", _("本地模板"))],
                state_q,
            ),
            *list_period(request),
        ],
        order="-made_at",
        empty=_("还没有清单。"),
        actions=actions,
    ).respond()  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """An empty list."""
    only(owner_units(request.user).exists())
    programme = Programme.objects.visible_to(request.user).filter(
        public_id=request.GET.get("programme", "")
    ).first()  # fmt: skip

    def done(form: Any) -> DutyList:
        return list_make(by=request.user, **form.cleaned_data)

    first = {"programme": programme, "owner_unit": programme.owner_unit} if programme else {}
    form = ListForm(posted(request), user=request.user, initial=first)
    return form_page(
        request, form, _("建清单"), done=done, back=reverse("duties:lists"), submit=_("建清单"),
        intro=_("也可以从模板建，见“清单模板”。"),
    )  # fmt: skip


@require_safe
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """A list in one of its versions: items with their faults, versions, what one may do."""
    found = seen_list(request, public_id)
    version = chosen_version(request, found)
    versions = list(found.versions.select_related("made_by", "issued_by"))
    rows = [_shown(item, found.kind) for item in version.items.prefetch_related("clauses")]
    drafting = version.status == VersionStatus.DRAFT
    writes = makes(found, request.user)
    grave = sum(one.fault.grave for row in rows for one in row["faults"])
    mine = (
        version.made_by_id == request.user.pk
        or version.items.filter(changed_by=request.user).exists()
    )
    return render(
        request,
        "duties/list.html",
        {
            "list": found,
            "version": version,
            "versions": versions,
            "before": version.before,
            "items": rows,
            "grave": grave,
            "advice": sum(len(row["faults"]) for row in rows) - grave,
            "draft": next((one for one in versions if one.status == VersionStatus.DRAFT), None),
            "drafting": drafting,
            "writes": writes,
            "edits": writes and drafting,
            "issues": drafting and issues(found, request.user) and not mine,
            "sends": not drafting
            and may_prepare(request.user)
            and versions_of(request.user).filter(pk=version.pk).exists(),
            "sendings": Sending.objects.visible_to(request.user).filter(of__of=found)
            .select_related("giver_unit", "of").order_by("-made_at")[:10],
            "duties": found.kind in (ListKind.DUTY, ListKind.TASK),
            "template_name": type_name(found.template_for),
            "steps": [
                {"step": one, "label": step_label(one.verb, LIST_STEPS, {})}
                for one in found.steps.select_related("by", "version_of").prefetch_related("papers")
                .order_by("-at", "-pk")[:40]
            ],
            "reasons": reach(request.user, DutyList.OBJECT).reasons(found),
        },
    )  # fmt: skip


def _shown(item: Item, kind: str) -> dict[str, Any]:
    """An item for its page: its four, its other fields, its faults."""
    told = [(one, NAMES[one], says(item, one)) for one in fields_of(kind)]
    return {
        "item": item,
        "four": [row for row in told if row[0] in DUTY_FIELDS],
        "more": [row for row in told if row[0] not in DUTY_FIELDS and row[2]],
        "faults": explained(faults(item, kind)),
        "clauses": list(item.clauses.all()),
    }


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it is called and where it belongs."""
    found = writable_list(request, public_id)

    def done(form: Any) -> DutyList:
        return list_correct(of=found, by=request.user, **form.cleaned_data)

    first = {
        "title": found.title, "holder": found.holder, "year": found.year, "programme": found.programme,
        "action": found.action, "template_for": found.template_for, "seen": found.version,
    }  # fmt: skip
    form = ListCorrectForm(posted(request), user=request.user, initial=first)
    return form_page(request, form, _("改清单信息"), done=done, back=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin a new version."""
    found = writable_list(request, public_id)

    def done(form: Any) -> DutyList:
        version_draft(of=found, by=request.user, **form.said())
        return found

    form = DraftForm(posted(request), row=found)
    return form_page(
        request, form, _("起草新版"), done=done, back=found.get_absolute_url(), submit=_("起草新版"),
        intro=_("在现行版的基础上逐项改；现行版一直有效，到新版施行那天为止。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the draft up."""
    found = writable_list(request, public_id)
    version = found.draft
    only(version is not None or request.method == "POST")

    def done(form: Any) -> DutyList:
        return version_drop(version=version or found.newest, by=request.user, **form.said())

    form = ReasonForm(posted(request), row=found)
    return form_page(request, form, _("撤销草稿"), done=done, back=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, public_id: str) -> HttpResponse:
    """Issue what somebody else wrote."""
    found = seen_list(request, public_id)
    only(issues(found, request.user))
    version = found.draft
    only(version is not None or request.method == "POST")

    def done(form: Any) -> DutyList:
        with form.filed(request.user) as papers:
            version_issue(version or found.newest, by=request.user, papers=papers, **form.said())
        messages.success(request, _("已印发。"))
        return found

    first = {"why": version.why if version else ""}
    form = IssueForm(*sent(request), row=found, initial=first)
    return form_page(
        request, form, _("印发"), done=done, back=found.get_absolute_url(), submit=_("印发"),
        intro=_("印发后这一版不能再改；起草人不能印发。"),
    )  # fmt: skip


@require_safe
def paper(request: HttpRequest, public_id: str) -> FileResponse:
    """One paper one may see."""
    rows = ListPaper.objects.visible_to(request.user).select_related("step__of")
    found = get_object_or_404(rows, public_id=public_id)
    return paper_sent(found, of=found.step.of, by=request.user)

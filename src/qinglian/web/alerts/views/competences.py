"""Which body regulates what, where nobody does, and how that is set. 主管部门页面。"""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.accounts.roles import Role
from qinglian.web.alerts import competence_book as book
from qinglian.web.alerts.competence import gaps, sees_competences
from qinglian.web.alerts.competence_forms import BringForm, CompetenceForm, EndForm
from qinglian.web.alerts.models import Competence
from qinglian.web.alerts.services.competence import competence_end, competence_set
from qinglian.web.core.exports import XLSX
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.runs.words import field_name, pack_choices, pack_name
from qinglian.web.units.reading import read_table
from qinglian.web.units.scope import roles_of

SALT = "qinglian.competences"


def state_q(value: str) -> Q:
    """Holds today, is to come, is over."""
    today = timezone.localdate()
    return {
        "held": Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gt=today)),
        "coming": Q(valid_from__gt=today),
        "ended": Q(valid_to__lte=today),
    }[value]


@require_safe
def competences(request: HttpRequest) -> HttpResponse:
    """Who is first addressed, for which field and which bodies; above it where nobody is."""
    only(sees_competences(request.user))
    sets = Role.SYSTEM_ADMIN in roles_of(request.user)
    without = [
        {
            "pack": one.pack,
            "name": pack_name(one.pack),
            "tops": one.tops[:8],
            "more": max(0, len(one.tops) - 8),
            "bodies": one.bodies,
        }
        for one in gaps(timezone.localdate())
    ]
    actions = [
        (_("确定主管部门"), reverse("alerts:competence_new")),
        (_("从 Excel 导入"), reverse("alerts:competence_import")),
    ]
    return Listing(
        request,
        Competence.objects.select_related("within", "authority"),
        title=_("主管部门"),
        intro=_("预警先给这个领域的主管部门。编号细的优先，再看离得近的；没有主管部门的，给责任单位。"),
        columns=[
            Column("field", _("规则包或规则"), value=lambda row: field_name(row.field), link=True, sort="field"),
            Column("within", _("范围（及其下属）"), sort="within__name"),
            Column("authority", _("主管部门"), sort="authority__name"),
            Column("valid_from", _("自"), sort="valid_from"),
            Column("last_day", _("至"), sort="valid_to"),
        ],
        search=("field", "within__name", "within__code", "authority__name", "authority__code"),
        filters=[
            Filter(
                "state",
                _("状态"),
                [("held", _("现行")), ("coming", _("未到起始日")), ("ended", _("已终止"))],
                state_q,
            )
        ],
        order="field",
        empty=_("还没有确定任何主管部门：预警都直接给责任单位。"),
        actions=actions if sets else [],
        context={"gaps": without, "sets": sets},
        template="alerts/competences.html",
    ).respond()  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Say who regulates a field, or that it is another body from a day on."""
    only(Role.SYSTEM_ADMIN in roles_of(request.user))

    def done(form: Any) -> Competence:
        made = competence_set(by=request.user, **form.cleaned_data)
        messages.success(request, _("已确定。已经产生的预警不变。"))
        return made

    field, within = (request.GET.get(name, "") for name in ("field", "within"))
    of_pack = field in dict(pack_choices())
    asked = {"field" if of_pack else "rules": field, "within": within}
    return form_page(
        request, CompetenceForm(posted(request), initial=asked), _("确定主管部门"), done=done,
        back=reverse("alerts:competences"), submit=_("确定"),
        intro=_("已有主管部门的，原来的到起始日期为止。已经产生的预警不变，推送时可以另选。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def competence(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them with its history; the form that ends it."""
    only(sees_competences(request.user))
    found = get_object_or_404(Competence.objects.select_related("within", "authority"), pk=pk)
    sets = Role.SYSTEM_ADMIN in roles_of(request.user)
    only(sets or request.method != "POST")
    today = timezone.localdate()

    def done(form: Any) -> str:
        competence_end(competence=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("已终止。"))
        return reverse("alerts:competences")

    open_ = found.valid_to is None or found.valid_to > today
    return form_page(
        request, EndForm(posted(request)), _("主管部门：%(field)s") % {"field": field_name(found.field)},
        done=done, back=reverse("alerts:competences"), template="alerts/competence.html", found=found,
        ends=sets and open_, open=open_,
    )  # fmt: skip


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    only(Role.SYSTEM_ADMIN in roles_of(request.user))
    response = HttpResponse(book.template_book(), content_type=XLSX)
    response["Content-Disposition"] = "attachment; filename=qinglian-authorities.xlsx"
    return response


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Send a workbook; see what each row would change; then do all of it or nothing."""
    only(Role.SYSTEM_ADMIN in roles_of(request.user))
    if "rows" in request.POST:
        return _apply(request)
    form = BringForm(posted(request), request.FILES or None)
    context: dict[str, Any] = {"form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                rows = read_table(form.cleaned_data["file"].read(), book.COLUMNS)
                said = {"rows": rows, "reason": form.cleaned_data["reason"]}
                context |= _preview(rows) | {
                    "packed": signing.dumps(said, salt=SALT, compress=True)
                }
                status = 200
            except NotAllowed as error:
                messages.error(request, str(error))
    return render(request, "alerts/competence_import.html", context, status=status)


def _preview(rows: list[dict[str, Any]]) -> dict[str, Any]:
    planned = book.plan(rows)
    wrong = [one for one in planned if one.wrong]
    return {
        "planned": planned,
        "wrong": len(wrong),
        "changes": 0 if wrong else sum(not one.same for one in planned),
    }


def _apply(request: HttpRequest) -> HttpResponse:
    try:
        said = signing.loads(request.POST["rows"], salt=SALT, max_age=3600)
    except signing.BadSignature:
        messages.warning(request, _("预览已过期，请重新上传。"))
        return redirect("alerts:competence_import")
    number = 0
    try:
        with transaction.atomic():
            for one in book.plan(said["rows"]):
                if one.wrong:
                    raise NotAllowed(
                        _("第 %(row)d 行：%(why)s") % {"row": one.number, "why": one.wrong}
                    )
                if not one.same:
                    number += 1
                    competence_set(
                        field=one.field, within=one.within, authority=one.authority,
                        valid_from=one.valid_from, by=request.user, reason=said["reason"],
                    )  # fmt: skip
    except (NotAllowed, Overtaken) as error:
        messages.warning(request, str(error))
        return redirect("alerts:competence_import")
    text = ngettext("已导入 %(n)d 项。", "已导入 %(n)d 项。", number) % {"n": number}
    messages.success(request, text)
    return redirect("alerts:competences")

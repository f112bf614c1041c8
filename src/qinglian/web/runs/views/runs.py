"""Runs: what was asked, how far it could be, what came out. 运行页面。"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.core.wording import listed
from qinglian.web.runs.forms import RunForm
from qinglian.web.runs.models import Plan, Run, Signal
from qinglian.web.runs.queries import overdue
from qinglian.web.runs.services.running import run_start
from qinglian.web.runs.words import pack_name, said, table_name, told
from qinglian.web.units.scope import reach


def _packs(row: Run) -> str:
    return listed(pack_name(name) for name in row.packs) or _("全部")


@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """All runs, and the plans they follow."""
    only(reach(request.user, "run"))
    actions = []
    if reach(request.user, "run", write=True):
        actions = [
            (_("现在运行"), reverse("runs:run_new")),
            (_("新的运行计划"), reverse("runs:plan_new")),
        ]
    actions.append((_("规则目录"), reverse("runs:rules")))
    return Listing(
        request,
        Run.objects.visible_to(request.user).select_related("unit", "by", "plan"),
        title=pgettext("list", "运行"),
        intro=_(
            "一次运行把选定的规则问一遍在用的数据；卡片、参数、数据摘要随运行留存，任何人可以重算。"
        ),
        columns=[
            Column("public_id", _("编号"), link=True),
            Column("packs", _("规则包"), value=_packs),
            Column("plan", _("计划")),
            Column("as_of", _("截至日"), sort="as_of"),
            Column("queued_at", _("发起时间"), sort="queued_at"),
            Column("by", _("发起人")),
            Column("status", _("状态"), badge=True, sort="status"),
        ],
        search=("public_id", "plan__title"),
        filters=[Filter("status", _("状态"), Run.Status.choices)],
        order="-queued_at",
        empty=_("还没有运行过。先装载数据，再从“现在运行”开始。"),
        actions=actions,
        context={
            "plans": Plan.objects.visible_to(request.user),
            "own_plans": set(Plan.objects.writable_by(request.user).values_list("pk", flat=True)),
        },
        template="runs/runs.html",
    ).respond()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask rules now."""
    only(reach(request.user, "run", write=True))
    return form_page(
        request,
        RunForm(posted(request), user=request.user),
        _("现在运行"),
        done=lambda form: run_start(
            unit=form.cleaned_data["unit"],
            packs=form.cleaned_data["packs"],
            as_of=form.cleaned_data["as_of"],
            by=request.user,
        ),
        back=reverse("runs:runs"),
        submit=_("开始"),
    )


@require_safe
def run(request: HttpRequest, public_id: str) -> HttpResponse:
    """One run: progress while it goes, then each rule with how far it could be asked."""
    found = get_object_or_404(
        Run.objects.visible_to(request.user).select_related("unit", "by"), public_id=public_id
    )
    asked = list(found.asked_rules.defer("card"))
    answered = [one for one in asked if one.asked or one.trouble]
    context = {
        "run": found,
        "trouble": told(found, "trouble"),
        "packs": _packs(found),
        "busy": found.status in (Run.Status.QUEUED, Run.Status.RUNNING),
        "step": {"open": _("打开数据"), "ask": _("逐条问规则"), "store": _("存下结果")}.get(
            found.step, ""
        ),
        "answered": sorted(answered, key=lambda one: (-one.flagged, one.rule_id)),
        "silent": len(asked) - len(answered),
        "reviews": [one for one in asked if one.review],
        "totals": {
            name: sum(getattr(one, name) for one in asked)
            for name in ("asked", "decided", "undecided")
        },
        "notes": [said(text) for text in found.notes],
        "completeness": [
            {
                "of_table": table_name(one["table"]),
                "in_table": table_name(one["of"]),
                "rows": one["rows"],
                "without": one["without"],
                "share": one["without"] / one["rows"] if one["rows"] else None,
            }
            for one in found.completeness
        ],
        "overdue": overdue(request.user) if found.trouble else (),
        "reasons": reach(request.user, "run").reasons(found),
    }
    part = request.htmx and request.htmx.target == "run"
    return render(request, "runs/run_state.html" if part else "runs/run.html", context)


@require_safe
def rule(request: HttpRequest, public_id: str, rule_id: str) -> HttpResponse:
    """One rule of one run: the card as it stood, how far it could be asked, what was missing."""
    found = get_object_or_404(Run.objects.visible_to(request.user), public_id=public_id)
    asked = get_object_or_404(found.asked_rules, rule_id=rule_id)
    missing = [
        {**one, "table": table_name(one["table"]), "text": said(one)} for one in asked.missing
    ]
    signals = Signal.objects.visible_to(request.user).filter(rule_id=rule_id, gone_at=None)
    return render(
        request,
        "runs/rule.html",
        {
            "run": found,
            "rule": asked,
            "trouble": told(asked, "trouble"),
            "missing": missing,
            "signals": signals.count(),
        },
    )

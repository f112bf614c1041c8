"""Rules: the catalogue, and each rule as it stands here. 规则目录与规则页。"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.engine.params import is_dated
from qinglian.model.rule import Rule
from qinglian.web.core.listing import Column, Filter
from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.runs.catalogue import Line, RuleListing, lines
from qinglian.web.runs.models import Change, Signal
from qinglian.web.runs.params import check_of, on_card, rule_of, spoken
from qinglian.web.runs.queries import last_asked, last_asked_of
from qinglian.web.runs.rule_forms import ParamsForm
from qinglian.web.runs.services.changes import PROPOSING, change_in_force, change_propose
from qinglian.web.runs.views.signals import LEVELS, LevelColumn, level_name
from qinglian.web.runs.words import pack_choices, pack_name, said
from qinglian.web.units.scope import reach, roles_of

STATUSES = [
    ("stable", gettext_lazy("正式")),
    ("trial", gettext_lazy("试行")),
    ("draft", gettext_lazy("草稿")),
    ("retired", gettext_lazy("已停用")),
]
YES = [("yes", gettext_lazy("有")), ("no", gettext_lazy("没有"))]


def may_read(user: Any) -> bool:
    """Whoever reads alerts, leads or runs reads the rules behind them; a rule is no secret."""
    return any(reach(user, kind) for kind in ("run", "signal", "alert"))


def may_propose(user: Any) -> bool:
    """Who may propose other parameters."""
    return bool(roles_of(user) & PROPOSING and reach(user, Change.OBJECT, write=True))


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The catalogue."""
    only(may_read(request.user))
    asked = last_asked(request.user)

    def figure(name: str) -> Any:
        return lambda row: getattr(row.asked, name) if row.asked else None

    return RuleListing(
        request,
        lines(asked),  # type: ignore[arg-type]
        title=_("规则目录"),
        intro=_("每条规则问什么、凭哪部法、参数是多少；问到、疑点取自您可见的最近一次运行。"),
        columns=[
            Column("rule_id", _("编号"), sort="rule_id"),
            Column("name", _("规则"), link=True, sort="name"),
            Column("pack", _("规则包"), value=lambda row: pack_name(row.pack), sort="pack"),
            LevelColumn("severity", _("级别"), badge=True, sort="place"),
            Column("status", _("状态"), value=lambda row: dict(STATUSES)[row.status]),
            Column("overlaid", _("本地参数"), value=_overlaid),
            Column("asked", _("问到"), value=figure("asked"), number=True),
            Column("flagged", _("疑点"), value=figure("flagged"), number=True, sort="flagged"),
        ],
        search=("rule_id", "name"),
        filters=[
            Filter("pack", _("规则包"), pack_choices()),
            Filter("severity", _("级别"), LEVELS),
            Filter("status", _("状态"), STATUSES),
            Filter("overlaid", _("本地参数"), YES),
            Filter("review", _("规则复核"), [("yes", _("规则待复核"))]),
        ],
        order="rule_id",
        actions=[(_("参数调整"), reverse("runs:changes"))] if reach(request.user, "run") else [],
    ).respond()


def _overlaid(row: Line) -> str:
    return _("有") if row.overlaid else ""


@require_safe
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule: its law, its numbers, what is laid over them here, what it last found, how it was changed."""
    only(may_read(request.user))
    found = _rule(rule_id)
    standing = change_in_force(rule_id)
    sees = reach(request.user, "run")
    history = Change.objects.visible_to(request.user).filter(rule_id=rule_id)
    leads = Signal.objects.visible_to(request.user).filter(rule_id=rule_id, gone_at=None)
    return render(
        request,
        "runs/card.html",
        {
            "rule": found,
            "name": said(found.card.name),
            "asks": said(check_of(found).title),
            "pack": pack_name(found.pack),
            "level": level_name(found.card.severity),
            "status": dict(STATUSES)[found.card.status],
            "meaning": said(found.card.meaning) if found.card.meaning else "",
            "exceptions": [said({"zh": one.zh, "en": one.en}) for one in found.card.exceptions],
            "params": _params(found, standing.params if standing else {}),
            "standing": standing,
            "linked": bool(standing and history.filter(pk=standing.pk).exists()),
            "sees": sees,
            "history": history.select_related("by", "approved_by"),
            "open": history.filter(status__in=("proposed", "simulated")).first(),
            "proposes": may_propose(request.user),
            "asked": last_asked_of(request.user, rule_id) if sees else None,
            "leads": leads.count() if reach(request.user, "signal") else None,
        },
    )


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Propose other parameters."""
    if not may_propose(request.user):
        raise PermissionDenied(_("您的角色不办理这件事。"))
    found = _rule(rule_id)
    standing = change_in_force(rule_id)
    form = ParamsForm(
        posted(request), rule=found, user=request.user, standing=standing.params if standing else {}
    )
    return form_page(
        request,
        form,
        _("调整参数：%(rule)s %(name)s") % {"rule": rule_id, "name": said(found.card.name)},
        done=lambda form: change_propose(
            rule_id=rule_id,
            params=form.params(),
            unit=form.cleaned_data["unit"],
            by=request.user,
            reason=form.cleaned_data["reason"],
        ),
        back=reverse("runs:rule", args=(rule_id,)),
        submit=_("提出并试算"),
        intro=_("先在现有数据上试算，再由另一个人批准；批准后从下一次运行起用。"),
    )


def _rule(rule_id: str) -> Rule:
    found = rule_of(rule_id)
    if found is None:
        raise Http404
    return found


def _params(found: Rule, standing: dict[str, Any]) -> list[dict[str, Any]]:
    """Each parameter with what the card says, dated where it is, and what is laid over it here."""
    rows = []
    card = on_card(found)
    for name, spec in check_of(found).params.items():
        here = standing.get(name)
        rows.append(
            {
                "label": said(spec.text),
                "values": _values(card[name]),
                "here": _values(here) if name in standing else [],
            }
        )
    return [row for row in rows if row["here"] or any(one["value"] for one in row["values"])]


def _values(value: Any) -> list[dict[str, str]]:
    if is_dated(value):
        return [
            {
                "value": spoken(one["value"]),
                "since": one["from"],
                "basis": one.get("basis") or "",
            }
            for one in value
        ]
    return [{"value": spoken(value), "since": "", "basis": ""}]

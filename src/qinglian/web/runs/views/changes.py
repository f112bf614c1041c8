"""Changes of parameters: tried, agreed to, ended. 参数调整页面。"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted, told
from qinglian.web.runs import words
from qinglian.web.runs.forms import ReasonForm
from qinglian.web.runs.models import Change, Tried
from qinglian.web.runs.params import check_of, on_card, rule_of, spoken
from qinglian.web.runs.services.changes import (
    APPROVING,
    PROPOSING,
    change_approve,
    change_end,
    change_refuse,
    change_simulate,
    stale,
)
from qinglian.web.runs.words import english, rule_name, said
from qinglian.web.units.scope import reach, roles_of

S = Change.Status
EXAMPLES = 5
"""Leads shown of each kind that matters."""


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """All changes one may see."""
    only(reach(request.user, "run"))
    return Listing(
        request,
        Change.objects.visible_to(request.user).select_related("unit", "by", "approved_by"),
        title=_("参数调整"),
        intro=_("调整规则参数要两个人：一人提出，在现有数据上试算，另一人批准。"),
        columns=[
            Column("public_id", _("编号"), link=True),
            Column(
                "rule",
                _("规则"),
                value=lambda row: f"{row.rule_id} {rule_name(row.rule_id)}",
                sort="rule_id",
            ),
            Column("unit", _("提出单位"), sort="unit__name"),
            Column("by", _("提出人")),
            Column("at", _("提出时间"), sort="at"),
            Column("approved_by", _("批准人")),
            Column("status", _("状态"), badge=True, sort="status"),
        ],
        search=("public_id", "rule_id", "reason"),
        filters=[Filter("status", _("状态"), S.choices)],
        order="-at",
        empty=_("还没有调整过参数：所有规则都按规则卡问。"),
        actions=[(_("规则目录"), reverse("runs:rules"))],
    ).respond()


@require_safe
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """One change: what is to be other, what it would do, who agreed."""
    found = _visible(request, public_id)
    user, roles = request.user, roles_of(request.user)
    rows = Tried.objects.visible_to(user).filter(change=found)
    busy = found.status == S.PROPOSED and not found.trouble
    context = {
        "change": found,
        "name": rule_name(found.rule_id),
        "params": _compared(found),
        "busy": busy,
        "trouble": words.told(found, "trouble"),
        "counts": _counts(found),
        "whats": Tried.What.choices,
        "totals": _totals(rows),
        "by_unit": _table(rows, "unit__name", "unit_text"),
        "by_month": _table(rows, "month"),
        "examples": _examples(rows),
        "stale": found.status == S.SIMULATED and stale(found),
        "approves": found.status == S.SIMULATED and roles & APPROVING and found.by_id != user.pk,
        "own": found.status == S.SIMULATED and found.by_id == user.pk,
        "again": found.status in (S.PROPOSED, S.SIMULATED)
        and not busy
        and roles & (PROPOSING | APPROVING),
        "refuses": found.status in (S.PROPOSED, S.SIMULATED)
        and (roles & APPROVING or (found.by_id == user.pk and roles & PROPOSING)),
        "ends": _may_end(found, user, roles),
        "reasons": reach(user, "run").reasons(found),
    }
    part = request.htmx and request.htmx.target == "change"
    return render(request, "runs/change_state.html" if part else "runs/change.html", context)


@require_POST
@told
def simulate(request: HttpRequest, public_id: str) -> HttpResponse:
    """Try it again."""
    found = _acting(request, public_id, PROPOSING | APPROVING)
    return redirect(change_simulate(change=found, by=request.user))


@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, public_id: str) -> HttpResponse:
    """Agree."""
    found = _acting(request, public_id, APPROVING)
    return _reasoned(
        request, found, _("批准参数调整"), _("批准"), change_approve,
        _("批准后从下一次运行起用；以前的运行不变。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, public_id: str) -> HttpResponse:
    """Do not agree, or take it back."""
    found = _acting(request, public_id, PROPOSING | APPROVING)
    return _reasoned(request, found, _("不同意参数调整"), _("不同意"), change_refuse)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask to take it out of force, or agree to that."""
    found = _acting(request, public_id, PROPOSING | APPROVING)
    return _reasoned(
        request, found, _("停用参数调整"), _("停用"), change_end,
        _("停用后按规则卡的参数问；一人提出，另一人同意。") + found.end_reason,
    )  # fmt: skip


def _reasoned(
    request: HttpRequest,
    found: Change,
    title: str,
    submit: str,
    verb: Callable[..., Change],
    intro: str = "",
) -> HttpResponse:
    return form_page(
        request,
        ReasonForm(posted(request)),
        f"{title} {found.public_id}",
        done=lambda form: verb(change=found, by=request.user, reason=form.cleaned_data["reason"]),
        back=found.get_absolute_url(),
        submit=submit,
        intro=intro,
    )


def _visible(request: HttpRequest, public_id: str) -> Change:
    return get_object_or_404(
        Change.objects.visible_to(request.user).select_related(
            "unit", "by", "approved_by", "refused_by", "end_asked_by", "ended_by"
        ),
        public_id=public_id,
    )


def _acting(request: HttpRequest, public_id: str, roles: frozenset[str]) -> Change:
    found = _visible(request, public_id)
    only(roles_of(request.user) & roles)
    return found


def _may_end(found: Change, user: Any, roles: set[str]) -> bool:
    if found.status != S.APPROVED:
        return False
    if found.end_asked_by_id is None:
        return bool(roles & (PROPOSING | APPROVING))
    return bool(roles & APPROVING) and found.end_asked_by_id != user.pk


def _compared(found: Change) -> list[dict[str, str]]:
    """Each parameter that is to be other: what the card says, what is proposed."""
    rule = rule_of(found.rule_id)
    if rule is None:
        return [
            {"label": name, "card": "–", "new": spoken(value)}
            for name, value in found.params.items()
        ]
    card, params = on_card(rule), check_of(rule).params
    names = [*found.params, *(name for name in found.against if name not in found.params)]
    return [
        {
            "label": said(params[name].text) if name in params else name,
            "card": _dated(card.get(name)),
            "before": _dated(found.against.get(name, card.get(name))),
            "new": _dated(found.params.get(name, card.get(name))),
        }
        for name in names
    ]


def _dated(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict) and "from" in value[0]:
        return _("；").join(f"{one['from']} {spoken(one['value'])}" for one in value)
    return spoken(value)


def _counts(found: Change) -> list[tuple[Any, int, int]]:
    labels = {
        "asked": _("问到"),
        "decided": _("能判断"),
        "undecided": _("无法判断"),
        "flagged": _("疑点"),
    }
    shown = found.simulated
    if not shown:
        return []
    return [(label, shown["before"][name], shown["after"][name]) for name, label in labels.items()]


def _totals(rows: QuerySet[Tried]) -> list[int]:
    found = dict(rows.values_list("what").annotate(n=Count("pk")).order_by())
    return [found.get(what, 0) for what in Tried.What.values]


def _table(rows: QuerySet[Tried], *names: str) -> list[tuple[str, list[int]]]:
    """Counts of each kind by body or month; those with most that is new or gone on top, months in order."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for *keys, what, n in rows.values_list(*names, "what").annotate(n=Count("pk")).order_by():
        found[next((key for key in keys if key), _("不详"))][what] += n
    lines = [(key, [counts[what] for what in Tried.What.values]) for key, counts in found.items()]
    if names == ("month",):
        return sorted(lines)
    return sorted(lines, key=lambda one: (-one[1][0] - one[1][1], one[0]))[:50]


def _examples(rows: QuerySet[Tried]) -> list[tuple[Any, list[str]]]:
    name = "text_en" if english() else "text_zh"
    found = []
    for what in (Tried.What.NEW, Tried.What.GONE, Tried.What.CHANGED):
        texts = rows.filter(what=what).order_by("signal_id").values_list(name, flat=True)[:EXAMPLES]
        if texts:
            found.append((what.label, list(texts)))
    return found

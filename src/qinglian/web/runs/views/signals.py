"""Signals: leads, each with its rows, its law and what would make it innocent. 疑点页面。"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import only
from qinglian.web.runs.citing import cited_rows, sentence, subject_name, unit_text
from qinglian.web.runs.models import Signal
from qinglian.web.runs.words import (
    english,
    pack_choices,
    rule_name,
    told,
)
from qinglian.web.units.scope import reach

LEVELS = [
    ("red", gettext_lazy("红")),
    ("orange", gettext_lazy("橙")),
    ("yellow", gettext_lazy("黄")),
    ("blue", gettext_lazy("蓝")),
]


def level_name(code: str) -> Any:
    """The name of a level."""
    return dict(LEVELS).get(code, code)


class LevelColumn(Column):
    """A level: the word on the page, the colour from the code."""

    def text(self, row: Any) -> Any:
        """The word."""
        return level_name(self.raw(row))


@require_safe
def signals(request: HttpRequest) -> HttpResponse:
    """All signals one may see; those no longer seen are a filter away."""
    only(reach(request.user, "signal"))
    rows = Signal.objects.visible_to(request.user).select_related("unit")
    if "state" not in request.GET:
        rows = rows.filter(gone_at=None, held=False)
    return Listing(
        request,
        rows,
        title=_("疑点"),
        intro=_("疑点是值得看一眼的数据行，不是结论。"),
        columns=[
            LevelColumn("severity", _("级别"), badge=True, sort="severity"),
            Column(
                "rule",
                _("规则"),
                value=lambda row: rule_name(row.rule_id),
                link=True,
                sort="rule_id",
            ),
            Column("text", _("看到什么"), value=sentence),
            Column(
                "unit", _("单位"), value=lambda row: row.unit or unit_text(row), sort="unit__name"
            ),
            Column("seen_at", _("最近变化"), sort="seen_at"),
        ],
        search=("text_zh", "subject_id", "rule_id", "unit__name"),
        filters=[
            Filter("severity", _("级别"), LEVELS),
            Filter("pack", _("规则包"), pack_choices()),
            Filter(
                "state",
                _("状态"),
                [("seen", _("仍能看到")), ("gone", _("不再出现")), ("held", _("规则待复核"))],
                _state,
            ),
        ],
        order="-seen_at",
        empty=_(
            "没有疑点。没有疑点和没有数据不是一回事：请看运行页上每条规则问到多少、多少无法判断。"
        ),
    ).respond()


def _state(value: str) -> Any:
    from django.db.models import Q

    return {
        "seen": Q(gone_at=None, held=False),
        "gone": Q(gone_at__isnull=False),
        "held": Q(held=True),
    }[value]


@require_safe
def signal(request: HttpRequest, signal_id: str) -> HttpResponse:
    """One signal."""
    rows = Signal.objects.visible_to(request.user).select_related(
        "unit", "holder", "last_run", "first_run"
    )
    found = get_object_or_404(rows, signal_id=signal_id)
    return render(
        request,
        "runs/signal.html",
        {
            **explained(found),
            "asked": found.last_run.asked_rules.filter(rule_id=found.rule_id).exists(),
            "reasons": reach(request.user, "signal").reasons(found),
        },
    )


def explained(signal: Signal) -> dict[str, Any]:
    """What a page needs to explain a signal: its sentence, its rows with headings, what would clear it."""
    key = "en" if english() else "zh"
    return {
        "signal": signal,
        "said": sentence(signal),
        "subject": subject_name(signal.subject, signal.subject_id),
        "unit_text": unit_text(signal),
        "level": level_name(signal.severity),
        "rule_name": rule_name(signal.rule_id),
        "evidence": cited_rows(signal),
        "exceptions": [one[key] or one["zh"] for one in signal.exceptions],
        "gone_why": told(signal, "gone_why"),
    }

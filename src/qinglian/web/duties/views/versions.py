"""Two versions side by side, effort against risk, what goes on next year. 两版对照、用力与风险、结转。"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.duties.diffing import compared
from qinglian.web.duties.effort import effort_of
from qinglian.web.duties.item_words import COMPARED, NAMES, says
from qinglian.web.duties.kinds import Cycle, ListKind
from qinglian.web.duties.list_forms import RolloverForm
from qinglian.web.duties.models import DutyList, ListStep
from qinglian.web.duties.services.sheets import list_rollover, unfinished
from qinglian.web.duties.views.lists import chosen_version, seen_list, writable_list

SCALE = 300
"""Width of the longest bar."""


@require_safe
def diff(request: HttpRequest, public_id: str, old: int, new: int) -> HttpResponse:
    """Item by item, words marked; who changed what and why (C03)."""
    found = seen_list(request, public_id)
    rows = found.versions.select_related("made_by", "issued_by")
    before, after = get_object_or_404(rows, number=old), get_object_or_404(rows, number=new)
    changes = compared(before.items.all(), after.items.select_related("changed_by"), COMPARED, says)
    gone = {
        one.data.get("key"): one
        for one in ListStep.objects.filter(of=found, verb="removed").select_related("by")
    }
    shown = [
        {
            "change": one,
            "fields": [(NAMES[each.field], each.runs) for each in one.changes],
            "step": gone.get(one.item.key) if one.kind == "gone" else None,
        }
        for one in changes
    ]
    counts = {
        kind: sum(one.kind == kind for one in changes)
        for kind in ("new", "gone", "changed", "same")
    }
    return render(
        request,
        "duties/diff.html",
        {
            "list": found, "before": before, "after": after, "counts": counts,
            "changes": [one for one in shown if one["change"].kind != "same"],
            "numbers": [(one.number, str(one.number)) for one in found.versions.order_by("number")],
        },
    )  # fmt: skip


@require_safe
def effort(request: HttpRequest, public_id: str) -> HttpResponse:
    """Minutes of a year against weight, item by item."""
    found = seen_list(request, public_id)
    only(found.kind in (ListKind.DUTY, ListKind.TASK))
    version = chosen_version(request, found)
    said = effort_of(version.items.all())
    most = max((max(one.effort, one.risk) for one in said.lines), default=0.0) or 1.0
    bars = [
        {
            "line": one, "y": 34 * place, "text_y": 34 * place + 20, "risk_y": 34 * place + 5,
            "effort_y": 34 * place + 18, "risk": round(SCALE * one.risk / most),
            "effort": round(SCALE * one.effort / most),
            "title": one.item.title if len(one.item.title) <= 16 else one.item.title[:15] + "…",
        }
        for place, one in enumerate(said.lines)
    ]  # fmt: skip
    return render(
        request,
        "duties/effort.html",
        {
            "list": found, "version": version, "effort": said, "bars": bars,
            "height": 34 * len(bars) + 8, "cycles": dict(Cycle.choices),
            "hours": said.minutes / 60,
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def rollover(request: HttpRequest, public_id: str) -> HttpResponse:
    """Next year's list: what was not finished stands ticked, and what comes every year."""
    found = writable_list(request, public_id)
    rows = unfinished(found)

    def done(form: Any) -> DutyList:
        return list_rollover(of=found, by=request.user, **form.said())

    year = (found.year or timezone.localdate().year) + 1
    first = {
        "year": year, "title": found.title.replace(str(year - 1), str(year)),
        "keys": [item.key for item, left, all_ in rows if left or not all_ or item.cycle != Cycle.ONCE],
    }  # fmt: skip
    form = RolloverForm(posted(request), row=found, initial=first)
    form.fields["keys"].choices = [(item.key, _said(item, left, all_)) for item, left, all_ in rows]
    return form_page(
        request, form, _("结转下年"), done=done, back=found.get_absolute_url(), submit=_("结转下年"),
        intro=_("没有完成的、还没下发过的、每年都有的已经勾上；办完的一次性事项不结转。"),
    )  # fmt: skip


def _said(item: Any, left: int, all_: int) -> str:
    if not all_:
        return _("%(title)s（还没下发）") % {"title": item.title}
    return _("%(title)s（%(all)d 个单位，%(left)d 个没有完成）") % {
        "title": item.title, "all": all_, "left": left,
    }  # fmt: skip

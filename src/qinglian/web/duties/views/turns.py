"""Turns of duties: the list, one of them, and what is said to it. 每次落实的页面。"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.core.papers import paper_sent
from qinglian.web.core.periods import period_filter
from qinglian.web.core.wording import step_label
from qinglian.web.duties.cycles import period_name
from qinglian.web.duties.kinds import Cycle, ListKind, TurnStatus
from qinglian.web.duties.models import Turn, TurnPaper
from qinglian.web.duties.services.showing import found_for
from qinglian.web.duties.services.turn_rules import SIDES, SOURCES, on_side
from qinglian.web.duties.services.turns import turn_done, turn_drop, turn_review
from qinglian.web.duties.turn_forms import DoneForm, NoteForm, ReasonForm
from qinglian.web.duties.turn_queries import STATES, TURN_KINDS, turn_q
from qinglian.web.units.scope import reach

LABELS = {
    "done": gettext_lazy("报告落实"),
    "review": gettext_lazy("复核通过"),
    "return": gettext_lazy("退回重办"),
    "drop": gettext_lazy("不再要求"),
}
OTHERS = {"accept": gettext_lazy("按抽样结果接受，未逐项复核")}


def named(turn: Turn) -> str:
    """The item, and of which period."""
    period = period_name(turn.duty.item.cycle, turn.begins_on)
    title = mask_text(turn.duty.item.title)
    return _("%(title)s（%(period)s）") % {"title": title, "period": period} if period else title


def address_filters(request: HttpRequest, prefix: str = "") -> list[Filter]:
    """Filters that numbers of other pages set; they stand on the page only where the address has them."""
    found = []
    for name, column, label in (
        ("sending", "sending__public_id", _("下发")),
        ("level", "level", _("第几级")),
        ("unit", "unit__code", _("单位")),
        ("item", "item__key", _("事项")),
    ):
        value = request.GET.get(name, "")[:40]
        if value and (name != "level" or value.isdigit()):
            path = column if name == "unit" else f"{prefix}{column}"
            found.append(Filter(name, label, [(value, value)], path))
    top = request.GET.get("top", "")[:40]
    if top:
        found.append(Filter("top", _("下发（连同转发）"), [(top, top)], lambda v: top_q(v, prefix)))
    return found


def top_q(public_id: str, prefix: str = "") -> Q:
    """Rows of a sending and of all that was handed on from it."""
    return Q(**{f"{prefix}sending__public_id": public_id}) | Q(
        **{f"{prefix}sending__top__public_id": public_id}
    )


@require_safe
def turns(request: HttpRequest) -> HttpResponse:
    """All turns one may see."""
    only(reach(request.user, Turn.OBJECT))
    rows = Turn.objects.visible_to(request.user).select_related(
        "unit", "giver_unit", "duty__item__of__of"
    )
    return Listing(
        request,
        rows,
        title=_("责任事项"),
        columns=[
            Column("title", _("事项"), value=named, link=True, sort="duty__item__title"),
            Column("unit", _("责任单位"), sort="unit__name"),
            Column("giver_unit", _("下发单位"), sort="giver_unit__name"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("due_on", _("期限"), sort="due_on", due=lambda row: row.waits),
            Column("late_days", _("逾期工作日"), sort="late_days", number=True),
        ],
        search=("duty__item__title", "public_id", "unit__name", "duty__item__of__of__title"),
        filters=[
            Filter("status", _("状态"), TurnStatus.choices),
            Filter(
                "state", _("情形"), STATES.items(), lambda value: turn_q(value, request.user)
            ),
            Filter("kind", _("清单种类"), ListKind.choices, "duty__item__of__of__kind"),
            Filter("cycle", _("周期"), Cycle.choices, "duty__item__cycle"),
            *address_filters(request, "duty__"),
            *period_filter(request, TURN_KINDS),
        ],
        order="due_on",
        empty=_("没有责任事项。"),
        actions=[
            (_("日历"), reverse("duties:calendar")),
            (_("按单位看"), reverse("duties:duties")),
            (_("收到的清单"), reverse("duties:arrivals")),
            (_("班子一岗双责"), reverse("duties:leaders")),
            (_("抽样复核"), reverse("duties:draws")),
        ],
    ).respond()  # fmt: skip


def open_verbs(turn: Turn, user: Any) -> list[tuple[str, Any]]:
    """What this person may say now; the services ask again."""
    sides = {side: on_side(turn, user, side) for side in ("unit", "giver")}
    return [
        (verb, label)
        for verb, label in LABELS.items()
        if turn.status in SOURCES[verb]
        and sides[SIDES[verb]]
        and (verb not in ("review", "return") or turn.done_by_id != user.pk)
    ]


def _one(request: HttpRequest, public_id: str) -> Turn:
    rows = Turn.objects.visible_to(request.user).select_related(
        "unit", "giver_unit", "duty__item__of__of", "duty__sending", "duty__person", "done_by",
        "reviewed_by", "draw",
    )  # fmt: skip
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def turn(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is asked, what was found, what was done, and what came before."""
    found = _one(request, public_id)
    verbs = open_verbs(found, request.user)
    says = {verb for verb, _label in verbs}
    earlier = Turn.objects.visible_to(request.user).filter(duty=found.duty).exclude(pk=found.pk)
    proofs = found_for(found, request.user) if "done" in says else []
    form = None
    if proofs and not found.duty.item.in_person:
        form = DoneForm(turn=found, user=request.user, found=proofs)
    return render(
        request,
        "duties/turn.html",
        {
            "turn": found,
            "item": found.duty.item,
            "named": named(found),
            "first": [one for one in verbs if one[0] in ("done", "review")],
            "others": [one for one in verbs if one[0] not in ("done", "review")],
            "found": proofs,
            "form": form,
            "confirmed": _confirmed(found),
            "steps": [
                {"step": step, "label": step_label(step.verb, LABELS, OTHERS)}
                for step in found.steps.select_related("by").prefetch_related("papers")
            ],
            "earlier": [
                (one, period_name(found.duty.item.cycle, one.begins_on))
                for one in earlier.order_by("-begins_on")[:12]
            ],
            "reminders": found.reminders.select_related("told_unit"),
            "reasons": reach(request.user, Turn.OBJECT).reasons(found),
        },
    )  # fmt: skip


def _confirmed(turn: Turn) -> list[dict[str, str]]:
    """The records that the last report rests on."""
    last = turn.steps.filter(verb="done").last()
    rows = last.data.get("proofs", []) if last else []
    return [{"number": number, "title": title, "url": url} for _kind, number, title, url in rows]


FORMS: dict[str, tuple[Any, Callable[..., Turn]]] = {
    "done": (DoneForm, turn_done),
    "review": (NoteForm, turn_review),
    "return": (ReasonForm, turn_review),
    "drop": (ReasonForm, turn_drop),
}


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Say a verb: its form, then the service."""
    if verb not in FORMS:
        raise Http404
    found = _one(request, public_id)
    only(verb in dict(open_verbs(found, request.user)) or request.method == "POST")
    kind, call = FORMS[verb]
    more: dict[str, Any] = {"found": found_for(found, request.user)} if verb == "done" else {}
    extra = {"review": {"accepted": True}, "return": {"accepted": False}}.get(verb, {})

    def done(form: Any) -> Turn:
        with form.filed(request.user) as papers:
            call(turn=found, by=request.user, papers=papers, **extra, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": LABELS[verb]})
        return found

    form = kind(*sent(request), turn=found, user=request.user, **more)
    return form_page(
        request, form, LABELS[verb], done=done, back=found.get_absolute_url(), submit=LABELS[verb],
        template="duties/turn_act.html", turn=found, item=found.duty.item, named=named(found),
    )  # fmt: skip


@require_safe
def paper(request: HttpRequest, public_id: str) -> FileResponse:
    """One paper of a turn one may see."""
    rows = TurnPaper.objects.visible_to(request.user).select_related("step__turn__unit")
    found = get_object_or_404(rows, public_id=public_id)
    return paper_sent(found, of=found.step.turn, by=request.user)

"""Lists are sent down: prepared, looked at before, approved, looked at after. 下发页面。"""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted, told
from qinglian.web.core.periods import period_filter
from qinglian.web.duties.applying import NONE, Why, applies, holdings_of
from qinglian.web.duties.kinds import SendingStatus, VersionStatus
from qinglian.web.duties.models import Duty, ItemCap, ListVersion, Sending, Turn
from qinglian.web.duties.preview import caps_of, preview_of
from qinglian.web.duties.sending_forms import CapForm, RecallForm, SendingForm
from qinglian.web.duties.services.asking import over_months
from qinglian.web.duties.services.sending import (
    cap_set,
    sending_anyway,
    sending_make,
    sending_recall,
    sending_send,
    sending_withdraw,
)
from qinglian.web.duties.services.sending_rules import APPROVING, PREPARING, gives
from qinglian.web.duties.turn_queries import SENDING_KINDS, turn_q
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach, roles_of

SHOWN = 50


def may_prepare(user: Any) -> bool:
    """Whether a person may send at all."""
    return bool(roles_of(user) & PREPARING and gives(user, user.unit))


def versions_of(user: Any) -> QuerySet[ListVersion]:
    """Issued versions of the lists of one's body, the present ones."""
    own = reach(user, Sending.OBJECT, write=True).q({"giver": "of__owner_unit"})
    today = timezone.localdate()
    rows = ListVersion.objects.filter(own, status=VersionStatus.ISSUED)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=today))
    return rows.select_related("of").order_by("of__title", "-number")


def received_of(user: Any) -> QuerySet[Sending]:
    """Sendings of which one's body received something it may hand on."""
    mine = Duty.objects.filter(unit=user.unit_id, ended_on=None, received_at__isnull=False)
    rows = Sending.objects.filter(status=SendingStatus.SENT, pk__in=mine.values("sending"))
    return rows.select_related("of__of", "giver_unit").order_by("-sent_at")


@require_safe
def sendings(request: HttpRequest) -> HttpResponse:
    """What one's bodies sent or mean to send."""
    only(reach(request.user, Sending.OBJECT))
    rows = Sending.objects.visible_to(request.user).select_related(
        "of__of", "giver_unit", "approver"
    )
    user = request.user
    state = {
        "mine": Q(status=SendingStatus.DRAFT) & (Q(approver=user) | Q(made_by=user)),
        "approve": Q(status=SendingStatus.DRAFT, approver=user),
        "no_plan": Q(plan_number=""),
    }
    return Listing(
        request,
        rows.annotate(bodies=Count("units", distinct=True)),
        title=_("清单下发"),
        columns=[
            Column("of", _("清单"), value=lambda row: str(row.of.of), link=True, sort="of__of__title"),
            Column("giver_unit", _("下发单位"), sort="giver_unit__name"),
            Column("level", _("第几级"), sort="level", number=True),
            Column("bodies", _("选的单位"), sort="bodies", number=True),
            Column("plan_number", _("计划编号"), value=lambda row: row.plan_number or _("未列入计划")),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("sent_at", _("下发时间"), sort="sent_at"),
        ],
        search=("of__of__title", "public_id", "giver_unit__name", "plan_number"),
        filters=[
            Filter("status", _("状态"), SendingStatus.choices),
            Filter(
                "state", _("情形"),
                [("mine", _("等我办的")), ("approve", _("等我批准的")), ("no_plan", _("没有计划编号"))],
                lambda value: state[value],
            ),
            *period_filter(request, SENDING_KINDS),
        ],
        order="-made_at",
        empty=_("还没有下发过清单。"),
        actions=[(_("拟下发"), reverse("duties:sending_new"))] if may_prepare(user) else [],
    ).respond()  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Which list, then which items to which bodies."""
    only(may_prepare(request.user))
    of, parent = _asked(request)
    if of is None:
        context = {"versions": versions_of(request.user), "received": received_of(request.user)}
        return render(request, "duties/sending_new.html", context)
    giver = request.user.unit if parent else of.of.owner_unit

    def done(form: Any) -> Sending:
        return sending_make(of=of, parent=parent, by=request.user, giver_unit=giver, **form.said())

    form = SendingForm(posted(request), user=request.user, giver_unit=giver, of=of, parent=parent)
    return form_page(
        request, form, _("转发清单事项") if parent else _("拟下发"), done=done,
        back=reverse("duties:sendings"), submit=_("看预览"), template="duties/sending_form.html",
        of=of, parent=parent,
    )  # fmt: skip


def _asked(request: HttpRequest) -> tuple[ListVersion | None, Sending | None]:
    if "parent" in request.GET:
        rows = received_of(request.user)
        parent = get_object_or_404(rows, public_id=request.GET["parent"])
        return parent.of, parent
    if request.GET.get("of", "").isdigit():
        return get_object_or_404(versions_of(request.user), pk=request.GET["of"]), None
    return None, None


@require_safe
def sending(request: HttpRequest, public_id: str) -> HttpResponse:
    """A draft with its preview; once it is sent, what arrived."""
    found = _one(request, public_id)
    user = request.user
    approves = gives(user, found.giver_unit, APPROVING)
    context: dict[str, Any] = {
        "sending": found,
        "reasons": reach(user, Sending.OBJECT).reasons(found),
        "mine": found.made_by_id == user.pk,
        "approves": approves
        and found.made_by_id != user.pk
        and found.approver_id in (None, user.pk),
        "recalls": approves and found.status == SendingStatus.SENT,
        "caps": _caps(found.giver_unit),
    }
    if found.status == SendingStatus.DRAFT:
        plan = preview_of(found)
        heaviest = sorted(plan.reached, key=lambda one: -one.minutes)
        context |= {
            "plan": plan, "hours": round(plan.minutes / 60), "ledger": over_months(plan),
            "over": plan.over[:SHOWN], "loads": heaviest[:SHOWN],
            "more": max(0, len(plan.reached) - SHOWN),
        }  # fmt: skip
    else:
        rows = Duty.objects.visible_to(user).filter(sending=found)
        context["arrived"] = rows.aggregate(
            duties=Count("pk"), units=Count("unit", distinct=True),
            received=Count("unit", distinct=True, filter=Q(received_at__isnull=False)),
        )  # fmt: skip
        context["arrived"]["missing"] = context["arrived"]["units"] - context["arrived"]["received"]
        late = Turn.objects.visible_to(user).filter(
            Q(duty__sending=found.first) | Q(duty__sending__top=found.first)
        )
        context["late"] = late.filter(turn_q("late", user)).count()
        context["further"] = found.further.visible_to(user).select_related("giver_unit")
    return render(request, "duties/sending.html", context)


def _caps(unit: Unit) -> list[tuple[Any, Any]]:
    return [(Unit.Level(level).label, most) for level, most in caps_of(unit).items()]


def _one(request: HttpRequest, public_id: str) -> Sending:
    rows = Sending.objects.visible_to(request.user).select_related(
        "of__of", "giver_unit", "approver", "approved_by", "made_by", "parent__giver_unit"
    )
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def unit(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    """One body of a draft: each item, whether it goes there, and why not."""
    found = _one(request, public_id)
    body = get_object_or_404(found.units.all(), code=code)
    plan = preview_of(found)
    load = next(one for one in plan.loads if one.unit.pk == body.pk)
    held = holdings_of([body.pk], found.begins_on).get(body.pk, NONE)
    gets, cut = {one.item_id for one in load.items}, {one.item_id for one in load.cut}
    rows = []
    for line in plan.goes:
        answer = applies(line.item, body, held, found.begins_on)
        why = Why(answer.why).label if answer.why else ""
        if answer and line.item.pk in cut:
            why = _("超过上限，这次不发")
        elif answer and line.item.pk not in gets:
            why = _("已有同一项或相近的事项") if line.periods else _("起止日期内没有到期的一次")
        rows.append({"item": line.item, "goes": line.item.pk in gets, "why": why})
    context = {"sending": found, "unit": body, "rows": rows, "load": load, "holdings": sorted(held)}
    return render(request, "duties/sending_unit.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a draft of one's own."""
    found = _one(request, public_id)
    only(found.made_by_id == request.user.pk and found.status == SendingStatus.DRAFT)

    def done(form: Any) -> Sending:
        return sending_make(
            of=found.of, parent=found.parent, by=request.user, giver_unit=found.giver_unit,
            sending=found, **form.said(),
        )  # fmt: skip

    form = SendingForm(
        posted(request), user=request.user, giver_unit=found.giver_unit, of=found.of,
        parent=found.parent, sending=found,
    )  # fmt: skip
    return form_page(
        request, form, _("修改拟下发"), done=done, back=found.get_absolute_url(),
        submit=_("看预览"), template="duties/sending_form.html", of=found.of, parent=found.parent,
    )  # fmt: skip


@require_POST
@told
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Approve and send; keep or leave out what is alike; drop the draft."""
    found, version = _one(request, public_id), _number(request.POST.get("version", ""))
    if verb == "send":
        digest = request.POST.get("digest", "")
        sending_send(sending=found, by=request.user, version=version, digest=digest)
        messages.success(request, _("已下发。"))
    elif verb == "anyway":
        keys = request.POST.getlist("anyway")
        sending_anyway(sending=found, anyway=keys, by=request.user, version=version)
    elif verb == "withdraw":
        sending_withdraw(sending=found, by=request.user, version=version)
        return redirect("duties:sendings")
    else:
        raise Http404
    return redirect(found)


def _number(said: str) -> int | None:
    return int(said) if said.isdigit() else None


@require_http_methods(["GET", "POST"])
def recall(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take it back, with all that was handed on from it."""
    found = _one(request, public_id)
    only(gives(request.user, found.giver_unit, APPROVING))

    def done(form: Any) -> Sending:
        return sending_recall(sending=found, by=request.user, **form.cleaned_data)

    form = RecallForm(posted(request), initial={"version": found.version})
    return form_page(
        request, form, _("撤回下发"), done=done, back=found.get_absolute_url(), submit=_("撤回"),
        intro=_("转发出去的一并撤回；已经落实的记录保留。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def caps(request: HttpRequest) -> HttpResponse:
    """How many items a body of a level may have at a time."""
    only(may_prepare(request.user))
    unit = request.user.unit

    def done(form: Any) -> str:
        cap_set(giver_unit=unit, by=request.user, **form.cleaned_data)
        return reverse("duties:caps")

    earlier = ItemCap.objects.filter(giver_unit=unit).select_related("by")
    return form_page(
        request, CapForm(posted(request)), _("事项上限"), done=done, back=reverse("duties:sendings"),
        submit=_("设定"), template="duties/caps.html", earlier=earlier, caps=_caps(unit),
    )  # fmt: skip

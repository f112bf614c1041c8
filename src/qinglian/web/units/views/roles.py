"""Roles: granted by one, approved by another. 角色页面。"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.accounts.models import Assignment
from qinglian.web.accounts.roles import ALL, GRANTS, Role
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, told
from qinglian.web.core.wording import labelled, listed
from qinglian.web.units import forms
from qinglian.web.units.effects import OBJECTS
from qinglian.web.units.models import Line, Reach
from qinglian.web.units.queries import state_q, visible_roles, waiting
from qinglian.web.units.scope import reach, roles_of, visible_people
from qinglian.web.units.services import roles as verbs


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Roles of the people one sees, now and before."""
    only(reach(request.user, "person"))
    seen = visible_roles(request.user).select_related("user", "unit", "granted_by")
    waits = seen.filter(waiting()).count() if Role.SECURITY_ADMIN in roles_of(request.user) else 0
    return Listing(
        request,
        seen,
        title=pgettext("list", "角色"),
        columns=[
            Column("user", _("人员"), sort="user__name", link=True),
            Column("role", _("角色"), sort="role"),
            Column("unit", _("对哪个单位"), sort="unit__name"),
            Column("valid_from", _("自"), sort="valid_from"),
            Column("last_day", _("至"), sort="valid_to"),
            Column("granted_by", _("授予人")),
            Column("state", _("状态"), value=lambda held: held.state.label),
        ],
        search=("user__name", "user__username", "unit__name"),
        filters=[
            Filter("state", _("状态"), Assignment.State.choices, state_q),
            Filter("role", _("角色"), Role.choices),
        ],
        order="-granted_at",
        intro=_("有%(n)d项角色待您批准。") % {"n": waits} if waits else "",
        actions=[(_("看待批准的"), "?state=waiting")] if waits else [],
    ).respond()


@require_safe
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """A role: what it opens, who granted and who approved."""
    held = _seen(request, pk)
    mine = roles_of(request.user)
    second = Role.SECURITY_ADMIN in mine and request.user.pk not in (
        held.granted_by_id,
        held.user_id,
    )
    over = held.state in (Assignment.State.ENDED, Assignment.State.REFUSED)
    return render(
        request,
        "units/role.html",
        {
            "held": held,
            "opens": opens(held.role),
            "approves": held.state == Assignment.State.WAITING and second,
            "revokes": not over
            and mine & {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}
            and held.user_id != request.user.pk,
            "reasons": reach(request.user, "person").reasons(held.user),
        },
    )


@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, username: str) -> HttpResponse:
    """Ask for a role for a person."""
    only(Role.SYSTEM_ADMIN in roles_of(request.user))
    person = get_object_or_404(visible_people(request.user, write=True), username=username)

    def done(form: Any) -> Assignment:
        said = form.cleaned_data
        said.pop("seen")
        held = verbs.role_grant(user=person, by=request.user, **said)
        messages.success(request, _("已授予，须由安全管理员批准后生效。"))
        return held

    form = forms.GrantForm(request.POST or None, initial={"unit": person.unit})
    return form_page(
        request, form, _("授予角色：%(name)s") % {"name": person}, done=done,
        back=person.get_absolute_url(), submit=_("授予"),
        intro=_("角色须由安全管理员批准后才生效；三员（系统、安全、审计管理员）之间、三员与其他角色之间不得兼任。"),
    )  # fmt: skip


@require_POST
@told
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person says yes."""
    held = verbs.role_approve(held=_written(request, pk), by=request.user)
    messages.success(request, _("已批准。"))
    return redirect(held)


@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person says no."""
    return _with_reason(request, pk, _("不予批准"), verbs.role_refuse)


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role away, from today on."""
    return _with_reason(request, pk, _("收回角色"), verbs.role_revoke)


def _with_reason(request: HttpRequest, pk: int, title: str, verb: Any) -> HttpResponse:
    held = _written(request, pk)

    def done(form: Any) -> Assignment:
        return verb(held=held, by=request.user, reason=form.cleaned_data["reason"])

    named = labelled(title, f"{held.user} · {held.get_role_display()} · {held.unit}")
    return form_page(
        request, forms.ReasonForm(request.POST or None), named, done=done,
        back=reverse("units:role", args=[held.pk]), submit=title,
    )  # fmt: skip


def opens(role: str) -> list[dict[str, str]]:
    """What a role opens, a row for each kind of object: along which lines, to read or to act."""
    found: dict[tuple[str, str], bool] = {}
    for one in GRANTS[role]:
        via = _("全部单位") if ALL in one.via else listed(_via(kind) for kind in one.via)
        key = str(OBJECTS[one.object]), via
        found[key] = found.get(key, False) or one.write
    return [
        {"object": what, "via": via, "how": _("可办理") if write else _("只读")}
        for (what, via), write in found.items()
    ]


def _via(kind: str) -> Any:
    return _("本单位") if kind == Reach.SELF else Line.Kind(kind).label


def _seen(request: HttpRequest, pk: int) -> Assignment:
    held = visible_roles(request.user).select_related(
        "user", "unit", "granted_by", "approved_by", "refused_by", "revoked_by"
    )
    return get_object_or_404(held, pk=pk)


def _written(request: HttpRequest, pk: int) -> Assignment:
    people = visible_people(request.user, write=True).order_by()
    return get_object_or_404(
        Assignment.objects.select_related("user", "unit"), pk=pk, user__in=people
    )

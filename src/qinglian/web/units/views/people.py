"""People: list, page, new, correct, keep out. 人员页面。"""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.roles import Role
from qinglian.web.core.dated import in_force
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.pages import form_page, only
from qinglian.web.units import forms
from qinglian.web.units.scope import reach, roles_of, visible_people, visible_units
from qinglian.web.units.services import people as verbs


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """People one sees; numbers are masked."""
    only(reach(request.user, "person"))
    actions = []
    if Role.SYSTEM_ADMIN in roles_of(request.user):
        actions = [(_("新建人员"), reverse("units:person_new"))]
    active = [("yes", _("可以登录")), ("no", _("已停用"))]
    return Listing(
        request,
        visible_people(request.user).select_related("unit"),
        title=pgettext("list", "人员"),
        columns=[
            Column("name", _("姓名"), sort="name", link=True),
            Column("username", _("用户名"), sort="username"),
            Column("unit", _("所在单位"), sort="unit__name"),
            Column("masked_phone", _("手机")),
            Column("last_login", _("最近登录"), sort="last_login"),
            Column(
                "state",
                _("状态"),
                value=lambda user: active[not user.is_active][1],
                sort="is_active",
            ),
        ],
        search=("name", "username", "unit__name"),
        filters=[
            Filter("active", _("状态"), active, lambda value: Q(is_active=value == "yes")),
            Filter("role", _("角色"), Role.choices, _holds),
        ],
        order="username",
        actions=actions,
    ).respond()


@require_safe
def person(request: HttpRequest, username: str) -> HttpResponse:
    """A person, their roles over time, and why one sees them."""
    found = _seen(request, username)
    mine = roles_of(request.user)
    seen = visible_units(request.user).values_list("pk", flat=True)
    held = found.assignments.select_related(
        "unit", "granted_by", "approved_by", "refused_by", "revoked_by"
    )
    return render(
        request,
        "units/person.html",
        {
            "person": found,
            "unit_opens": found.unit_id and seen.filter(pk=found.unit_id).exists(),
            "roles": held.order_by("-valid_from", "-pk"),
            "reasons": reach(request.user, "person").reasons(found),
            "sets_up": Role.SYSTEM_ADMIN in mine,
            "secures": Role.SECURITY_ADMIN in mine,
            "self": found.pk == request.user.pk,
        },
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a person; the first password is shown once, in the answer."""
    only(Role.SYSTEM_ADMIN in roles_of(request.user))
    form = forms.PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, password = verbs.person_create(**form.cleaned_data, by=request.user)
            return _told_once(request, made, password)
        except NotAllowed as error:
            form.add_error("username", str(error))
    status = 422 if request.method == "POST" else 200
    context = {
        "form": form,
        "title": _("新建人员"),
        "back": reverse("units:people"),
        "submit": _("保存"),
    }
    return render(request, "core/form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, username: str) -> HttpResponse:
    """Change what is written of a person; a number left blank stays."""
    found = _set_up(request, username)

    def done(form: Any) -> User:
        said = form.cleaned_data
        if not said["phone"]:
            said.pop("phone")
        return verbs.person_correct(user=found, by=request.user, **said)

    form = forms.PersonCorrectForm(request.POST or None, row=found)
    return form_page(
        request, form, _("更正：%(name)s") % {"name": found}, done=done,
        back=found.get_absolute_url(), submit=_("保存"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def password(request: HttpRequest, username: str) -> HttpResponse:
    """Hand out another first password."""
    found = _set_up(request, username)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = verbs.person_new_password(
                user=found, by=request.user, reason=form.cleaned_data["reason"]
            )
            return _told_once(request, found, said)
        except NotAllowed as error:
            messages.error(request, str(error))
    context = {
        "form": form,
        "title": _("发放首次密码：%(name)s") % {"name": found},
        "intro": _("旧密码随即失效，本人登录后须先修改密码。"),
        "back": found.get_absolute_url(),
        "submit": _("发放"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "core/form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def keep_out(request: HttpRequest, username: str) -> HttpResponse:
    """The person can no longer sign in."""
    found = _written(request, username)

    def done(form: Any) -> User:
        return verbs.person_keep_out(
            user=found, by=request.user, reason=form.cleaned_data["reason"]
        )

    return form_page(
        request, forms.ReasonForm(request.POST or None), _("停用账号：%(name)s") % {"name": found},
        done=done, back=found.get_absolute_url(), submit=_("停用"),
        intro=_("停用后不能登录，已打开的页面下一次操作即失效；角色和记录保留。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def let_in(request: HttpRequest, username: str) -> HttpResponse:
    """The person may sign in again."""
    only(Role.SECURITY_ADMIN in roles_of(request.user))
    found = _written(request, username)

    def done(form: Any) -> User:
        return verbs.person_let_in(user=found, by=request.user, reason=form.cleaned_data["reason"])

    return form_page(
        request, forms.ReasonForm(request.POST or None), _("恢复登录：%(name)s") % {"name": found},
        done=done, back=found.get_absolute_url(), submit=_("恢复登录"),
    )  # fmt: skip


def _told_once(request: HttpRequest, user: User, password: str) -> HttpResponse:
    response = render(request, "units/first_password.html", {"person": user, "password": password})
    response["Cache-Control"] = "no-store"
    return response


def _seen(request: HttpRequest, username: str) -> User:
    return get_object_or_404(visible_people(request.user).select_related("unit"), username=username)


def _written(request: HttpRequest, username: str) -> User:
    return get_object_or_404(visible_people(request.user, write=True), username=username)


def _set_up(request: HttpRequest, username: str) -> User:
    only(Role.SYSTEM_ADMIN in roles_of(request.user))
    return _written(request, username)


def _holds(role: str) -> Q:
    held = Assignment.objects.filter(in_force(), role=role, approved_by__isnull=False)
    return Q(pk__in=held.values("user"))

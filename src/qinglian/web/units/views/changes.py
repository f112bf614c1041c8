"""Set up, correct, rename, end, merge, split. 单位的办理页面。"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qinglian.web.accounts.models import Assignment
from qinglian.web.core.pages import form_page, only
from qinglian.web.units import forms
from qinglian.web.units.models import Unit
from qinglian.web.units.reach import Picture
from qinglian.web.units.scope import reach, visible_units
from qinglian.web.units.services.bodies import unit_correct, unit_create, unit_end, unit_rename
from qinglian.web.units.services.mergers import unit_merge, unit_split
from qinglian.web.units.views.preview import preview_page

WRITTEN = ("name", "uscc", "level", "unit_type", "region_code", "valid_from")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new body."""
    only(reach(request.user, "unit", write=True))

    def done(form: Any) -> Unit:
        return unit_create(**form.cleaned_data, by=request.user)

    form = forms.UnitForm(request.POST or None, initial={"level": Unit.Level.COUNTY})
    return form_page(request, form, _("新建单位"), done=done, back="/units/", submit=_("保存"))


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Mend what is written of a body."""
    unit = _writable(request, code)

    def done(form: Any) -> Unit:
        return unit_correct(unit=unit, by=request.user, **form.cleaned_data)

    initial = {name: getattr(unit, name) for name in WRITTEN}
    form = forms.CorrectForm(request.POST or None, row=unit, initial=initial)
    return form_page(
        request, form, _("更正：%(unit)s") % {"unit": unit}, done=done, back=unit.get_absolute_url(),
        submit=_("保存"), intro=_("更正登记错误，不留曾用名；名称确有变化的，请用“更名”。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """A new name from a day on."""
    unit = _writable(request, code)

    def done(form: Any) -> Unit:
        return unit_rename(unit=unit, by=request.user, **form.cleaned_data)

    form = forms.RenameForm(request.POST or None, row=unit, initial={"on": timezone.localdate()})
    return form_page(
        request, form, _("更名：%(unit)s") % {"unit": unit}, done=done, back=unit.get_absolute_url(),
        submit=_("更名"), intro=_("旧名称留作曾用名，仍可用它查到本单位；单位编号和已有记录不变。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Dissolve a body."""
    unit = _writable(request, code)

    def do(said: dict[str, Any]) -> Unit:
        return unit_end(unit=unit, by=request.user, **said)

    return _closing(
        request, unit, forms.EndForm(request.POST or None, row=unit), _("撤销：%(unit)s"), do,
        _("没有单位承接其事项时才用撤销；有承接单位的，请用“并入”或“分设”。"), _("撤销单位"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Merge a body into another."""
    unit = _writable(request, code)

    def do(said: dict[str, Any]) -> Unit:
        unit_merge(unit=unit, by=request.user, **said)
        return unit

    form = forms.MergeForm(request.POST or None, row=unit, initial={"on": timezone.localdate()})
    return _closing(
        request, unit, form, _("并入：%(unit)s"), do,
        _("自这一天起本单位终止，其事项由承接单位继续办理。"), _("并入"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, code: str) -> HttpResponse:
    """Split a body."""
    unit = _writable(request, code)

    def do(said: dict[str, Any]) -> Unit:
        unit_split(unit=unit, by=request.user, **said)
        return unit

    form = forms.SplitForm(request.POST or None, row=unit, initial={"on": timezone.localdate()})
    return _closing(
        request, unit, form, _("分设：%(unit)s"), do,
        _("自这一天起本单位终止，其全部既往事项对每个承接单位都可见。"), _("分设"),
    )  # fmt: skip


def _closing(
    request: HttpRequest, unit: Unit, form: Any, title: str, do: Callable[[dict[str, Any]], Any],
    intro: str, submit: str,
) -> HttpResponse:  # fmt: skip
    """What ends a body is shown with what it opens, closes and ends before it is done."""

    def pictured(now: Picture, said: dict[str, Any]) -> tuple[Picture, date]:
        into = said.get("into") or []
        after = tuple(one.pk for one in (into if isinstance(into, list) else [into]))
        return now.without_body(unit.pk, said["on"], after), max(said["on"], timezone.localdate())

    roles = Assignment.objects.filter(unit=unit, valid_to=None).select_related("user")
    return preview_page(
        request, form, title % {"unit": unit}, pictured=pictured, do=do, leaving=unit,
        back=unit.get_absolute_url(), intro=intro, submit=submit, ending_roles=roles,
        ending_lines=unit.lines_up.filter(valid_to=None).count()
        + unit.lines_down.filter(valid_to=None).count(),
    )  # fmt: skip


def _writable(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(visible_units(request.user, write=True), code=code)

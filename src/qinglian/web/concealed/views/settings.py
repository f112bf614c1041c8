"""What is set for concealed work of a section: attendance, templates. 到场时限与部位模板。"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.concealed.forms import AgreedForm, KindsForm
from qinglian.web.concealed.kinds import kinds_of
from qinglian.web.concealed.queries import why
from qinglian.web.concealed.services.kinds import kinds_import
from qinglian.web.concealed.services.terms import KEEPERS, agreed_set
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.works.models import Section
from qinglian.web.works.people import posts, sides
from qinglian.web.works.states import Side


def _section(request: HttpRequest, section_id: str) -> Section:
    rows = Section.objects.visible_to(request.user).select_related("project")
    return get_object_or_404(rows, public_id=section_id)


def _keeps(user: Any, section: Section) -> bool:
    return Side.OWNER in sides(user, section) and bool(posts(user, section) & set(KEEPERS))


@require_safe
def settings(request: HttpRequest, section_id: str) -> HttpResponse:
    """Both, as they stand."""
    section = _section(request, section_id)
    shown = {
        "section": section, "kinds": kinds_of(section.project).values(),
        "agreed": section.attendance.select_related("by"), "keeps": _keeps(request.user, section),
        "imports": sides(request.user, section) & {Side.OWNER, Side.SUPERVISOR},
        "reasons": why(request.user, section),
    }  # fmt: skip
    return render(request, "concealed/settings.html", shown)


@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, section_id: str) -> HttpResponse:
    """How long the supervisor has, by contract."""
    section = _section(request, section_id)
    only(_keeps(request.user, section))
    back = reverse("concealed:settings", args=(section.public_id,))

    def done(form: Any) -> str:
        agreed_set(section=section, by=request.user, **form.cleaned_data)
        return back

    form = AgreedForm(posted(request))
    return form_page(
        request, form, _("约定到场时限"), done=done, back=back, submit=_("设定"),
        intro=_("从报验时刻算起；已经报验的按报验时的时限。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def kinds(request: HttpRequest, section_id: str) -> HttpResponse:
    """Put a file of templates in place of those of the house."""
    section = _section(request, section_id)
    only(sides(request.user, section) & {Side.OWNER, Side.SUPERVISOR})
    back = reverse("concealed:settings", args=(section.public_id,))

    def done(form: Any) -> str:
        said = form.cleaned_data
        number = kinds_import(
            section=section, text=said["file"], replace=said["replace"], by=request.user
        )
        messages.success(request, _("已导入 %(n)d 个模板，全项目适用。") % {"n": number})
        return back

    form = KindsForm(*sent(request))
    return form_page(request, form, _("导入部位模板"), done=done, back=back, submit=_("导入"))

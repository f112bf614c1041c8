"""Programmes: the list, one of them, and what is written of it. 方案的页面。"""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.kinds import Refused
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.core.paper_forms import refuse_file
from qinglian.web.core.papers import paper_sent
from qinglian.web.core.wording import step_label
from qinglian.web.duties.coverage import State, bare_places, coverage_of
from qinglian.web.duties.list_forms import ReasonForm
from qinglian.web.duties.list_queries import programme_period
from qinglian.web.duties.list_states import PROGRAMME_STEPS
from qinglian.web.duties.models import Action, DutyList, Programme, ProgrammePaper
from qinglian.web.duties.programme_forms import (
    ActionForm,
    EndForm,
    ProgrammeCorrectForm,
    ProgrammeForm,
)
from qinglian.web.duties.reading.files import text_of
from qinglian.web.duties.reading.text import pieces
from qinglian.web.duties.services.list_rules import makes, owner_units
from qinglian.web.duties.services.programmes import (
    action_put,
    action_remove,
    programme_correct,
    programme_end,
    programme_make,
)
from qinglian.web.duties.services.reading import file_read
from qinglian.web.units.scope import reach

KINDS = frozenset({"docx", "txt"})
MOST = 200
"""Programmes whose sentences are counted for one list."""


def seen_programme(request: HttpRequest, public_id: str) -> Programme:
    """One that this person reads."""
    rows = Programme.objects.visible_to(request.user).select_related("owner_unit", "made_by")
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """All one sees, each with how many of its sentences nobody carries out."""
    only(reach(request.user, Programme.OBJECT))
    rows = Programme.objects.visible_to(request.user).select_related("owner_unit")
    bare = {one.pk: len(bare_places(one, request.user)) for one in rows[:MOST]}
    actions = []
    if owner_units(request.user).exists():
        actions = [(_("登记方案"), reverse("duties:programme_new"))]
    return Listing(
        request,
        rows,
        title=pgettext("list", "方案"),
        intro=_("实施意见、方案逐句拆开：哪一句由谁落实，哪一句还没有人。"),
        columns=[
            Column("title", _("名称"), link=True, sort="title"),
            Column("doc_no", _("文号"), sort="doc_no"),
            Column("owner_unit", _("印发单位"), sort="owner_unit__name"),
            Column("issued_on", _("印发日期"), sort="issued_on"),
            Column("bare", _("无人落实的句子"), value=lambda row: bare.get(row.pk), number=True),
        ],
        search=("title", "doc_no", "public_id", "owner_unit__name"),
        filters=[
            Filter("owner", _("印发单位"), owners(rows), "owner_unit__code"),
            *programme_period(request),
        ],
        order="-issued_on",
        empty=_("还没有登记方案。"),
        actions=actions,
    ).respond()


def owners(rows: Any) -> list[tuple[str, str]]:
    """Bodies that own what one sees."""
    found = rows.order_by("owner_unit__code").values_list("owner_unit__code", "owner_unit__name")
    return list(found.distinct())


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Paste or send the text, look at its sentences, then keep it. Nothing is kept before."""
    only(owner_units(request.user).exists())
    form = ProgrammeForm(*sent(request), user=request.user)
    form.label_suffix = ""
    context = {
        "form": form,
        "title": _("登记方案"),
        "back": reverse("duties:programmes"),
        "submit": _("预览"),
    }
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _read(request, form)
            except Refused as error:
                refuse_file(form, error)
            except NotAllowed as error:
                messages.error(request, str(error))
    return render(request, "core/form.html", context, status=status)


def _read(request: HttpRequest, form: ProgrammeForm) -> HttpResponse:
    """The preview, or the programme where the preview was agreed to."""
    said = form.cleaned_data
    text = said["text"]
    if said["file"]:
        text = file_read(
            said["file"], by=request.user, kinds=KINDS, asked=said["confirmed"], reader=text_of
        )
    if "keep" in request.POST:
        made = programme_make(
            title=said["title"], doc_no=said["doc_no"], issued_on=said["issued_on"], text=text,
            owner_unit=said["owner_unit"], by=request.user, asking=_places(request, "asks"),
            actions=_places(request, "action"),
        )  # fmt: skip
        messages.success(
            request, _("已登记，共 %(n)d 句。") % {"n": made.clauses.filter(heading=False).count()}
        )
        return redirect("duties:coverage", made.public_id)
    found = list(enumerate(pieces(text), 1))
    sentences = [one for _place, one in found if not one.heading]
    if not sentences:
        raise NotAllowed(_("没有读出句子，请检查正文。"))
    return render(
        request,
        "duties/programme_preview.html",
        {
            "said": said, "text": text, "pieces": found, "sentences": len(sentences),
            "asking": sum(one.asks for one in sentences),
        },
    )  # fmt: skip


def _places(request: HttpRequest, name: str) -> set[int]:
    return {int(one) for one in request.POST.getlist(name) if one.isdigit()}


@require_safe
def programme(request: HttpRequest, public_id: str) -> HttpResponse:
    """Programme → action → list → item, and how much of the text is carried out."""
    found = seen_programme(request, public_id)
    lists = DutyList.objects.visible_to(request.user).filter(programme=found)
    lists = list(lists.select_related("owner_unit", "action").order_by("action", "title"))
    covered = coverage_of(found, request.user)
    actions = [
        {"action": one, "lists": [each for each in lists if each.action_id == one.pk]}
        for one in found.actions.select_related("lead_unit")
    ]
    return render(
        request,
        "duties/programme.html",
        {
            "programme": found,
            "makes": makes(found, request.user),
            "covered": covered,
            "states": [(state, label, covered.counts[state]) for state, label in State.choices],
            "actions": actions,
            "lists": [one for one in lists if one.action_id is None],
            "steps": [
                {"step": one, "label": step_label(one.verb, PROGRAMME_STEPS, {})}
                for one in found.steps.select_related("by").prefetch_related("papers")
            ],
            "reasons": reach(request.user, Programme.OBJECT).reasons(found),
        },
    )


def _writable(request: HttpRequest, public_id: str) -> Programme:
    found = seen_programme(request, public_id)
    only(makes(found, request.user))
    return found


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Title, number, day."""
    found = _writable(request, public_id)

    def done(form: Any) -> Programme:
        return programme_correct(programme=found, by=request.user, **form.said())

    first = {"title": found.title, "doc_no": found.doc_no, "issued_on": found.issued_on}
    form = ProgrammeCorrectForm(posted(request), row=found, initial=first)
    return form_page(request, form, _("改方案信息"), done=done, back=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """It holds no longer."""
    found = _writable(request, public_id)

    def done(form: Any) -> Programme:
        return programme_end(programme=found, by=request.user, **form.said())

    form = EndForm(posted(request), row=found)
    return form_page(request, form, _("方案停止施行"), done=done, back=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def action(request: HttpRequest, public_id: str, number: int = 0) -> HttpResponse:
    """Write an action."""
    found = _writable(request, public_id)
    row = get_object_or_404(Action, programme=found, pk=number) if number else None

    def done(form: Any) -> Programme:
        action_put(programme=found, by=request.user, action=row, **form.cleaned_data)
        return found

    first = {"title": row.title, "lead_unit": row.lead_unit} if row else {}
    form = ActionForm(posted(request), initial=first)
    return form_page(request, form, _("写行动"), done=done, back=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def action_off(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Take an action off."""
    found = _writable(request, public_id)
    row = get_object_or_404(Action, programme=found, pk=number)

    def done(form: Any) -> Programme:
        return action_remove(action=row, by=request.user, reason=form.cleaned_data["reason"])

    form = ReasonForm(posted(request), row=found)
    return form_page(
        request, form, _("删行动"), done=done, back=found.get_absolute_url(), intro=row.title
    )


@require_safe
def paper(request: HttpRequest, public_id: str) -> FileResponse | HttpResponseRedirect:
    """One paper one may see."""
    rows = ProgrammePaper.objects.visible_to(request.user).select_related("step__programme")
    found = get_object_or_404(rows, public_id=public_id)
    return paper_sent(found, of=found.step.programme, by=request.user)

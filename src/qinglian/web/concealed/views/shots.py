"""One picture, the chain it stands in, and a copy for publication. 现场照片、记录链与遮挡后的副本。"""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.concealed.chain import chain_verify
from qinglian.web.concealed.forms import PublishForm
from qinglian.web.concealed.kinds import kind_of
from qinglian.web.concealed.models import Alike, Paper, Shot
from qinglian.web.concealed.models.shot import FIRST
from qinglian.web.concealed.queries import why
from qinglian.web.concealed.services.publishing import blurred
from qinglian.web.concealed.states import Source, Sure
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import posted
from qinglian.web.core.papers import paper_sent
from qinglian.web.core.uploads import download
from qinglian.web.works.models import Section


def _seen(request: HttpRequest, public_id: str) -> Shot:
    rows = Shot.objects.visible_to(request.user).select_related(
        "section__project", "acceptance__part", "by"
    )
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def shot(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is recorded of it, and its neighbours in the chain."""
    found = _seen(request, public_id)
    kind = kind_of(found.section.project, found.acceptance.kind)
    around = Shot.objects.filter(section=found.section)
    pairs = Alike.objects.visible_to(request.user)
    place = found.facts.get("place") or {}
    shown = {
        "shot": found, "name": kind.shot_name(found.shot),
        "board": [(key, value) for key, value in (found.facts.get("board") or {}).items() if value],
        "place": [str(place[key]) for key in ("point", "portal", "face", "lat", "lon") if place.get(key)],
        "accuracy": place.get("accuracy"), "first": found.previous == FIRST,
        "before": around.filter(number=found.number - 1).first(),
        "after": around.filter(number=found.number + 1).first(),
        "pairs": [*pairs.filter(one=found), *pairs.filter(other=found)],
        "drift": None if found.drift_ms is None else round(found.drift_ms / 1000),
        "reasons": why(request.user, found.section),
    }  # fmt: skip
    return render(request, "concealed/shot.html", shown)


@require_safe
def picture(request: HttpRequest, public_id: str) -> FileResponse:
    """The picture itself, for those who may see the record."""
    found = _seen(request, public_id)
    return download(found.path, found.name, found.kind)


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """A copy in which people cannot be known; the original stays as it is."""
    found = _seen(request, public_id)
    form = PublishForm(posted(request), label_suffix="")
    if form.is_valid():
        content = blurred(shot=found, by=request.user, **form.cleaned_data)
        response = HttpResponse(content, content_type="image/jpeg")
        response["Content-Disposition"] = f'attachment; filename="{found.public_id}.jpg"'
        response["Cache-Control"] = "private, no-store"
        return response
    shown = {"shot": found, "form": form, "module": static("concealed/boxes.js")}
    return render(request, "concealed/publish.html", shown, status=422 if form.is_bound else 200)


@require_safe
def chain(request: HttpRequest, section_id: str) -> HttpResponse:
    """The records of a section, and whether they hang together."""
    section = get_object_or_404(Section.objects.visible_to(request.user), public_id=section_id)
    rows = Shot.objects.visible_to(request.user).filter(section=section)
    result: Any = chain_verify(section, files="files" in request.GET)
    return Listing(
        request, rows.select_related("acceptance__part", "by", "section"),
        title=_("%(section)s 照片记录链") % {"section": section},
        columns=[
            Column("number", _("序号"), sort="number", link=True),
            Column("acceptance", _("部位或桩号")),
            Column("taken_at", _("拍摄时间"), sort="taken_at"),
            Column("time_sure", _("时间可信度"), sort="time_sure"),
            Column("found", _("定位方式"), sort="found"),
            Column("source", _("来源"), sort="source"),
            Column("hash", _("散列值"), value=lambda row: row.hash[:16]),
        ],
        search=("public_id", "acceptance__said", "acceptance__part__name"),
        filters=[
            Filter("source", _("来源"), Source.choices), Filter("time_sure", _("时间可信度"), Sure.choices),
        ],
        order="-number", empty=_("还没有照片记录。"), template="concealed/chain.html",
        context={"result": result, "section": section, "files": "files" in request.GET},
    ).respond()  # fmt: skip


@require_safe
def paper(request: HttpRequest, public_id: str) -> FileResponse:
    """One paper of an acceptance one may see."""
    rows = Paper.objects.visible_to(request.user).select_related("step__acceptance__section")
    found = get_object_or_404(rows, public_id=public_id)
    return paper_sent(found, of=found.step.acceptance, by=request.user)

"""What bodies say, the answers, and the register. 反馈、答复、意见采纳情况表。"""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.consultations.counted import POINTS
from qinglian.web.consultations.forms import AnswerForm
from qinglian.web.consultations.models import Asked, Consultation, Paper, Point
from qinglian.web.consultations.services.opinions import point_answer
from qinglian.web.consultations.services.rules import asks, speaks
from qinglian.web.consultations.states import SAID, Adopted, Kind, Stance
from qinglian.web.consultations.verbs import BODY, body_verbs
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.core.papers import paper_sent
from qinglian.web.core.periods import period_filter
from qinglian.web.units.scope import reach


@require_safe
def register(request: HttpRequest, public_id: str = "") -> HttpResponse:
    """征求意见采纳情况表: every opinion with what became of it, of one consultation or of all."""
    only(reach(request.user, "consultation"))
    rows = Point.objects.visible_to(request.user).filter(asked__status__in=SAID)
    rows = rows.select_related("asked__unit", "asked__round__consultation")
    title, actions = _("意见采纳情况"), []
    if public_id:
        seen = Consultation.objects.visible_to(request.user)
        whole = get_object_or_404(seen, public_id=public_id)
        rows = rows.filter(asked__round__consultation=whole)
        title, actions = _("意见采纳情况表"), [(whole.subject, whole.get_absolute_url())]
    subject = Column(
        "subject", _("标题"), value=lambda row: mask_text(row.asked.round.consultation.subject), link=True,
        sort="asked__round__consultation__subject",
    )  # fmt: skip
    return Listing(
        request,
        rows,
        title=title,
        columns=[
            *([] if public_id else [subject]),
            Column(
                "round", _("轮次"), value=lambda row: row.asked.round.number, sort="asked__round__number",
                number=True,
            ),
            Column("unit", _("单位"), value=lambda row: row.asked.unit, sort="asked__unit__name"),
            Column("stance", _("意见"), value=_stance, sort="asked__stance"),
            Column("clause", _("条款")),
            Column("proposed", _("内容"), value=_content),
            Column("adopted", _("采纳情况"), value=_adopted, sort="adopted"),
            Column("answer", _("采纳说明"), value=lambda row: mask_text(row.answer)),
        ],
        search=("proposed", "clause", "asked__unit__name", "asked__round__consultation__subject"),
        filters=[
            Filter("adopted", _("采纳情况"), Adopted.choices),
            Filter("stance", _("意见"), Stance.choices, "asked__stance"),
            Filter("kind", _("种类"), Kind.choices, "asked__round__consultation__kind"),
            *period_filter(request, POINTS),
        ],
        order="asked__answered_at" if public_id else "-asked__answered_at",
        empty=_("还没有意见。"),
        actions=actions,
    ).respond()  # fmt: skip


def _stance(row: Point) -> Any:
    return row.asked.get_status_display() if row.asked.by_clock else row.asked.get_stance_display()


def _content(row: Point) -> str:
    reason = _("（理由：%(reason)s）") % {"reason": row.reason} if row.reason else ""
    return mask_text(f"{row.proposed}{reason}")


def _adopted(row: Point) -> Any:
    if row.adopted:
        return row.get_adopted_display()
    return _("待答复") if row.needs else "–"


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Say a verb of a body asked, or return what it said."""
    if verb not in BODY:
        raise Http404
    whole, found = _asked(request, number)
    chosen = BODY[verb]
    only(asks(whole, request.user) if verb == "return" else speaks(found, request.user))
    only(chosen in body_verbs(found, whole, request.user) or request.method == "POST")

    def done(form: Any) -> Consultation:
        with form.filed(request.user) as papers:
            chosen.call(asked=found, by=request.user, papers=papers, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        return whole

    form = chosen.form(*sent(request), row=found)
    form.folded = verb != "draft"
    return form_page(
        request, form, chosen.label, done=done, back=whole.get_absolute_url(), submit=chosen.label,
        template="consultations/act.html", whole=whole, asked=found, round=found.round,
    )  # fmt: skip


def _asked(request: HttpRequest, number: int) -> tuple[Consultation, Asked]:
    seen = Consultation.objects.visible_to(request.user)
    rows = Asked.objects.filter(round__consultation__in=seen)
    found = get_object_or_404(rows.select_related("unit", "round__consultation__asker"), pk=number)
    return found.round.consultation, found


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Adopted, partly, or not."""
    rows = Point.objects.visible_to(request.user).select_related("asked__unit", "asked__round")
    found = get_object_or_404(rows, pk=number)
    whole = found.asked.round.consultation
    only(asks(whole, request.user))

    def done(form: Any) -> Consultation:
        with form.filed(request.user) as papers:
            point_answer(point=found, by=request.user, papers=papers, **form.said())
        return whole

    form = AnswerForm(*sent(request), point=found)
    return form_page(
        request, form, _("答复意见"), done=done, back=whole.get_absolute_url(), submit=_("答复"),
        template="consultations/act.html", whole=whole, point=found,
    )  # fmt: skip


@require_safe
def paper(request: HttpRequest, public_id: str) -> FileResponse:
    """One paper of a consultation one may see."""
    rows = Paper.objects.visible_to(request.user).select_related("step__consultation__asker")
    found = get_object_or_404(rows, public_id=public_id)
    return paper_sent(found, of=found.step.consultation, by=request.user)

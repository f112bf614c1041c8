"""Papers of a consultation: the register of what was adopted, the countersign sheet. 采纳情况表、会签单。"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qinglian.web.accounts.roles import Role
from qinglian.web.consultations.models import Consultation, Point
from qinglian.web.consultations.queries import blocks_of, tally
from qinglian.web.consultations.states import SAID, Kind, Status
from qinglian.web.core.drafts import Cited, Content, DraftKind, Fields, Grid, Paragraph, Words
from qinglian.web.core.masking import mask_text
from qinglian.web.core.templatetags.site import day

ROLES = frozenset(
    {
        Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.AUTHORITY_HANDLER, Role.AUTHORITY_HEAD, Role.LEAD_LIAISON,
        Role.PROGRAMME_OFFICE, Role.TRIAGE_OFFICER, Role.SUPERVISOR, Role.SUPERVISION_HEAD,
    }
)  # fmt: skip


def _heard(whole: Consultation) -> bool:
    return whole.status in (Status.ANSWERING, Status.CLOSED)


def _countersign(whole: Consultation) -> bool:
    return whole.kind == Kind.COUNTERSIGN and whole.status != Status.WITHDRAWN


def register(on: Consultation, user: Any, **_period: Any) -> Content:
    """征求意见采纳情况表: every opinion of every round and what became of it, as far as this person reads."""
    counts, url = tally(on), f"{on.get_absolute_url()}register/"
    rows = Point.objects.visible_to(user).filter(asked__round__consultation=on)
    rows = rows.filter(asked__status__in=SAID).select_related("asked__unit", "asked__round")
    said = _("%(subject)s征求了有关单位意见。最后一轮请 ") % {"subject": mask_text(on.subject)}
    return Content(
        _("%(subject)s意见采纳情况表") % {"subject": on.subject},
        "",
        (
            Paragraph(
                (
                    said, Cited(str(counts["all"]), on.get_absolute_url()), _(" 家，反馈 "),
                    Cited(str(counts["said"]), url), _(" 家，到期未反馈 "), Cited(str(counts["silent"]), url),
                    _(" 家。未反馈的记为无意见，不作同意。"),
                )
            ),
            Grid(
                (_("轮次"), _("单位"), _("意见"), _("条款"), _("内容"), _("采纳情况"), _("采纳说明")),
                tuple(map(_line, rows.order_by("asked__round__number", "asked__place", "pk"))),
            ),
        ),
        signed=str(on.asker),
    )  # fmt: skip


def _line(one: Point) -> tuple[Words, ...]:
    asked = one.asked
    stance = asked.get_status_display() if asked.by_clock else asked.get_stance_display()
    adopted = one.get_adopted_display() if one.adopted else _("待答复") if one.needs else "–"
    return (
        str(asked.round.number), str(asked.unit), str(stance), mask_text(one.clause) or "–",
        mask_text(one.proposed) or "–", str(adopted), mask_text(one.answer) or "–",
    )  # fmt: skip


def sheet(on: Consultation, user: Any, **_period: Any) -> Content:
    """会签单: the text, and for each body who said what when; what is missing is left to be filled in by hand."""
    last = on.rounds.last()
    return Content(
        _("%(subject)s会签单") % {"subject": on.subject},
        "",
        (
            Fields(
                (
                    (_("发起单位"), str(on.asker)),
                    (_("标题"), Cited(mask_text(on.subject), on.get_absolute_url())),
                    (_("征询内容"), mask_text(last.text) if last else ""),
                )
            ),
            Grid(
                (_("单位"), _("意见"), _("签字"), _("日期")),
                tuple(
                    (
                        one.unit, mask_text(f"{one.said} {one.text}".strip()) if one.at else "", one.person,
                        day(one.at) if one.at else "",
                    )
                    for one in blocks_of(on)
                ),
            ),
        ),
        signed=str(on.asker),
    )  # fmt: skip


DRAFTS = [
    DraftKind(
        "opinion_register",
        gettext_lazy("意见采纳情况表"),
        "consultations.consultation",
        ROLES,
        register,
        _heard,
    ),
    DraftKind(
        "countersign_sheet",
        gettext_lazy("会签单"),
        "consultations.consultation",
        ROLES,
        sheet,
        _countersign,
    ),
]

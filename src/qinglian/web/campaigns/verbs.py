"""The verbs of campaigns, parts and notices as buttons. 按钮。"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.campaigns import forms
from qinglian.web.campaigns.models import Campaign, Notice, Part
from qinglian.web.campaigns.services import checking, notices, opening
from qinglian.web.campaigns.services.rules import on_part, on_side
from qinglian.web.campaigns.states import MOVES, NOTICE_MOVES, PART_MOVES, Move, Status


@dataclass(frozen=True, slots=True)
class Verb:
    """A button: its form and the service it calls."""

    name: str
    label: Any
    form: type[forms.VersionForm]
    call: Callable[..., Any]
    first: bool = False


def _verbs(
    *verbs: tuple[Move, type[forms.VersionForm], Callable[..., Any], bool],
) -> dict[str, Verb]:
    return {
        move.verb: Verb(move.verb, move.label, form, call, first)
        for move, form, call, first in verbs
    }


M, PM, NM = MOVES, PART_MOVES, NOTICE_MOVES
VERBS = _verbs(
    (M["start"], forms.StartForm, opening.campaign_start, True),
    (M["agree"], forms.TextForm, opening.campaign_agree, True),
    (M["refuse"], forms.ReasonForm, opening.campaign_refuse, False),
    (M["ask"], forms.AskForm, checking.selfcheck_ask, True),
    (M["urge"], forms.SayForm, opening.campaign_urge, True),
    (M["edit"], forms.EditForm, opening.campaign_edit, False),
    (M["withdraw"], forms.ReasonForm, opening.campaign_withdraw, False),
    (M["close"], forms.ReasonForm, opening.campaign_close, False),
)
PART_VERBS = _verbs(
    (PM["report"], forms.TextForm, checking.part_report, True),
    (PM["check"], forms.TextForm, checking.part_check, True),
    (PM["uncheck"], forms.ReasonForm, checking.part_uncheck, False),
    (PM["send_back"], forms.BackForm, checking.part_send_back, False),
)
NOTICE_VERBS = _verbs(
    (NM["review"], forms.TextForm, notices.notice_review, True),
    (NM["approve"], forms.TextForm, notices.notice_approve, True),
    (NM["publish"], forms.PublishForm, notices.notice_publish, True),
    (NM["return"], forms.ReasonForm, notices.notice_return, False),
    (NM["drop"], forms.ReasonForm, notices.notice_drop, False),
)
NOTICE_VERBS["edit"] = Verb("edit", _("修改"), forms.NoticeForm, notices.notice_edit)
LABELS = {
    **{
        name: verb.label
        for table in (VERBS, PART_VERBS, NOTICE_VERBS)
        for name, verb in table.items()
    },
    "open": _("起草"),
    "add": _("纳入单位"),
    "ask_leave": _("报批准（超出年度数）"),
    "answer": _("填报一个专题"),
    "correct": M["correct"].label,
    "announce": _("公布抽查种子"),
    "draw": _("抽取"),
    "recheck": _("现场抽查"),
    "counts": _("接收查处件数"),
    "write": _("起草公开稿"),
}


def open_verbs(campaign: Campaign, user: Any) -> list[Verb]:
    """The verbs this person may say now; the services ask again."""
    found = []
    for verb in VERBS.values():
        move = MOVES[verb.name]
        if campaign.status not in move.sources or not on_side(campaign, user, move.side):
            continue
        if verb.name == "agree" and user.pk in (campaign.made_by_id, campaign.started_by_id):
            continue
        if verb.name == "ask" and not campaign.parts.filter(status="named").exists():
            continue
        found.append(verb)
    return found


def part_verbs(part: Part, user: Any) -> list[Verb]:
    """The verbs of a self-check."""
    if part.campaign.status != Status.RUNNING:
        return []
    found = []
    for verb in PART_VERBS.values():
        move = PART_MOVES[verb.name]
        fits = part.status in move.sources and on_part(part, user, move.side)
        if verb.name in ("check", "uncheck"):
            own = part.answered_by_id == user.pk or part.answers.filter(by=user).exists()
            fits = fits and not own
        if fits:
            found.append(verb)
    return found


def notice_verbs(notice: Notice, user: Any) -> list[Verb]:
    """The verbs of a notice."""
    found = []
    for verb in NOTICE_VERBS.values():
        if verb.name == "edit":
            fits = notice.status == "draft" and on_side(notice.campaign, user, "lead")
        else:
            move = NOTICE_MOVES[verb.name]
            fits = notice.status in move.sources and on_side(notice.campaign, user, move.side)
        if verb.name == "review":
            fits = fits and notice.written_by_id != user.pk
        if verb.name == "approve":
            fits = fits and user.pk not in (notice.written_by_id, notice.reviewed_by_id)
        if fits:
            found.append(verb)
    return found

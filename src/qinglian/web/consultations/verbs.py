"""The verbs of a consultation and of a body asked, as buttons. 会签、征求意见的按钮。"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.consultations import forms
from qinglian.web.consultations.models import Asked, Consultation
from qinglian.web.consultations.services import consulting, opinions
from qinglian.web.consultations.services.rules import asks, last_round, speaks, unanswered
from qinglian.web.consultations.states import HEARD, OPEN, SAID, Status, Turn


@dataclass(frozen=True, slots=True)
class Verb:
    """A button: its form and the service it calls."""

    name: str
    label: Any
    form: type[forms.VersionForm]
    call: Callable[..., Any]
    first: bool = False


ASKER: dict[str, Verb] = {
    one.name: one
    for one in (
        Verb("close", _("办结"), forms.TextForm, consulting.consultation_close, first=True),
        Verb("withdraw", _("撤回"), forms.ReasonForm, consulting.consultation_withdraw),
    )
}
BODY: dict[str, Verb] = {
    one.name: one
    for one in (
        Verb("draft", _("反馈意见"), forms.OpinionForm, opinions.opinion_draft, first=True),
        Verb("sign", _("签意见"), forms.TextForm, opinions.opinion_sign, first=True),
        Verb("redraft", _("退回重拟"), forms.ReasonForm, opinions.opinion_redraft),
        Verb("return", _("退回补充"), forms.ReasonForm, opinions.opinion_return),
    )
}


def asker_verbs(whole: Consultation, user: Any) -> list[Verb]:
    """What the asker may say now; the services ask again."""
    if whole.status not in OPEN or not asks(whole, user):
        return []
    ready = whole.status == Status.ANSWERING and not unanswered(whole).exists()
    return [one for one in ASKER.values() if one.name != "close" or ready]


def body_verbs(asked: Asked, whole: Consultation, user: Any) -> list[Verb]:
    """What may be said of a body asked: by itself, or by the asker who returns it."""
    if whole.status not in OPEN or asked.round_id != last_round(whole).pk:
        return []
    found = []
    if asked.status in HEARD and speaks(asked, user):
        found.append(BODY["draft"])
        if asked.status == Turn.DRAFTED:
            found.append(BODY["redraft"])
            if asked.drafted_by_id != user.pk:
                found.append(BODY["sign"])
    returns = asked.status in SAID and not asked.points.exclude(adopted="").exists()
    if returns and asks(whole, user):
        found.append(BODY["return"])
    return found

"""The verbs of a meeting as buttons. 会议按钮。"""

from typing import Any

from qinglian.web.tasks import meeting_forms as forms
from qinglian.web.tasks.forms import ReasonForm, TextForm
from qinglian.web.tasks.meeting_states import MOVES
from qinglian.web.tasks.models import Meeting
from qinglian.web.tasks.services import decisions, meetings
from qinglian.web.tasks.services.meeting_rules import hosts
from qinglian.web.tasks.verbs import Verb

VERBS: dict[str, Verb] = {
    name: Verb(name, MOVES[name].label, form, call, first=first, proves=proves)
    for name, form, call, first, proves in (
        ("invite", forms.CallForm, meetings.meeting_invite, False, False),
        ("settle", forms.CallForm, meetings.meeting_settle, True, False),
        ("hold", forms.HoldForm, meetings.meeting_hold, True, False),
        ("minutes", forms.MinutesForm, meetings.meeting_minutes, True, True),
        ("confirm", forms.ConfirmForm, decisions.decisions_confirm, True, False),
        ("finish", TextForm, meetings.meeting_finish, False, False),
        ("resume", ReasonForm, meetings.meeting_resume, False, False),
        ("cancel", ReasonForm, meetings.meeting_cancel, False, False),
    )
}


def open_verbs(meeting: Meeting, user: Any) -> list[Verb]:
    """The verbs this person may say now; the services ask again."""
    found = []
    for name, verb in VERBS.items():
        move = MOVES[name]
        if meeting.status not in move.sources or not hosts(meeting, user, move.roles):
            continue
        if name == "invite" and meeting.invited_at:
            continue
        if name == "confirm" and not meeting.decisions.filter(task=None).exists():
            continue
        found.append(verb)
    return found

"""The verbs of a difficulty as buttons. 困难问题按钮。"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.duties import forms
from qinglian.web.duties.models import Difficulty
from qinglian.web.duties.services import difficulties, difficulty_outcomes
from qinglian.web.duties.services.difficulty_rules import on_side
from qinglian.web.duties.states import FORWARDS, MOVES
from qinglian.web.tasks.states import GIVING
from qinglian.web.units.scope import roles_of


@dataclass(frozen=True, slots=True)
class Verb:
    """A button: its form and the service it calls."""

    name: str
    label: Any
    form: type[forms.VersionForm]
    call: Callable[..., Any]
    first: bool = False


VERBS: dict[str, Verb] = {
    name: Verb(name, MOVES[name].label, form, call, first)
    for name, form, call, first in (
        ("receive", forms.TextForm, difficulties.difficulty_receive, True),
        ("reply", forms.ReplyForm, difficulties.difficulty_reply, True),
        ("agree", forms.TextForm, difficulties.difficulty_agree, True),
        ("dissatisfy", forms.ReasonForm, difficulties.difficulty_dissatisfy, False),
        ("forward", forms.ForwardForm, difficulties.difficulty_forward, False),
        ("join", forms.JoinForm, difficulties.difficulty_join, False),
        ("part", forms.TextForm, difficulties.difficulty_part, False),
        ("withdraw", forms.ReasonForm, difficulties.difficulty_withdraw, False),
        ("task", forms.TaskForm, difficulty_outcomes.difficulty_task, False),
        ("rule", forms.RuleForm, difficulty_outcomes.difficulty_rule, False),
    )
}
LABELS = {**{name: verb.label for name, verb in VERBS.items()}, "raise": _("提出")}
PLAIN = ("dissatisfy",)
"""Not hidden behind a line: it is the other of two answers."""


def open_verbs(difficulty: Difficulty, user: Any) -> list[Verb]:
    """The verbs this person may say now; the services ask again."""
    sides = {side: on_side(difficulty, user, side) for side in ("unit", "lead")}
    fits = {
        "reply": difficulty.joined_to_id is None,
        "forward": difficulty.joined_to_id is None and difficulty.forwarded < FORWARDS,
        "join": difficulty.joined_to_id is None and forms.joinable(difficulty).exists(),
        "part": difficulty.joined_to_id is not None,
        "task": bool(roles_of(user) & GIVING),
    }
    return [
        verb
        for verb in VERBS.values()
        if difficulty.status in MOVES[verb.name].sources
        and sides[MOVES[verb.name].side]
        and fits.get(verb.name, True)
    ]

"""The verbs of a paper as buttons. 文书按钮。"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qinglian.web.documents import forms
from qinglian.web.documents.models import Document
from qinglian.web.documents.services import moving
from qinglian.web.documents.services.rules import authors, signs, works_on
from qinglian.web.documents.states import MOVES


@dataclass(frozen=True, slots=True)
class Verb:
    """A button: its form and the service it calls."""

    name: str
    form: type[forms.VersionForm]
    call: Callable[..., Any]
    first: bool = True

    @property
    def label(self) -> Any:
        """Its words."""
        return MOVES[self.name].label


VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("submit", forms.SubmitForm, moving.document_submit),
        Verb("check", forms.PersonForm, moving.document_check),
        Verb("countersign", forms.AgreeForm, moving.document_countersign),
        Verb("sign", forms.PersonForm, moving.document_sign),
        Verb("issue", forms.IssueForm, moving.document_issue),
        Verb("send_back", forms.ReasonForm, moving.document_send_back, first=False),
        Verb("void", forms.ReasonForm, moving.document_void, first=False),
    )
}


def open_verbs(document: Document, user: Any) -> list[Verb]:
    """
    The verbs this person may say now; the services ask again. Whoever wrote it may still file what others signed on
    paper, so that check and sign stay open, only not as the next thing to do.
    """
    works = works_on(document, user)
    found = []
    for verb in VERBS.values():
        fits = document.status in MOVES[verb.name].sources
        if verb.name == "countersign":
            fits = fits and moving.open_countersign(document, user) is not None
        elif verb.name == "void":
            fits = fits and works and (user.pk == document.drafter_id or signs(user))
        else:
            fits = fits and works
        if fits:
            found.append(verb)
    return found


def for_another(document: Document, user: Any, verb: str) -> bool:
    """Whether the verb is another person's, so that only a signed sheet can be filed here."""
    if verb == "check":
        return user.pk in authors(document)
    if verb == "sign":
        return user.pk in authors(document) or user.pk == document.checker_id or not signs(user)
    return False

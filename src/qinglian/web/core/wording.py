"""
Words put together in the reader's language: lists, labels, brackets have other marks in English. 词语的连接。

Records, titles and reasons in the database are in the language of the records, Chinese. What is put together to
be shown is put together with these, when it is shown.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _


def listed(words: Iterable[object]) -> str:
    """Words one after another: 「甲、乙」, "A, B"."""
    return _("、").join(str(one) for one in words)


def labelled(label: object, said: object) -> str:
    """A label and what it says: 「理由：…」, "Reason: …"."""
    return _("%(label)s：%(said)s") % {"label": label, "said": said}


def noted(said: object, note: object) -> str:
    """A word with a note in brackets: 「示例局（990101）」, "… (990101)"."""
    return _("%(said)s（%(note)s）") % {"said": said, "note": note}


def step_label(verb: str, labels: Mapping[str, Any], others: Mapping[str, Any]) -> Any:
    """What happened: a verb as its button says it, an answer to what was asked (`extend_agreed`), or another word."""
    if verb in labels:
        return labels[verb]
    asked, _dash, answer = verb.rpartition("_")
    if asked in labels:
        return labelled(labels[asked], _("同意") if answer == "agreed" else _("不同意"))
    return others.get(verb, verb)

"""What process rules ask, in words, with the days from which each wording holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from qinglian.engine.asked import questions
from qinglian.model.process import Constraint
from qinglian.model.rule import Rule
from qinglian.model.text import Text
from qinglian.model.wording import asked


@dataclass(frozen=True)
class Saying:
    """One wording of a rule, in force from `since` up to but not including `until`.

    `threshold` is what signals of this stretch carry; with `pauses` some time may not count.
    """

    since: date | None
    until: date | None
    text: Text
    threshold: float | None = None
    pauses: bool = False


def sayings(rule: Rule, params: Mapping[str, Any] | None = None) -> list[Saying]:
    """The wordings of a process rule, the oldest first; none of a formula or of a card with a mistake.

    `params` is a `--params` file; what it says of other rules is left aside.
    """
    own = {
        code: said
        for code, said in (params or {}).items()
        if rule.id == code or rule.id.startswith(f"{code}-")
    }
    try:
        put = questions([rule], own)[0]
    except OSError:  # A card with a mistake whose file, which would name the line, is gone.
        return []
    found: list[Saying] = []
    for one in put:
        if one.check.template is None:
            continue
        for stretch, constraint in zip(one.stretches, one.constraints, strict=True):
            text = asked(constraint, one.check.template)
            if found and found[-1].text == text:
                found[-1] = Saying(found[-1].since, stretch.until, *_rest(text, constraint))
            else:
                found.append(Saying(stretch.since, stretch.until, *_rest(text, constraint)))
    return found


def _rest(text: Text, c: Constraint) -> tuple[Text, float | None, bool]:
    return text, threshold(c), bool(c.suspended)


def threshold(c: Constraint) -> float | None:
    """The number of a card that its signals carry: the end of the window, or how often, or how many."""
    number = c.n if c.n is not None else c.minimum
    if c.within is not None:
        number = c.within.at_most if c.within.at_most is not None else c.within.at_least
    return None if number is None else float(number)


def saying_of(known: list[Saying], limit: float | None) -> Saying | None:
    """The wording by which a signal with this threshold was judged: the latest that fits."""
    return next((one for one in reversed(known) if one.threshold == limit), None)

"""
What the rooms of works say of a section: cards on its page. 标段页上的各室。

Each app says it in `rooms.py`: `cards(section, user) -> Iterator[Card]`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qinglian.web.works.walking import modules


@dataclass(frozen=True, slots=True)
class Card:
    """One room: its name, where it is, a few figures (label, value), and what is amiss there."""

    title: str
    url: str
    figures: list[tuple[str, Any]]
    warnings: list[str]


def cards(section: Any, user: Any) -> Iterator[Card]:
    """The cards of all rooms."""
    for module in modules("rooms"):
        yield from module.cards(section, user)

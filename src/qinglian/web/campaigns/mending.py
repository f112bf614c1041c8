"""整改: the problems a campaign found, and what became of them. 专项整治的整改。"""

from dataclasses import dataclass
from typing import Any

from qinglian.web.campaigns.models import Campaign


@dataclass(frozen=True, slots=True)
class Mending:
    """Problems opened, struck off, late; system fixes; where the list is."""

    opened: int = 0
    struck: int = 0
    late: int = 0
    fixes: int = 0
    url: str = ""


def mending_of(campaign: Campaign, parts: Any, user: Any) -> Mending:
    """The numbers of the fourth stream, of the problems one sees."""
    return Mending()

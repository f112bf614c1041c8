"""How places and nodes stand on pages. 位置与节点的写法。"""

from typing import Any

from django import template

from qinglian.roadworks.stake import Stake
from qinglian.web.works.models import Alignment
from qinglian.web.works.services.places import length, road
from qinglian.web.works.states import Lane

register = template.Library()
LANES = dict(Lane.choices)


@register.filter
def lane(value: str) -> Any:
    """左幅, 右幅, 全幅."""
    return LANES.get(value, "–")


@register.filter
def stakes(line: Alignment) -> str:
    """First and last stake of a line."""
    found = road(line)
    return f"{found.first}~{found.last}"


@register.filter
def metres(line: Alignment) -> str:
    """How long it is, its breaks counted."""
    return f"{length(line).normalize():,f}"


@register.filter
def broken(line: Alignment) -> list[str]:
    """Its breaks as one writes them."""
    return [str(one) for one in road(line).breaks]


@register.filter
def staked(line: Alignment, distance: Any) -> str:
    """The stake at a distance along a line."""
    return str(road(line).stake(distance))


@register.filter
def label(metres_said: Any) -> str:
    """Metres as an operating stake."""
    return str(Stake("K", metres_said))

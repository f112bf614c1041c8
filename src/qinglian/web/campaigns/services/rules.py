"""
Who acts on a campaign and how it moves. 专项整治的办理规则。

`lead` is the lead body, `urging` the team, `unit` the body of a part, `above` somebody of another body who may give
leave, `sign` whoever signs a notice.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.campaigns.models import Campaign, Notice, Paper, Part, Step
from qinglian.web.campaigns.states import (
    ANSWERING,
    APPROVING,
    LEADING,
    MOVES,
    PART_MOVES,
    PUBLISHING,
    URGING,
)
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.papers import must_prove
from qinglian.web.core.workdays import late_days
from qinglian.web.units.scope import reach, roles_of

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

    Papers = Iterable[Stored]


def on_side(campaign: Campaign, by: Any, side: str) -> bool:
    """Whether a person acts for a side of a campaign."""
    roles, scope = roles_of(by), reach(by, Campaign.OBJECT, write=True)
    rows = Campaign.objects.filter(pk=campaign.pk)
    leads = bool(roles & LEADING) and rows.filter(scope.q({"lead": "lead_unit"})).exists()
    urges = bool(roles & URGING) and rows.filter(scope.q({"urging": "urging_unit"})).exists()
    if side == "part":
        return leads or Part.objects.filter(campaign=campaign).filter(mine(by)).exists()
    if side in ("sign", "review"):
        return leads or urges
    if side == "approve":
        return bool(roles & PUBLISHING) and (leads or urges)
    if side == "above":
        seen = Campaign.objects.visible_to(by).filter(pk=campaign.pk)
        return bool(roles & APPROVING) and by.unit_id != campaign.lead_unit_id and seen.exists()
    return {"lead": leads, "urging": urges}[side]


def mine(by: Any) -> Q:
    """The condition on parts for which a person answers."""
    own = reach(by, Part.OBJECT, write=True).q(Part.SCOPE)
    return own if roles_of(by) & ANSWERING else Q(pk__in=())


def on_part(part: Part, by: Any, side: str) -> bool:
    """Whether a person acts for the body of a part (`unit`), or for who leads or urges."""
    if side == "unit":
        return Part.objects.filter(mine(by), pk=part.pk).exists()
    return on_side(part.campaign, by, side)


def needs(said: str) -> None:
    """Stop where nothing was said."""
    if not said.strip():
        raise NotAllowed(_("请写明情况或理由。"))


def not_mine() -> NotAllowed:
    """What is said to whoever has no business here."""
    return NotAllowed(_("您的角色不办理这件事。"))


def step(campaign: Campaign, verb: str, *, by: Any, papers: "Papers" = (), **said: Any) -> Step:
    """Write down a step with its papers. What was done offline shows its sheet."""
    papers = list(papers)
    must_prove(papers, offline=said.get("offline", False))
    made = Step.objects.create(campaign=campaign, verb=verb, by=by, **said)
    Paper.file(made, papers)
    return made


def take(campaign: Campaign, verb: str, by: Any, version: int | None = None) -> Campaign:
    """The campaign for oneself, if the verb is this person's and fits its state."""
    fresh: Campaign = locked(campaign, version)
    move = MOVES[verb]
    if fresh.status not in move.sources:
        raise Overtaken(fresh.get_status_display())
    if not on_side(fresh, by, move.side):
        raise not_mine()
    return fresh


def moved(
    campaign: Campaign, verb: str, now: str, *, by: Any, text: str = "", **said: Any
) -> Campaign:
    """Write a campaign that was taken, its step and its record."""
    was, campaign.status = campaign.status, now
    campaign.version += 1
    campaign.save()
    step(campaign, verb, by=by, text=text, was=was, now=now, **said)
    record(f"campaign.{verb}", on=campaign, by=by, reason=text, was=was, now=now)
    return campaign


def take_part(part: Part, verb: str, by: Any, version: int | None = None) -> Part:
    """The part for oneself, if its campaign runs and the verb is this person's."""
    fresh: Part = locked(part, version)
    move = PART_MOVES[verb]
    if fresh.campaign.status not in MOVES["ask"].sources:
        raise Overtaken(fresh.campaign.get_status_display())
    if fresh.status not in move.sources:
        raise Overtaken(fresh.get_status_display())
    if not on_part(fresh, by, move.side):
        raise not_mine()
    return fresh


def moved_part(
    part: Part, verb: str, *, by: Any, text: str = "", fields: dict[str, Any], **said: Any
) -> Part:
    """Write a part that was taken, its step and its record."""
    was, part.status = part.status, PART_MOVES[verb].target
    part.version += 1
    for name, value in fields.items():
        setattr(part, name, value)
    part.save()
    late = late_days(part.due_on, None)
    step(
        part.campaign, verb, by=by, text=text, part=part, was=was, now=part.status, late_days=late,
        **said,
    )  # fmt: skip
    record(f"self_check.{verb}", on=part, by=by, reason=text, was=was, now=part.status)
    return part


def take_notice(notice: Notice, version: int | None) -> Notice:
    """The notice for oneself, as the form knew it."""
    fresh: Notice = locked(notice, version)
    return fresh

"""
Who acts for which side of a section, in which post. 谁代表哪一方、在什么岗位。

Every verb of the rooms of works asks here. What a role opens is reading; acting is by contract alone.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.dated import in_force
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.wording import listed
from qinglian.web.units.scope import reach
from qinglian.web.works.models import Participant, Section
from qinglian.web.works.states import Post, Side


@dataclass(frozen=True, slots=True)
class Standing:
    """One post a person holds in a section, on which side, for which firm."""

    side: str
    post: str
    party_id: int
    firm: str
    since: date


def standings(user: Any, section: Section, *, on: date | None = None) -> tuple[Standing, ...]:
    """All posts of a person in a section on a day (today)."""
    if not getattr(user, "is_authenticated", False):
        return ()
    rows = Participant.objects.filter(
        in_force(on or timezone.localdate()), user=user.pk, party__section=section,
        confirmed_by__isnull=False, ended_at=None,
    ).select_related("party")  # fmt: skip
    return tuple(
        Standing(row.party.side, row.post, row.party_id, row.party.name, row.valid_from)
        for row in rows
    )


def sides(user: Any, section: Section) -> frozenset[str]:
    """The sides for which a person may act in a section: one, or none."""
    return frozenset(one.side for one in standings(user, section))


def posts(user: Any, section: Section) -> frozenset[str]:
    """The posts of a person in a section."""
    return frozenset(one.post for one in standings(user, section))


def must_stand(
    user: Any, section: Section, side: str | tuple[str, ...], post: str | tuple[str, ...] = ()
) -> Standing:
    """The standing by which a person acts; `NotAllowed` where there is none on the side, or not in one of the posts."""
    wanted = (side,) if isinstance(side, str) else side
    named = (post,) if isinstance(post, str) and post else tuple(post)
    for one in standings(user, section):
        if one.side in wanted and (not named or one.post in named):
            return one
    if named:
        said = listed([str(Post(one).label) for one in named])
    else:
        said = listed([str(Side(one).label) for one in wanted])
    raise NotAllowed(_("这一步由本标段的%(who)s办理。") % {"who": said})


def reads(user: Any) -> bool:
    """
    Whether a person has a place in the rooms of works: by a role that opens them, or by a contract; looked up once a
    request and kept on the person.
    """
    if reach(user, Section.OBJECT):
        return True
    if not getattr(user, "is_authenticated", False):
        return False
    kept = user.__dict__.setdefault("_takes_part", {})
    day = timezone.localdate()
    if day not in kept:
        kept[day] = Section.objects.visible_to(user).exists()
    return bool(kept[day])

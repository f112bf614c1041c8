"""What is read of concealed work across tables. 隐蔽工程的查询。"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.concealed.kinds import Kind, Shot, kind_of
from qinglian.web.concealed.models import Acceptance, Proof
from qinglian.web.concealed.states import ATTENDING, MOVES, PROVING, Status
from qinglian.web.core.dated import in_force
from qinglian.web.units.scope import reach
from qinglian.web.works.models import Participant, Section
from qinglian.web.works.people import standings
from qinglian.web.works.states import Side


def missing(acceptance: Acceptance, kind: Kind | None = None) -> list[Shot]:
    """Shots of the template of which there is none yet."""
    kind = kind or kind_of(acceptance.section.project, acceptance.kind)
    there = set(acceptance.shots.values_list("shot", flat=True))
    return [one for one in kind.shots if one.key not in there]


def sections_of(user: Any, side: str, posts: tuple[str, ...] = ()) -> QuerySet[Participant]:
    """Sections in which a person acts for a side today."""
    rows = Participant.objects.filter(
        in_force(), user=user.pk, party__side=side, confirmed_by__isnull=False, ended_at=None
    )
    return (rows.filter(post__in=posts) if posts else rows).values("party__section")


def late_q() -> Q:
    """Notices for which nobody came in time."""
    return Q(status=Status.NOTICED, due_at__lt=timezone.now())


def open_verbs(acceptance: Acceptance, user: Any) -> list[str]:
    """What a person may do now; the services ask again."""
    mine = standings(user, acceptance.section)
    sides = {one.side for one in mine}
    found = []
    for move in MOVES.values():
        fits = acceptance.status in move.sources and any(
            one.side in move.side and (not move.posts or one.post in move.posts) for one in mine
        )
        if move.verb == "cover":
            fits = fits and acceptance.late
        if fits:
            found.append(move.verb)
    if (
        acceptance.status == Status.COVERED
        and not acceptance.signed_at
        and Side.SUPERVISOR in sides
    ):
        found.append("sign")
    hidden = acceptance.status in (Status.ACCEPTED, Status.COVERED, Status.PRIVATE, Status.PROVED)
    if hidden and sides & {Side.CONTRACTOR, Side.LABORATORY} and PROVING:
        found.append("proof")
    return found


def waiting_proofs(user: Any) -> QuerySet[Proof]:
    """Proofs that wait for a person of the supervisor."""
    mine = sections_of(user, Side.SUPERVISOR, ATTENDING)
    return Proof.objects.filter(agreed=None, acceptance__section__in=mine)


def why(user: Any, section: Section) -> list[str]:
    """Why a person sees what belongs to a section: by a role, by contract, or both."""
    said = list(reach(user, Section.OBJECT).reasons(section))
    for one in standings(user, section):
        words = {"side": Side(one.side).label, "day": one.since}
        said.append(_("您作为%(side)s自%(day)s起参建可见") % words)
    return list(dict.fromkeys(said))

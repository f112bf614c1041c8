"""
How a meeting moves. 会议的办理规则。

Every verb of the host goes through `move`: it takes the row, compares the version, asks side, role and state, and
writes step, papers and record in one transaction.
"""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.papers import must_prove
from qinglian.web.tasks.meeting_states import HOSTING, MOVES
from qinglian.web.tasks.models import Meeting, MeetingPaper, MeetingStep
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach, roles_of

if TYPE_CHECKING:
    from qinglian.web.tasks.services.rules import Papers


def host_units(user: Any) -> Any:
    """The bodies in whose name a person may hold a meeting or keep a matter."""
    if not roles_of(user) & HOSTING:
        return Unit.objects.none()
    return Unit.objects.filter(reach(user, Meeting.OBJECT, write=True).q({"host": "pk"}))


def hosts(row: Any, by: Any, roles: frozenset[Any] = HOSTING) -> bool:
    """Whether a person acts for the host of a meeting or matter, in one of these roles."""
    kept = reach(by, row.OBJECT, write=True).q(row.SCOPE)
    return bool(roles_of(by) & roles) and type(row).objects.filter(kept, pk=row.pk).exists()


def take(
    row: Any, by: Any, version: int | None, states: tuple[str, ...] = (), roles: Any = HOSTING
) -> Any:
    """The meeting or matter for oneself, where one acts for its host and it is in one of the states."""
    fresh = locked(row, version)
    if not hosts(fresh, by, roles):
        raise NotAllowed(_("您的角色不办理这件事。"))
    if states and fresh.status not in states:
        raise Overtaken(fresh.get_status_display())
    return fresh


def move(
    meeting: Meeting,
    verb: str,
    *,
    by: Any,
    version: int | None = None,
    text: str = "",
    papers: "Papers" = (),
    offline: bool = False,
    **fields: Any,
) -> Meeting:
    """Say a verb, inside a transaction."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    allowed = MOVES[verb]
    fresh: Meeting = take(meeting, by, version, allowed.sources, allowed.roles)
    was = fresh.status
    for name, value in {**fields, "status": allowed.target}.items():
        setattr(fresh, name, value)
    step = noted(fresh, verb, by=by, was=was, text=text, offline=offline)
    MeetingPaper.file(step, papers)
    return fresh


def noted(
    meeting: Meeting,
    verb: str,
    *,
    by: Any,
    was: str = "",
    text: str = "",
    offline: bool = False,
    **data: Any,
) -> MeetingStep:
    """Write down what was done to a meeting one holds, and that it is another version now."""
    meeting.version += 1
    meeting.save()
    was = was or meeting.status
    step = MeetingStep.objects.create(
        meeting=meeting, verb=verb, was=was, now=meeting.status, by=by, text=text, offline=offline, data=data
    )  # fmt: skip
    record(f"meeting.{verb}", on=meeting, by=by, reason=text, was=was, now=meeting.status, **data)
    return step

"""What waits at projects. 工作台上的参建人员确认。"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.core.desk import Counter, Part, Waiting
from qinglian.web.units.scope import reach
from qinglian.web.works.models import Participant, Project
from qinglian.web.works.services.projects import waiting_people


def parts(user: Any) -> Iterator[Part]:
    """People of parties that a second person has to confirm."""
    if reach(user, Project.OBJECT, write=True):
        yield Part(waiting_people(user), _person, related=("party__section", "user"))


def counters(user: Any) -> Iterator[Counter]:
    """None: projects are no race."""
    yield from ()


def _person(row: Participant) -> Waiting:
    section = row.party.section
    return Waiting(
        kind=_("工程项目"), room=_("工程项目"), act=_("确认参建人员"),
        title=f"{row.user} · {row.get_post_display()}", about=section.name, url=section.get_absolute_url(),
    )  # fmt: skip

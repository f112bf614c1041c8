"""Matters and what is put under their columns by hand. 工作事项。"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed
from qinglian.web.tasks.matrix import linkable
from qinglian.web.tasks.models import Column, Matter, MatterLink, MatterPaper, MatterStep
from qinglian.web.tasks.services.meeting_rules import host_units, take
from qinglian.web.tasks.services.rules import needs
from qinglian.web.units.models import Unit

if TYPE_CHECKING:
    from qinglian.web.tasks.services.rules import Papers

OPEN = (Matter.Status.OPEN,)


@transaction.atomic
def matter_open(
    *, title: str, host: Unit, by: Any, text: str = "", concerned: Iterable[Unit] = ()
) -> Matter:
    """Follow a matter under one name."""
    if not host_units(by).filter(pk=host.pk).exists():
        raise NotAllowed(_("您的角色不办理这件事。"))
    made = Matter.objects.create(title=title, host=host, text=text, by=by)
    made.concerned.set(concerned)
    _noted(made, "opened", by, text)
    return made


@transaction.atomic
def matter_link(
    *, matter: Matter, by: Any, column: str, reason: str, number: str = "", title: str = "",
    on: date | None = None, papers: "Papers" = (), version: int | None = None,
) -> MatterLink:  # fmt: skip
    """Put a thing of the site, named by its number, or a paper under a column, with the reason."""
    needs(reason)
    fresh: Matter = take(matter, by, version, OPEN)
    papers, number = list(papers), number.strip().upper()
    kind = ""
    if number:
        found = linkable(number, column, by)
        if found is None:
            raise NotAllowed(
                _("没有找到这个编号，或者它不能归入“%(column)s”。")
                % {"column": Column(column).label}
            )
        kind, title, on = found, "", None
        if fresh.links.filter(column=column, kind=kind, object_id=number).exists():
            raise NotAllowed(_("已经归入过了。"))
    elif not title.strip() or not papers or on is None:
        raise NotAllowed(_("请填编号；或者写文件名称、日期，并附文件。"))
    made = MatterLink.objects.create(
        matter=fresh, column=column, kind=kind, object_id=number, title=title.strip(), on=on,
        reason=reason, by=by,
    )  # fmt: skip
    step = _noted(fresh, "linked", by, reason, column=column, thing=number)
    MatterPaper.file(step, papers, link=made)
    return made


@transaction.atomic
def matter_unlink(*, link: MatterLink, by: Any, reason: str) -> Matter:
    """Take it away again, with the reason; the step stays."""
    needs(reason)
    fresh: Matter = take(link.matter, by, None, OPEN)
    column, number = link.column, link.object_id
    link.delete()
    _noted(fresh, "unlinked", by, reason, column=column, thing=number)
    return fresh


@transaction.atomic
def matter_close(*, matter: Matter, by: Any, reason: str, version: int | None = None) -> Matter:
    """Follow it no longer; why, above all where a column is empty."""
    needs(reason)
    fresh: Matter = take(matter, by, version, OPEN)
    fresh.status = Matter.Status.CLOSED
    _noted(fresh, "closed", by, reason)
    return fresh


@transaction.atomic
def matter_reopen(*, matter: Matter, by: Any, reason: str, version: int | None = None) -> Matter:
    """Follow it again."""
    needs(reason)
    fresh: Matter = take(matter, by, version, (Matter.Status.CLOSED,))
    fresh.status = Matter.Status.OPEN
    _noted(fresh, "reopened", by, reason)
    return fresh


def _noted(matter: Matter, verb: str, by: Any, text: str, **data: Any) -> MatterStep:
    matter.version += 1
    matter.save()
    record(f"matter.{verb}", on=matter, by=by, reason=text, **data)
    return MatterStep.objects.create(matter=matter, verb=verb, by=by, text=text, data=data)

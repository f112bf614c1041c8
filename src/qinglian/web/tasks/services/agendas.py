"""The agenda, and the figures frozen for it. 议题与会议数据。"""

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.reporting import figures_between
from qinglian.web.tasks.meeting_queries import carried_into, standing
from qinglian.web.tasks.meeting_states import FREEZING, Status
from qinglian.web.tasks.models import AgendaItem, Frozen, Meeting, MeetingPaper
from qinglian.web.tasks.services.meeting_rules import noted, take
from qinglian.web.tasks.services.rules import needs
from qinglian.web.units.models import Unit

if TYPE_CHECKING:
    from qinglian.web.tasks.services.rules import Papers


@transaction.atomic
def agenda_add(
    *, meeting: Meeting, by: Any, title: str, unit: Unit | None = None, reporter: str = "",
    papers: "Papers" = (), version: int | None = None,
) -> AgendaItem:  # fmt: skip
    """Put an item at the end of the agenda, with its papers."""
    fresh: Meeting = take(meeting, by, version, (Status.PREPARING,))
    last = fresh.agenda.aggregate(last=Max("number"))["last"] or 0
    made = AgendaItem.objects.create(
        meeting=fresh, number=last + 1, title=title, unit=unit, reporter=reporter
    )
    MeetingPaper.file(item=made, papers=papers)
    noted(fresh, "agenda", by=by, text=title)
    return made


@transaction.atomic
def agenda_up(*, item: AgendaItem, by: Any) -> None:
    """One place earlier."""
    fresh: Meeting = take(item.meeting, by, None, (Status.PREPARING,))
    rows = list(fresh.agenda.all())
    place = rows.index(item)
    if place:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
    for number, row in enumerate(rows, 1):
        row.number = number
    AgendaItem.objects.bulk_update(rows, ["number"])
    noted(fresh, "agenda_order", by=by)


@transaction.atomic
def agenda_remove(*, item: AgendaItem, by: Any) -> None:
    """Take an item off; its papers go with it."""
    fresh: Meeting = take(item.meeting, by, None, (Status.PREPARING,))
    if fresh.decisions.filter(item=item).exists():
        raise NotAllowed(_("已有议定事项的议题不能删。"))
    title = item.title
    item.delete()
    noted(fresh, "agenda_removed", by=by, text=title)


@transaction.atomic
def figures_freeze(
    *, meeting: Meeting, by: Any, begins: date, ends: date, reason: str = "", version: int | None = None
) -> Frozen:  # fmt: skip
    """
    冻结会议数据: the figures of a period as this person of the host sees them now, and how what was agreed before
    stands. They are stored in Chinese, as records are. Again only with a reason; what was frozen before stays.
    """
    fresh: Meeting = take(meeting, by, version, FREEZING)
    if begins > ends or ends > timezone.localdate():
        raise NotAllowed(_("期间应先起后止，且不晚于今天。"))
    number = (fresh.frozen.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > 1:
        needs(reason)
    with translation.override("zh-hans"):
        figures = [
            {
                "key": one.key, "group": str(one.group), "label": str(one.label),
                "number": str(one.number), "measure": str(one.measure), "url": one.url,
            }
            for one in figures_between(by, begins, ends)
        ]  # fmt: skip
        carried = [
            {
                "task": one.task.public_id if one.task else "", "text": one.text,
                "unit": str(one.unit), "due_on": one.due_on.isoformat(), "state": str(standing(one)),
            }
            for one in carried_into(fresh)
        ]  # fmt: skip
    made = Frozen(
        meeting=fresh, number=number, begins=begins, ends=ends, by=by, reason=reason if number > 1 else "",
        figures=figures, carried=carried,
    )  # fmt: skip
    made.sha256 = digest(made)
    made.save()
    noted(fresh, "frozen", by=by, text=made.reason, edition=number)
    return made


def digest(frozen: Frozen) -> str:
    """The hash of what stands in it: anybody can compute it again from the file."""
    said = {
        "begins": frozen.begins.isoformat(), "ends": frozen.ends.isoformat(),
        "figures": frozen.figures, "carried": frozen.carried,
    }  # fmt: skip
    plain = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()

"""同因批量核查: many alerts with one cause, concluded once, after a drawn sample was opened. 同因批量核查。"""

from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qinglian.web.alerts.models import Alert, BatchCheck, Drawn, Paper, Step
from qinglian.web.alerts.services.conclusion import Conclusion
from qinglian.web.alerts.states import SUPERVISING, Cause, Fact, Handling, Status
from qinglian.web.audit.services import record
from qinglian.web.core.draws import draw
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.runs.models import Signal
from qinglian.web.runs.services.corrections import corrections_open
from qinglian.web.units.scope import roles_of

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

AT_LEAST = 5
SHARE = 0.05
"""A twentieth is opened, five at least, all where there are fewer."""


def sample_size(number: int) -> int:
    """How many of so many are opened."""
    return min(number, max(AT_LEAST, ceil(number * SHARE)))


@transaction.atomic
def batch_bind(*, alerts: Iterable[Alert], title: str, by: Any, seed: int) -> BatchCheck:
    """Bind alerts in triage that seem to have one cause, and draw the sample."""
    if not roles_of(by) & SUPERVISING:
        raise NotAllowed(_("您的角色不办理这件事。"))
    keys = [alert.pk for alert in alerts]
    mine = Alert.objects.writable_by(by).filter(pk__in=keys, status=Status.TRIAGE, batch=None)
    ids = dict(mine.values_list("public_id", "pk"))
    if len(ids) < 2:
        raise NotAllowed(_("请选至少两件待研判、未绑定的预警。"))
    made = BatchCheck.objects.create(title=title, by=by, seed=seed)
    Alert.objects.filter(pk__in=ids.values()).update(batch=made)
    Drawn.objects.bulk_create(
        Drawn(batch=made, alert_id=ids[one]) for one in draw(ids, seed, sample_size(len(ids)))
    )
    record("batch_check.bound", on=made, by=by, alerts=len(ids), seed=seed)
    return made


@transaction.atomic
def drawn_open(*, batch: BatchCheck, alert: Alert, by: Any) -> None:
    """Say that a drawn alert was really looked at."""
    Drawn.objects.filter(batch=batch, alert=alert, opened_at=None).update(
        opened_by=by, opened_at=timezone.now()
    )


@transaction.atomic
def batch_conclude(
    *, batch: BatchCheck, by: Any, conclusion: Conclusion, papers: "Iterable[Stored]" = ()
) -> BatchCheck:
    """
    One conclusion for all that are still in triage: by another person than who bound them, once every drawn one
    was opened. A permitted exception needs a paper, once for the batch.
    """
    papers = list(papers)
    fresh = BatchCheck.objects.select_for_update().get(pk=batch.pk)
    if fresh.concluded_at:
        raise Overtaken(_("已结论"), fresh.concluded_by or "")
    if not roles_of(by) & SUPERVISING:
        raise NotAllowed(_("您的角色不办理这件事。"))
    if fresh.by_id == by.pk:
        raise NotAllowed(_("绑定的人不能自己结论。"))
    waiting = fresh.drawn.filter(opened_at=None).count()
    if waiting:
        raise NotAllowed(
            ngettext(
                "抽中的还有 %(n)d 件没有打开看过。", "抽中的还有 %(n)d 件没有打开看过。", waiting
            )
            % {"n": waiting}
        )
    if conclusion.fact not in (Fact.NOT_SO, Fact.UNSETTLED):
        raise NotAllowed(_("批量核查只用于不属实或无法核实的；属实的逐件核查。"))
    conclusion.check()
    conclusion.must_prove(papers)
    Paper.file(batch=fresh, papers=papers)
    now = timezone.now()
    fresh.fact, fresh.cause, fresh.reason = conclusion.fact, conclusion.cause, conclusion.text
    fresh.concluded_by, fresh.concluded_at = by, now
    fresh.save()
    bound = list(fresh.alerts.select_for_update().filter(status=Status.TRIAGE))
    for alert in bound:
        alert.fact, alert.cause, alert.handling = (
            conclusion.fact,
            conclusion.cause,
            list(conclusion.handling),
        )
        alert.status, alert.due_on, alert.step_since = Status.DECLINED, None, now
        alert.version += 1
    Alert.objects.bulk_update(
        bound,
        ["fact", "cause", "handling", "status", "due_on", "step_since", "version"],
        batch_size=500,
    )
    Step.objects.bulk_create(
        (
            Step(
                alert=alert,
                verb="batch",
                was=Status.TRIAGE,
                now=Status.DECLINED,
                by=by,
                text=conclusion.text,
            )
            for alert in bound
        ),
        batch_size=1000,
    )
    if conclusion.cause == Cause.DATA_ERROR:
        corrections_open(
            signals=Signal.objects.filter(alerts__batch=fresh, alerts__status=Status.DECLINED)
            .select_related("last_run")
            .distinct(),
            wrong=conclusion.text,
            origin="batch_check",
            origin_id=fresh.public_id,
            by=by,
        )
    record(
        "batch_check.concluded",
        on=fresh,
        by=by,
        reason=conclusion.text,
        alerts=len(bound),
        cause=conclusion.cause,
    )
    return fresh


DATA_ERROR = Conclusion(Fact.NOT_SO, Cause.DATA_ERROR, (Handling.CORRECT_DATA,), "")
"""What a bad import usually comes to."""

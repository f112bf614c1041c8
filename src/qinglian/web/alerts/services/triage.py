"""研判: push, decline, merge, and what comes back as not ours. 研判阶段的动作。"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from qinglian.web.alerts.models import Alert, Paper, Step
from qinglian.web.alerts.services.moving import move, needs, take
from qinglian.web.alerts.states import (
    MOST_RETURNS,
    Status,
)
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.papers import Sheet, must_prove

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored


@transaction.atomic
def alert_push(
    *,
    alert: Alert,
    by: Any,
    text: str = "",
    version: int | None = None,
    to: Any = None,
    **sheet: Unpack[Sheet],
) -> Alert:
    """推送: to the competent authority of the field, to the body itself where none is known, or to `to`."""
    fields = {"authority_unit": to} if to is not None else {}
    return move(alert, "push", by=by, version=version, text=text, **fields, **sheet)


@transaction.atomic
def alert_decline(
    *, alert: Alert, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Alert:
    """不予推送: only with a reason."""
    needs(reason)
    return move(alert, "decline", by=by, version=version, text=reason, due_on=None, **sheet)


@transaction.atomic
def alert_merge(
    *,
    alert: Alert,
    into: Alert,
    by: Any,
    reason: str,
    version: int | None = None,
    papers: "Iterable[Stored]" = (),
    offline: bool = False,
) -> Alert:
    """
    合并: two alerts of one body that are one matter, both before receipt; afterwards they are linked. Papers go with
    the one that goes on.
    """
    needs(reason)
    papers = list(papers)
    must_prove(papers, offline=offline)
    fresh, other = take(alert, by, version), take(into, by, None)
    if fresh.pk == other.pk or fresh.unit_id != other.unit_id:
        raise NotAllowed(_("只能合并同一责任单位的两件预警。"))
    if fresh.status != Status.TRIAGE or other.status not in (Status.TRIAGE, Status.PUSHED):
        raise NotAllowed(_("签收之后只关联，不合并。"))
    fresh.alertsignal_set.update(alert=other)
    fresh.status, fresh.merged_into, fresh.due_on = Status.MERGED, other, None
    fresh.version, other.version = fresh.version + 1, other.version + 1
    fresh.save()
    other.save()
    for one, verb in ((fresh, "merge"), (other, "merged_in")):
        step = Step.objects.create(
            alert=one,
            verb=verb,
            was=one.status,
            now=one.status,
            by=by,
            text=reason,
            offline=offline,
        )
    Paper.file(step, papers)
    record("alert.merge", on=fresh, by=by, reason=reason, into=other.public_id)
    return other


@transaction.atomic
def alert_return(
    *,
    alert: Alert,
    by: Any,
    reason: str,
    suggested: str = "",
    version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Alert:
    """退回: not ours, once, naming who should have it."""
    needs(reason)
    if take(alert, by, None).returned >= MOST_RETURNS:
        raise NotAllowed(_("已退回过一次，不能再退；请签收核查，或请监督部门提级。"))
    data = {"suggested": suggested}
    return move(
        alert,
        "return",
        by=by,
        version=version,
        text=reason,
        returned=alert.returned + 1,
        data=data,
        **sheet,
    )

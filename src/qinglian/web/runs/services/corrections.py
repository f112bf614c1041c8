"""Opened by a conclusion, closed by a batch that replaces the wrong one, or refused with a reason. 数据更正。"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.runs.models import Batch, Correction, Run, Signal, WrongRow

S = Correction.Status


@transaction.atomic
def corrections_open(
    *, signals: Iterable[Signal], wrong: str, origin: str, origin_id: str, by: Any
) -> list[Correction]:
    """
    One ticket for each batch whose rows the signals cite; one without a batch for rows that may be in several.

    `origin`: `alert` or `batch_check`, whose conclusion says that the data are wrong. Said twice of one matter, it
    is opened once.
    """
    holders: dict[tuple[int, int | None], list[WrongRow]] = defaultdict(list)
    batches: dict[int, Batch] = {}
    tables: dict[tuple[int, str], Batch | None] = {}
    for signal in signals:
        cited = [(one["table"], str(one["id"])) for one in signal.evidence] or [("", "")]
        for table, row_id in dict.fromkeys(cited):
            key = (signal.last_run_id, table)
            if key not in tables:
                tables[key] = _only_batch(signal.last_run, table)
            batch = tables[key]
            if batch:
                batches[batch.pk] = batch
            row = WrongRow(signal=signal, table=table, row_id=row_id[:200])
            unit = batch.unit_id if batch else signal.holder_id
            holders[unit, batch.pk if batch else None].append(row)
    opened = []
    for (unit, key), rows in holders.items():
        same = {"unit_id": unit, "batch_id": key, "origin": origin, "origin_id": origin_id}
        if Correction.objects.filter(**same, status=S.OPEN).exists():
            continue
        register = getattr(batches[key], "register", None) if key else None
        made = Correction.objects.create(
            **same, wrong=wrong, by=by, provider=register.provider if register else ""
        )
        for row in rows:
            row.correction = made
        WrongRow.objects.bulk_create(rows, batch_size=1000)
        record("correction.opened", on=made, by=by, rows=len(rows), origin=origin)
        opened.append(made)
    return opened


def corrections_close(*, wrong: Batch, by: Any, batch: Batch) -> None:
    """A batch replaced the wrong one: what was to be corrected in it is."""
    for one in Correction.objects.select_for_update().filter(batch=wrong, status=S.OPEN):
        _close(one, by, batch)


@transaction.atomic
def correction_close(*, correction: Correction, by: Any, batch: Batch) -> Correction:
    """Say which later batch corrected it, where it could not be told from the rows."""
    fresh = _take(correction, by)
    if not Batch.objects.visible_to(by).filter(pk=batch.pk, at__gt=fresh.at).exists():
        raise NotAllowed(_("请选更正单提出之后装载的批次。"))
    return _close(fresh, by, batch)


@transaction.atomic
def correction_refuse(*, correction: Correction, by: Any, reason: str) -> Correction:
    """The provider stands by its data: with a reason."""
    fresh = _take(correction, by)
    if not reason.strip():
        raise NotAllowed(_("请写明理由。"))
    fresh.status, fresh.answer, fresh.settled_by, fresh.settled_at = (
        S.REFUSED,
        reason,
        by,
        timezone.now(),
    )
    fresh.save()
    record("correction.refused", on=fresh, by=by, reason=reason)
    return fresh


def _close(one: Correction, by: Any, batch: Batch) -> Correction:
    one.status, one.corrected_by, one.settled_by, one.settled_at = (
        S.CORRECTED,
        batch,
        by,
        timezone.now(),
    )
    one.save()
    record("correction.corrected", on=one, by=by, batch=batch.public_id)
    return one


def _take(correction: Correction, by: Any) -> Correction:
    rows = Correction.objects.writable_by(by).select_for_update()
    fresh = rows.filter(pk=correction.pk).first()
    if fresh is None:
        raise NotAllowed(_("您的角色不办理这件事。"))
    if fresh.status != S.OPEN:
        raise Overtaken(fresh.get_status_display(), fresh.settled_by or "")
    return fresh


def _only_batch(run: Run, table: str) -> Batch | None:
    """
    The one batch that held a table when a run looked at it; None where there were several, or none is known. Events
    that were made of ledgers stand in no batch under their own name: they are of the one batch there was.
    """
    used = list(Batch.objects.filter(lake_id__in=[one["batch"] for one in run.inputs]))
    found = [one for one in used if table in one.tables] or used
    return found[0] if len(found) == 1 else None

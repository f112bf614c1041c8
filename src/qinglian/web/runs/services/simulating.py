"""
试算: what a change would do, asked of the lake before anybody agrees. 参数试算。

Signals that were handed over are left out as a run leaves them out, and uncounted.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from qinglian import __version__
from qinglian.engine.lake import open_lake
from qinglian.engine.outcome import Coverage
from qinglian.engine.simulate import Simulation, beside
from qinglian.model.errors import QinglianError
from qinglian.model.signal import signal_id
from qinglian.model.text import Text
from qinglian.web.audit.services import record
from qinglian.web.runs.lake import lake_root
from qinglian.web.runs.models import Change, Tried
from qinglian.web.runs.params import given, rule_of
from qinglian.web.runs.sealed import sealed_signals
from qinglian.web.runs.storing import units_by_name

STUCK = timedelta(minutes=30)
"""A trial that says nothing for so long is asked for again."""
NO_RULE = Text(zh="规则目录里没有这条规则。", en="There is no such rule in the catalogue.")
COUNTS = ("asked", "decided", "undecided", "flagged")


@task(queue_name="runs")
def change_try(key: int) -> None:
    """The trial itself, in the worker. What goes wrong is said on the page of the change."""
    change = Change.objects.get(pk=key)
    if change.status != Change.Status.PROPOSED:
        return
    try:
        _try(change)
    except QinglianError as error:
        _said(change, error.text)
    except Exception as error:
        what = f"{type(error).__name__}: {error}"[:500]
        _said(change, Text(zh=f"试算中断：{what}", en=f"The trial broke off: {what}"))
        raise


def trials_resume() -> int:
    """Ask again for trials whose worker was killed; called every minute."""
    old = Change.objects.filter(
        status=Change.Status.PROPOSED, trouble="", moved_at__lt=timezone.now() - STUCK
    )
    for change in old:
        Change.objects.filter(pk=change.pk).update(moved_at=timezone.now())
        change_try.enqueue(change.pk)
    return len(old)


def _said(change: Change, trouble: Text) -> None:
    Change.objects.filter(pk=change.pk, status=Change.Status.PROPOSED).update(
        trouble=trouble.zh, trouble_en=trouble.en
    )


def _try(change: Change) -> None:
    rule = rule_of(change.rule_id)
    if rule is None:
        _said(change, NO_RULE)
        return
    standing = Change.objects.filter(rule_id=change.rule_id, status=Change.Status.APPROVED).first()
    against = standing.params if standing else {}
    dataset = open_lake(lake_root())
    found = beside(
        dataset, rule, given(rule, against), given(rule, change.params), as_of=timezone.localdate()
    )
    before, after = _counts(found.before), _counts(found.after)
    with transaction.atomic():
        fresh = Change.objects.select_for_update().get(pk=change.pk)
        if fresh.status != Change.Status.PROPOSED:
            return
        rows = list(_rows(change, found, before, after))
        fresh.tried.all().delete()
        Tried.objects.bulk_create(rows, batch_size=1000)
        fresh.status, fresh.trouble, fresh.trouble_en = Change.Status.SIMULATED, "", ""
        fresh.against, fresh.card_sha256, fresh.simulated_at = against, rule.sha256, timezone.now()
        fresh.simulated = {
            "before": before,
            "after": after,
            "as_of": found.as_of.isoformat(),
            "version": __version__,
            "batches": [batch.id for batch in dataset.batches],
        }
        fresh.save()
        record("change.simulated", on=fresh, by=fresh.by, card=rule.sha256)


def _rows(change: Change, found: Simulation, before: dict[str, int], after: dict[str, int]) -> Any:
    """The rows of a trial but for what was handed over, which counts nowhere."""
    units, sealed = units_by_name(), sealed_signals()
    for row in found.rows.to_pylist():
        one = signal_id(found.rule.id, row["subject"], row["subject_id"], row["period"])
        if sealed(one):
            uncount(row["what"], before, after)
            continue
        yield Tried(
            change=change,
            signal_id=one,
            unit_id=units.get(row["unit_id"] or ""),
            unit_text=row["unit_id"] or "",
            holder_id=change.unit_id,
            month=row["month"] or "",
            what=row["what"],
            value_before=row["value_before"],
            value_after=row["value_after"],
            text_zh=row["text_zh"],
            text_en=row["text_en"],
        )


def uncount(what: str, before: dict[str, int], after: dict[str, int]) -> None:
    """Take one signal out of the counts, as if its subject had not been asked."""
    for counts, flagged in ((before, what != Tried.What.NEW), (after, what != Tried.What.GONE)):
        for name in ("asked", "decided", *(("flagged",) if flagged else ())):
            counts[name] -= 1


def _counts(cover: Coverage) -> dict[str, int]:
    return {name: getattr(cover, name) for name in COUNTS}

"""Reads across data and runs, within what one may see. 数据与运行的查询。"""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from qinglian.engine.lake import refused
from qinglian.web.runs.lake import lake
from qinglian.web.runs.models import Asked, Batch, Run


def overdue(user: Any) -> QuerySet[Batch]:
    """Batches whose day to be destroyed has passed, which this person has to see to; replaced ones too."""
    late = Batch.objects.writable_by(user).filter(
        register__destroy_by__lt=timezone.localdate(), destroyed_at=None
    )
    return late.select_related("register", "unit").order_by("register__destroy_by", "pk")


def last_run(user: Any) -> Run | None:
    """The last run that was done, of those one may see."""
    done = Run.objects.visible_to(user).filter(status=Run.Status.DONE)
    return done.order_by("-ended_at").first()


def last_asked(user: Any) -> dict[str, Asked]:
    """What the last run said of each rule."""
    run = last_run(user)
    rows = run.asked_rules.defer("card", "missing") if run else ()
    return {one.rule_id: one for one in rows}


def last_asked_of(user: Any, rule_id: str) -> Asked | None:
    """What the last run that asked a rule said of it: not every run asks every pack."""
    runs = Run.objects.visible_to(user).filter(status=Run.Status.DONE)
    rows = Asked.objects.filter(rule_id=rule_id, run__in=runs).select_related("run")
    return rows.defer("card").order_by("-run__ended_at").first()


def refused_rows(batch: Batch) -> list[dict[str, Any]]:
    """The rows of a batch that were not taken, in clear, with the name of the file each came in; for who brought it."""
    names = {one["sha256"]: one["name"] for one in batch.files}
    return [
        {**row, "file": names.get(sha256, "")}
        for sha256, rows in refused.read(lake().folder(batch.lake_id)).items()
        for row in rows
    ]

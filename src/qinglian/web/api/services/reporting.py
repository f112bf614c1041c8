"""
Tell an upper platform what its warnings have come to: an outbox, retried, until it is acknowledged. 状态回传。
"""

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from pydantic import ValidationError

from qinglian.web.api.models import Report, Warning
from qinglian.web.api.outgoing import NotSent, post
from qinglian.web.api.services.delivering import CLAIM, wait_after
from qinglian.web.api.upper.codes import codes
from qinglian.web.api.upper.messages import Acknowledgement
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken

AGAIN = timedelta(days=1)
"""A report that was sent and not acknowledged for so long is sent again, under its number."""


def report(warning: Warning, state: str, *, note: str = "") -> Report | None:
    """Write down what is to be told, in the transaction of the act; nothing where it has no other code above."""
    told = codes().status[state]
    last = warning.reports.order_by("-pk").first()
    if last is not None and last.body["status_code"] == told:
        return None
    unit = warning.task.unit if warning.task else warning.unit
    made = Report(warning=warning)
    made.body = {
        "report_id": made.public_id,
        "warning_id": warning.upper_id,
        "status_code": told,
        "unit_code": unit.code,
        "at": timezone.localtime().isoformat(timespec="seconds"),
        "note": note,
    }
    made.save()
    transaction.on_commit(lambda: report_send.enqueue(made.pk))
    return made


@task()
def report_send(key: int) -> None:
    """Try once; taken by one worker only."""
    now = timezone.now()
    due = Report.objects.filter(_due(now), pk=key)
    if not settings.UPPER_URL or not due.update(next_at=now + CLAIM):
        return
    row = Report.objects.get(pk=key)
    if _earlier(row):
        return
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {settings.UPPER_TOKEN}",
        "Idempotency-Key": row.public_id,
    }
    body = json.dumps(row.body, ensure_ascii=False).encode()
    try:
        status, answer = post(settings.UPPER_URL, body, headers)
        said = ""
    except NotSent as error:
        status, answer, said = 0, b"", error.text.zh
    row.tries.append({"at": now.isoformat(), "status": status, "said": said})
    if 200 <= status < 300:
        _taken(row, answer)
    else:
        wait = wait_after(len(row.tries))
        row.next_at = now + timedelta(seconds=wait or 0)
        row.status = Report.Status.WAITING if wait else Report.Status.DEAD
    row.save(update_fields=["tries", "status", "next_at", "known_at"])


def _taken(row: Report, answer: bytes) -> None:
    """Sent; known at once where the answer says so."""
    row.status, row.next_at = Report.Status.SENT, timezone.now() + AGAIN
    try:
        said = Acknowledgement.model_validate_json(answer)
    except ValidationError:
        return
    if said.report_id == row.public_id:
        row.status = Report.Status.KNOWN if said.accepted else Report.Status.REFUSED
        row.known_at = timezone.now()
        if said.reason:
            row.tries[-1]["said"] = said.reason


def _earlier(row: Report) -> bool:
    """Whether something of the same warning waits before it: they are told in their order."""
    before = Report.objects.filter(warning=row.warning, pk__lt=row.pk, status=Report.Status.WAITING)
    return before.exists()


def reports_due() -> int:
    """Enqueue what is due; called every minute."""
    keys = list(
        Report.objects.filter(_due(timezone.now()))
        .order_by("pk")
        .values_list("pk", flat=True)[:1000]
    )
    for key in keys:
        report_send.enqueue(key)
    return len(keys)


@transaction.atomic
def report_again(*, row: Report, by: Any) -> Report:
    """Send it again, by hand."""
    fresh = Report.objects.select_for_update().get(pk=row.pk)
    if fresh.status in (Report.Status.WAITING, Report.Status.KNOWN):
        raise Overtaken(fresh.get_status_display())
    if not settings.UPPER_URL:
        raise NotAllowed("upper_url")
    fresh.status, fresh.next_at = Report.Status.WAITING, timezone.now()
    fresh.save(update_fields=["status", "next_at"])
    record("report.again", on=fresh, by=by)
    transaction.on_commit(lambda: report_send.enqueue(fresh.pk))
    return fresh


def _due(now: Any) -> Q:
    return Q(status__in=(Report.Status.WAITING, Report.Status.SENT), next_at__lte=now)

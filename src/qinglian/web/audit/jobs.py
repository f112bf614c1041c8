"""Work of the worker: check the whole chain, and write down what was found. 后台校验。"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django_tasks import task

from qinglian.web.audit.checking import check
from qinglian.web.audit.models import Record
from qinglian.web.audit.services import record

CHECKED = "chain.checked"


@task()
def check_chain(by: int | None = None) -> None:
    """Check, for a person or by itself once a day."""
    outcome = check()
    findings = [{"kind": one.kind, "seal": one.seal} for one in outcome.findings]
    person = get_user_model().objects.filter(pk=by).first() if by else None
    with transaction.atomic():
        record(CHECKED, by=person, whole=bool(outcome), seals=outcome.seals, findings=findings)


def check_daily() -> None:
    """The check that runs by itself."""
    check_chain.call()


def last_check() -> dict[str, Any] | None:
    """What the last check found and when."""
    found = Record.objects.filter(action=CHECKED).order_by("-at").first()
    return {"at": found.at, "by": found.actor, **found.data} if found else None

"""What is recorded because it happened, not because a service said so. 由事件触发的记录。"""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from qinglian.web.audit.services import record
from qinglian.web.core.exports import exported


@receiver(exported)
def list_exported(request: HttpRequest, title: str, rows: int, **_: Any) -> None:
    """A list left as a file: who, which list under which filters, how many rows."""
    with transaction.atomic():
        record(
            "list.exported", by=request.user, list=title, rows=rows, filters=request.GET.urlencode()
        )

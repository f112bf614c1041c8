"""What other systems wait for: data that were understood, and what happens to matters. 事件的触发。"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from qinglian.web.api.models import Push
from qinglian.web.api.services.pushing import push_load
from qinglian.web.runs.models import Upload


@receiver(post_save, sender=Upload)
def upload_understood(instance: Upload, **_: Any) -> None:
    """What a system brought was read: load it."""
    if instance.status == Upload.Status.UNDERSTOOD:
        for key in Push.objects.filter(upload=instance, held=False).values_list("pk", flat=True):
            transaction.on_commit(lambda key=key: push_load.enqueue(key))  # type: ignore[misc]

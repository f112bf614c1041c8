"""Forms that went through: one more in its bucket. 表单用时记入分档。"""

from typing import Any

from django.dispatch import receiver

from qinglian.web.burden.spent import spent_add
from qinglian.web.core.started import filled


@receiver(filled)
def _filled(sender: Any, *, form: str, seconds: int, level: str, **_kwargs: Any) -> None:
    spent_add(form=form, seconds=seconds, level=level)

"""Papers under the columns of a matter: a circular that was signed tells everybody. 文书归入五栏。"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.masking import mask_text
from qinglian.web.documents.models import Document
from qinglian.web.documents.states import Status
from qinglian.web.tasks.matrix import Kind, Shown
from qinglian.web.tasks.models import Column

PAPER = _("文书")
SIGNED = (Status.SIGNED, Status.ISSUED)


def _papers(user: Any, numbers: Iterable[str]) -> dict[str, Shown]:
    rows = Document.objects.visible_to(user).filter(public_id__in=list(numbers))
    return {
        one.public_id: Shown(
            PAPER, mask_text(one.title), one.get_absolute_url(), one.issued_on,
            one.get_status_display(), one.status, done=one.status in SIGNED,
        )
        for one in rows
    }  # fmt: skip


KINDS = [
    Kind(
        "documents.document", PAPER,
        frozenset({Column.DEPLOYED, Column.CIRCULATED, Column.APPRAISED}), _papers,
    ),
]  # fmt: skip

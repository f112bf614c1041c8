"""Terms of the steps of a paper. 文书各环节的时限。"""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.terms import Term, due_for, register
from qinglian.web.documents.states import Status

SAMPLE = _("示例，按本地制度定")
STEPS = {Status.CHECK: 1, Status.COUNTERSIGN: 3, Status.SIGN: 2}
"""Working days by step (示例)."""
NAMES = {Status.CHECK: _("核稿"), Status.COUNTERSIGN: _("会签"), Status.SIGN: _("签发")}

register(
    *(
        Term(f"document.{step}", _("文书"), NAMES[step], {"": days}, SAMPLE, {})
        for step, days in STEPS.items()
    )
)


def turn_due(status: str) -> date | None:
    """The day by which whoever's turn it is must act; none where nobody waits."""
    return due_for(f"document.{status}", "", timezone.localdate())

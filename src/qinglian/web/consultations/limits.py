"""Terms of consultations. 会签、征求意见的时限。"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.terms import Term, register
from qinglian.web.consultations.states import Kind

SAMPLE = _("示例，按本地制度定")
DAYS = {Kind.COUNTERSIGN: 3, Kind.OPINION: 5}
"""Working days each body has (示例)."""


def _term(key: str, label: Any, days: int) -> Term:
    return Term(f"consultation.{key}", _("会签与征求意见"), label, {"": days}, SAMPLE, {})


register(
    *(_term(kind.value, kind.label, days) for kind, days in DAYS.items()),
    _term("answer", _("答复采纳情况"), 5),
    _term("remind_before", _("催办：到期前几天"), 1),
    _term("remind_leader", _("催办：逾期几天报负责人"), 2),
)

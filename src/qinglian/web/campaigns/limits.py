"""Terms of campaigns. 专项整治的时限。"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.terms import Term, register

SAMPLE = _("示例，按本地制度定")


def _term(key: str, label: Any, days: int) -> Term:
    return Term(f"campaign.{key}", _("专项整治"), label, {"": days}, SAMPLE, {})


register(
    _term("self_check", _("单位自查"), 15),
    _term("remind_before", _("催办：到期前几天"), 3),
    _term("remind_leader", _("催办：逾期几天报负责人"), 2),
)

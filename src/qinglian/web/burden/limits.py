"""How long an approver has to say that they approved. 批准人确认的时限。"""

from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.terms import Term, register

CONFIRM = "burden.confirm"

register(
    Term(CONFIRM, _("减负"), _("批准人确认超上限"), {"": 3}, _("示例"), {"": ""}),
)

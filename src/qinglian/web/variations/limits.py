"""Terms of variations. 变更的时限。"""

from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.terms import Term, register

register(
    Term(
        "variation.papers", _("工程变更"), _("紧急抢险先实施，补办手续"), {"": 14},
        _("示例，按合同和本地制度定"), {},
    )
)  # fmt: skip

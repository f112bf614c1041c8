"""Terms of evidence. 材料的时限。"""

from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.terms import Term, register

register(
    Term(
        "evidence.explain", _("佐证材料"), _("单位对待核实材料作说明"), {"": 5},
        _("示例，按本地制度定"), {},
    )
)  # fmt: skip

"""Terms of concealed work. 隐蔽验收的时限。"""

from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.terms import Term, register

SAMPLE = _("示例，按合同约定")

register(
    Term(
        "concealed.attend",
        _("隐蔽工程"),
        _("监理到场验收（合同另有约定的从约定）"),
        {"": 2},
        SAMPLE,
        {},
    ),
    Term("concealed.sign", _("隐蔽工程"), _("监理签收自行覆盖记录"), {"": 2}, SAMPLE, {}),
)

"""What is counted in a period, for figures and for the lists they link to. 会签、征求意见的期间口径。"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qinglian.web.consultations.states import Adopted, Kind, Turn
from qinglian.web.core.periods import Counted, within

KINDS: dict[str, Counted] = {
    **{
        f"opened_{kind.value}": (
            label,
            lambda begins, ends, kind=kind: within("opened_at", begins, ends) & Q(kind=kind),
        )
        for kind, label in ((Kind.COUNTERSIGN, _("发起会签")), (Kind.OPINION, _("发起征求意见")))
    },
    "closed": (_("会签、征求意见办结"), lambda begins, ends: within("closed_at", begins, ends)),
}


def _said(begins: date, ends: date) -> Q:
    return within("asked__answered_at", begins, ends)


POINTS: dict[str, Counted] = {
    "said": (
        _("提出的意见"),
        lambda begins, ends: _said(begins, ends) & Q(needs=True, asked__status=Turn.ANSWERED),
    ),
    **{
        one.value: (
            label,
            lambda begins, ends, one=one: _said(begins, ends) & Q(adopted=one),
        )
        for one, label in (
            (Adopted.YES, _("意见采纳")),
            (Adopted.PARTLY, _("意见部分采纳")),
            (Adopted.NO, _("意见不采纳")),
        )
    },
    "silent": (
        _("到期未反馈"),
        lambda begins, ends: _said(begins, ends) & Q(asked__status=Turn.SILENT),
    ),
}

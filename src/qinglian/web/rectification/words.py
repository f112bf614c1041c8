"""What happened without a button of its own, in words. 没有按钮的环节。"""

from django.utils.translation import gettext_lazy as _

OTHERS = {
    "opened": _("挂号"),
    "seen_again": _("另一单位发现同一问题"),
    "took_in": _("并入了另一条"),
}

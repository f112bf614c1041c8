"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qinglian.web.alerts.competence import sees_competences
from qinglian.web.core.menu import Item
from qinglian.web.units.scope import reach

ITEMS = [
    Item(
        pgettext_lazy("list", "预警"), "alerts:alerts", lambda user: bool(reach(user, "alert")), 3
    ),
    Item(_("驾驶舱"), "alerts:cockpit", lambda user: bool(reach(user, "alert")), 1),
    Item(_("主管部门"), "alerts:competences", sees_competences, 67),
    Item(_("移送登记"), "alerts:transfers", lambda user: bool(reach(user, "transfer")), 5),
]

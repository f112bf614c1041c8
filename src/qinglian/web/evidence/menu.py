"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.menu import Item
from qinglian.web.evidence.models import Concern, Talk
from qinglian.web.units.scope import reach

ITEMS = [
    Item(
        _("待核实材料"), "evidence:concerns", lambda user: bool(reach(user, Concern.OBJECT)), 14.2
    ),
    Item(_("佐证材料"), "evidence:pieces", lambda user: bool(reach(user, Concern.OBJECT)), 14.4),
    Item(_("谈话"), "evidence:talks", lambda user: bool(reach(user, Talk.OBJECT)), 14.6),
]

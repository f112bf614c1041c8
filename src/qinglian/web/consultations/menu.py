"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.menu import Item
from qinglian.web.units.scope import reach

ITEMS = [
    Item(
        _("会签"), "consultations:consultations", lambda user: bool(reach(user, "consultation")), 34
    )
]

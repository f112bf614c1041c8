"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.api.models import Integration
from qinglian.web.api.views.upper import sees
from qinglian.web.core.menu import Item
from qinglian.web.units.scope import reach

ITEMS = [
    Item(
        _("对接系统"),
        "api:integrations",
        lambda user: bool(reach(user, Integration.OBJECT)),
        86,
        also=("api:deliveries", "api:reports", "api:docs"),
    ),
    Item(_("上级平台预警"), "api:warnings", sees, 4),
]

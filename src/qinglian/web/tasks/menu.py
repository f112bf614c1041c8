"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.menu import Item
from qinglian.web.units.scope import reach

ITEMS = [
    Item(_("督办"), "tasks:tasks", lambda user: bool(reach(user, "task")), 15),
    Item(_("会议"), "tasks:meetings", lambda user: bool(reach(user, "meeting")), 30),
    Item(_("工作事项五栏"), "tasks:matters", lambda user: bool(reach(user, "meeting")), 32),
]

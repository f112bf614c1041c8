"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.menu import Item
from qinglian.web.works.models import Section

ITEMS = [
    Item(
        _("清单台账"),
        "bills:sections",
        lambda user: Section.objects.visible_to(user).exists(),
        28.1,
    )
]

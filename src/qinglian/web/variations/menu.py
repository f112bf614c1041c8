"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.menu import Item
from qinglian.web.works.models import Section

ITEMS = [
    Item(
        _("工程变更"), "variations:variations",
        lambda user: Section.objects.visible_to(user).exists(), 28.4,
    )
]  # fmt: skip

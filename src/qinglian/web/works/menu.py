"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.menu import Item
from qinglian.web.works.models import Project

ITEMS = [
    Item(
        _("工程项目"), "works:projects",
        lambda user: Project.objects.visible_to(user).exists(), 28,
    )
]  # fmt: skip

"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.menu import Item
from qinglian.web.inspections.queries import reads

ITEMS = [Item(_("督查"), "inspections:visits", reads, 18, ("inspections:inspections",))]

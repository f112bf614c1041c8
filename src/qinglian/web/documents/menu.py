"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.menu import Item
from qinglian.web.documents.services.rules import opens

ITEMS = [Item(_("文书"), "documents:documents", opens, 35)]

"""The app of bills and ledgers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BillsConfig(AppConfig):
    """The bill of quantities, its review against the drawings, and the 0号台账 that limits what may be measured."""

    name = "qinglian.web.bills"
    label = "bills"
    verbose_name = _("清单台账")

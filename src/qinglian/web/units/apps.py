"""The app of bodies."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    """Bodies, lines, mergers."""

    name = "qinglian.web.units"
    label = "units"
    verbose_name = _("单位")

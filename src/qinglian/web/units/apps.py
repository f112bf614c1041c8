"""The app of bodies."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class UnitsConfig(AppConfig):
    """Bodies, lines, mergers."""

    name = "qinglian.web.units"
    label = "units"
    verbose_name = pgettext_lazy("list", "单位")

"""The app of time limits and reminders."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClocksConfig(AppConfig):
    """Terms of steps with their dated changes; reminders before, on and after the day."""

    name = "qinglian.web.clocks"
    label = "clocks"
    verbose_name = _("时限")

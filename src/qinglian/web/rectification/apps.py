"""The app of rectification."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RectificationConfig(AppConfig):
    """Problem, measures, system fix, strike-off by others, look-back."""

    name = "qinglian.web.rectification"
    label = "rectification"
    verbose_name = _("整改")

    def ready(self) -> None:
        """Make the terms of its steps known; open problems of what alerts concluded."""
        from qinglian.web.rectification import limits, receivers  # noqa: F401

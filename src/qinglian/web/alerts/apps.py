"""The app of alerts."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class AlertsConfig(AppConfig):
    """Triage, push, check, conclude, strike off, look back."""

    name = "qinglian.web.alerts"
    label = "alerts"
    verbose_name = pgettext_lazy("list", "预警")

    def ready(self) -> None:
        """Make alerts of what runs find; keep what was handed over out of runs and records."""
        from qinglian.web.alerts import receivers  # noqa: F401

"""The app of other systems."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """Integrations, tokens, calls, hooks, the upper platform."""

    name = "qinglian.web.api"
    label = "api"
    verbose_name = _("对接系统")

    def ready(self) -> None:
        """Tell other systems what happens here."""
        from qinglian.web.api import receivers  # noqa: F401

"""The app of duties; it begins with difficulties raised from below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    """Difficulties: asked, answered, agreed to by who asked."""

    name = "qinglian.web.duties"
    label = "duties"
    verbose_name = _("困难问题")

    def ready(self) -> None:
        """Make the terms known."""
        from qinglian.web.duties import limits  # noqa: F401

"""The app of consultations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    """Ask other bodies, hear each, answer each."""

    name = "qinglian.web.consultations"
    label = "consultations"
    verbose_name = _("会签与征求意见")

    def ready(self) -> None:
        """Make the terms known."""
        from qinglian.web.consultations import limits  # noqa: F401

"""The app of papers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Draft, check, countersign, sign; Word and PDF from masters."""

    name = "qinglian.web.documents"
    label = "documents"
    verbose_name = _("文书")

    def ready(self) -> None:
        """Make terms known, and take papers away with the alert that is handed over."""
        from qinglian.web.documents import limits, receivers  # noqa: F401

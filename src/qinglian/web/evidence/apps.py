"""The app of evidence."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    """Pieces, what they serve, who looked at them; copies; talks."""

    name = "qinglian.web.evidence"
    label = "evidence"
    verbose_name = _("佐证材料")

    def ready(self) -> None:
        """Make the terms known."""
        from qinglian.web.evidence import limits  # noqa: F401

"""The app of audit records."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Records and seals."""

    name = "qinglian.web.audit"
    label = "audit"
    verbose_name = _("审计记录")

    def ready(self) -> None:
        """Write down who exports lists."""
        from qinglian.web.audit import receivers  # noqa: F401

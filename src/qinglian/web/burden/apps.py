"""The app of the burden ledger."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BurdenConfig(AppConfig):
    """What is asked of bodies, in minutes, with a monthly cap; how long forms really take."""

    name = "qinglian.web.burden"
    label = "burden"
    verbose_name = _("减负台账")

    def ready(self) -> None:
        """Terms of its own; forms tell how long they took."""
        from qinglian.web.burden import limits, receivers  # noqa: F401

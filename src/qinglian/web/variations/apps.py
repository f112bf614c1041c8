"""The app of variations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VariationsConfig(AppConfig):
    """Variations on two axes: the design change by features, the contract change by money."""

    name = "qinglian.web.variations"
    label = "variations"
    verbose_name = _("工程变更")

    def ready(self) -> None:
        """The terms of this app."""
        from qinglian.web.variations import limits  # noqa: F401

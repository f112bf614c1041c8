"""The app of unit creation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CreationConfig(AppConfig):
    """Standards, the steps from application to withdrawal, tiers, brands, practices, model sites and contact points."""

    name = "qinglian.web.creation"
    label = "creation"
    verbose_name = _("单元创建")

    def ready(self) -> None:
        """Make its terms known."""
        from qinglian.web.creation import limits  # noqa: F401

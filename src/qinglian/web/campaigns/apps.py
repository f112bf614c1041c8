"""The app of campaigns."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Correct, handle, publish, mend; self-checks and their sample; fields without any action."""

    name = "qinglian.web.campaigns"
    label = "campaigns"
    verbose_name = _("专项整治")

    def ready(self) -> None:
        """Make the terms and the columns of the map known."""
        from qinglian.web.campaigns import columns, limits  # noqa: F401

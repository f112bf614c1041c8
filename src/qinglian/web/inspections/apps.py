"""The app of inspections."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    """The yearly plan, the draw, the joint team, the checklist on a phone, findings, feedback, what became of them."""

    name = "qinglian.web.inspections"
    label = "inspections"
    verbose_name = _("督查")

    def ready(self) -> None:
        """Make its terms known; keep visits nobody may know of yet out of the records that are shown."""
        from qinglian.web.inspections import limits, receivers  # noqa: F401

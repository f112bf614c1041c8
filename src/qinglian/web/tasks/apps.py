"""The app of tasks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    """Assign, sign for, work, report, check, review, done, look back."""

    name = "qinglian.web.tasks"
    label = "tasks"
    verbose_name = _("督办")

    def ready(self) -> None:
        """Make the terms of its steps known; meetings follow the tasks of their decisions."""
        from qinglian.web.tasks import limits, receivers  # noqa: F401
        from qinglian.web.tasks.services import following  # noqa: F401

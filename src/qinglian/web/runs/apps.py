"""The app of data and runs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RunsConfig(AppConfig):
    """Batches, runs, signals."""

    name = "qinglian.web.runs"
    label = "runs"
    verbose_name = _("数据与运行")

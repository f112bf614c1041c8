"""The app of works."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorksConfig(AppConfig):
    """Projects, their contract sections, who takes part by contract, where everything lies, what has been reached."""

    name = "qinglian.web.works"
    label = "works"
    verbose_name = _("工程项目")

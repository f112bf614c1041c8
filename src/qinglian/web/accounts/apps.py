"""The app of people and roles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, roles, scope."""

    name = "qinglian.web.accounts"
    label = "accounts"
    verbose_name = _("人员与角色")

    def ready(self) -> None:
        """Records of signing in and out."""
        from qinglian.web.accounts import receivers  # noqa: F401

"""The app of what all share."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Frame, addresses, list toolkit."""

    name = "qinglian.web.core"
    label = "core"

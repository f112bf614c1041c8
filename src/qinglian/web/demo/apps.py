"""The app of the demo: commands, no tables."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Makes the demo county."""

    name = "qinglian.web.demo"
    label = "demo"

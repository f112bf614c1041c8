"""
What is done again and again: each app says in `ticks.py` what. 定时的事。

`EVERY_MINUTE` and `EVERY_DAY` of an app's `ticks` module are functions without arguments, each safe to call
again. One worker calls them; what fails is logged and does not stop the others.
"""

import logging
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import close_old_connections
from django.utils import timezone

log = logging.getLogger(__name__)


def ticks(name: str) -> list[Callable[[], object]]:
    """The functions of all apps of the house under one name."""
    found: list[Callable[[], object]] = []
    for config in apps.get_app_configs():
        module = f"{config.name}.ticks"
        if config.name.startswith("qinglian.web.") and config.label != "core" and find_spec(module):
            found += getattr(import_module(module), name, [])
    return found


def run_ticks(stop: Callable[[], bool], seconds: int = 60) -> None:
    """Call them until told to stop: those of a day once, soon after midnight and at the start."""
    day = None
    while not stop():
        begun = time.monotonic()
        names = ["EVERY_MINUTE"]
        if day != timezone.localdate():
            day = timezone.localdate()
            names.append("EVERY_DAY")
        for one in [function for name in names for function in ticks(name)]:
            close_old_connections()
            try:
                one()
            except Exception:
                log.exception("%s failed", one.__name__)
        while not stop() and time.monotonic() - begun < seconds:
            time.sleep(0.5)

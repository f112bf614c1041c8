"""`qinglian manage site_ticks`: schedules, sealing, reminders. 定时任务进程。"""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from qinglian.web.core.ticks import run_ticks


class Command(BaseCommand):
    """Runs until it is told to end."""

    help = "定时任务：到期运行、封存、提醒。Schedules, sealing, reminders."

    def handle(self, *args: Any, **options: Any) -> None:
        """Until SIGTERM or SIGINT."""
        stopped: list[int] = []
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda number, frame: stopped.append(number))
        run_ticks(lambda: bool(stopped))

"""What alerts wait for: a run that is done. 运行完成后归并预警。"""

from typing import Any

from django.dispatch import receiver

from qinglian.web.alerts.models import Transfer
from qinglian.web.alerts.services.opening import alerts_open
from qinglian.web.runs import sealed
from qinglian.web.runs.models import Run
from qinglian.web.runs.receivers import run_done


@receiver(run_done)
def run_to_alerts(run: Run, **_: Any) -> None:
    """Make alerts of what the run found."""
    alerts_open(run)


def transferred_marks() -> set[str]:
    """Marks of all signals that were handed over."""
    return {mark for marks in Transfer.objects.values_list("marks", flat=True) for mark in marks}


sealed.SOURCES.append(transferred_marks)

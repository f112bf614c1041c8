"""
What other apps hold about an alert that is handed over: it goes into the package, and where the alert disappears it
disappears with it (practice.md 3.2). 线索移送时一并移交的材料。
"""

from dataclasses import dataclass, field
from typing import Any

from django.dispatch import Signal as Event

alert_leaving = Event()
"""
Sent with `alerts` (one and those merged into it) and `gone`, inside the transaction; each receiver answers with a
`Leaving`. Where `gone` is set it deletes what it has.
"""


@dataclass(slots=True)
class Leaving:
    """`package`: what goes into the sealed package; `hidden`: kinds and ids that records must not show; `files`: where
    files lie that are removed once the transaction is done.
    """

    package: list[dict[str, Any]] = field(default_factory=list)
    hidden: list[list[str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def leave(sender: type, alerts: list[Any], *, gone: bool) -> Leaving:
    """Ask everybody, and put the answers together."""
    whole = Leaving()
    for _receiver, one in alert_leaving.send(sender, alerts=alerts, gone=gone):
        whole.package += one.package
        whole.hidden += one.hidden
        whole.files += one.files
    return whole

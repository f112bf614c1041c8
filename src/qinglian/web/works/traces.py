"""
What stands behind a row of the ledger: certificates, pictures, laboratory results, variations. 台账行的来龙去脉。

Each app says in `traces.py` what it knows: `linked(row, user) -> Iterable[Link]`, scoped to the person. The page of the
row shows them all, so that every yuan is three clicks from certificate to laboratory report.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from qinglian.web.works.walking import modules


@dataclass(frozen=True, slots=True)
class Link:
    """One thing: what kind it is, what it is called, where it stands, of which day, and what is to be said of it."""

    kind: str
    title: str
    url: str
    on: date | None = None
    note: str = ""


def traces(row: Any, user: Any) -> Iterator[Link]:
    """All that any app knows of a row, for this person."""
    for module in modules("traces"):
        yield from module.linked(row, user)

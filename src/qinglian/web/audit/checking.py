"""
Check the chain: every record as it was written, none missing, none added, every link, every published head.
校验审计链。

What one changed row does is always found (a property test changes every column of every row). What is not found
here: a record altered before it was sealed, within a minute of the act, by someone who got around the triggers;
and a chain rewritten whole together with every copy of its heads. Keep copies of heads where the site cannot
write.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qinglian.web.audit import triggers
from qinglian.web.audit.hashing import ALGORITHMS, FIELDS, MARK, digest, line, mark, seal_line
from qinglian.web.audit.models import Head, Record, Seal
from qinglian.web.audit.sealing import head_folder

AT_ONCE = 100
"""Seals read together."""
MOST = 50
"""Findings told; what follows a first one is rarely news."""
MINUTES = 10
"""A record not sealed for so long means that no sealer runs."""

KINDS = {
    "broken_link": gettext_lazy("断链"),
    "seal_altered": gettext_lazy("封存被改动"),
    "record_altered": gettext_lazy("记录被改动"),
    "record_missing": gettext_lazy("记录缺失"),
    "record_added": gettext_lazy("记录多出"),
    "unsealed": gettext_lazy("迟迟未封存"),
    "head_went_back": gettext_lazy("链头倒退"),
    "head_differs": gettext_lazy("链头不符"),
    "unguarded": gettext_lazy("触发器缺失"),
}


class HeadUnreadable(ValueError):
    """A file is no published head."""


@dataclass(frozen=True, slots=True)
class Published:
    """A head somebody kept, and where it was kept."""

    number: int
    digest: str
    day: str
    where: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was. `position` and `record` are for the operator, never for a page."""

    kind: str
    seal: int | None = None
    position: int | None = None
    record: int | None = None
    detail: str = ""

    @property
    def label(self) -> Any:
        """The kind in words."""
        return KINDS[self.kind]

    def __str__(self) -> str:
        parts = [f"{self.label} [{self.kind}]"]
        if self.seal is not None:
            parts.append(_("封存 %(number)d") % {"number": self.seal})
        if self.position is not None:
            parts.append(_("第 %(position)d 条") % {"position": self.position})
        if self.record is not None:
            parts.append(f"id={self.record}")
        return " · ".join([*parts, self.detail] if self.detail else parts)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check read and found."""

    seals: int
    records: int
    findings: tuple[Finding, ...]
    head: str = ""

    def __bool__(self) -> bool:
        return not self.findings


def read_head(path: Path) -> Published:
    """A published head from its file. Raises `HeadUnreadable`."""
    try:
        said = json.loads(path.read_text("utf-8"))
        return Published(int(said["number"]), str(said["digest"]), str(said["day"]), str(path))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HeadUnreadable(_("%(path)s 不是链头文件。") % {"path": path}) from error


def kept_heads() -> Iterator[Published]:
    """The heads this site has published: rows, and files in the data folder."""
    for head in Head.objects.order_by("day"):
        yield Published(head.number, head.digest, f"{head.day:%Y-%m-%d}", "audit_head")
    for path in sorted(head_folder().glob("head-*.json")):
        yield read_head(path)


def check(
    *,
    start: Published | None = None,
    heads: Iterable[Published] | None = None,
    minutes: int = MINUTES,
) -> Outcome:
    """
    Read the chain and compare. With `start`, a head kept elsewhere, the seals up to it are only checked as links
    and records are read from there on: their truth is the head's.
    """
    known = [*(kept_heads() if heads is None else heads), *([start] if start else [])]
    found: list[Finding] = [
        Finding("unguarded", detail=name) for name in triggers.missing(connection)
    ]
    read = _Reader(start.number if start else 0)
    for one in read.findings():
        found.append(one)
        if len(found) >= MOST:
            break
    found += _against(known, read)
    late = timezone.now() - timedelta(minutes=minutes)
    waiting = Record.objects.filter(seal=None, position=None, at__lt=late).count()
    if waiting:
        found.append(
            Finding("unsealed", detail=_("%(n)d 条超过 %(m)d 分钟") % {"n": waiting, "m": minutes})
        )
    return Outcome(read.seals, read.records, tuple(found[:MOST]), read.digest)


def _against(heads: list[Published], read: "_Reader") -> Iterator[Finding]:
    asked = {head.number for head in heads}
    digests = dict(Seal.objects.filter(number__in=asked).values_list("number", "digest"))
    for head in heads:
        where = f"{head.day} {head.where}"
        if head.number > read.number:
            yield Finding("head_went_back", seal=head.number, detail=where)
        elif digests.get(head.number) != head.digest:
            yield Finding("head_differs", seal=head.number, detail=where)


class _Reader:
    """Goes along the chain once."""

    def __init__(self, trusted: int) -> None:
        self.trusted, self.number, self.digest, self.position = trusted, 0, "", 0
        self.seals = self.records = 0

    def findings(self) -> Iterator[Finding]:
        """Everything along the chain, then what hangs on nothing."""
        while batch := list(
            Seal.objects.filter(number__gt=self.number).order_by("number")[:AT_ONCE]
        ):
            if batch[0].number == self.number:
                break
            records = self._records([one for one in batch if one.number > self.trusted])
            for seal in batch:
                yield from self._seal(seal, records[seal.pk])
        dangling = Q(seal__isnull=False, seal__number__isnull=True)
        half = Q(seal=None, position__isnull=False) | Q(seal__isnull=False, position=None)
        # Numbers below one cannot come from the sealer, and the walk above begins at one.
        for number in Seal.objects.filter(number__lt=1).values_list("number", flat=True):
            yield Finding("broken_link", seal=number)
        for row in Record.objects.filter(dangling | half).order_by("id")[:MOST]:
            yield Finding(
                "record_added", position=row.position, record=row.pk, detail=_("不在任何封存中")
            )

    def _records(self, seals: list[Seal]) -> dict[int, list[dict[str, Any]]]:
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        rows = Record.objects.filter(seal__in=seals).order_by("position")
        for row in rows.values(*FIELDS, "seal_id", "position").iterator(chunk_size=5000):
            found[row["seal_id"]].append(row)
        return found

    def _seal(self, seal: Seal, rows: list[dict[str, Any]]) -> Iterator[Finding]:
        if seal.number != self.number + 1:
            detail = _("其前缺 %(n)d 个封存") % {"n": seal.number - self.number - 1}
            yield Finding("broken_link", seal=seal.number, detail=detail)
        elif seal.previous != self.digest:
            yield Finding("broken_link", seal=seal.number, detail=_("与前一封存的摘要不符"))
        begun = self.position
        self.number, self.digest, self.seals = seal.number, seal.digest, self.seals + 1
        self.position += seal.records
        if seal.number <= self.trusted:
            return
        self.records += len(rows)
        if seal.algorithm not in ALGORITHMS or len(seal.marks) != MARK * seal.records:
            yield Finding("seal_altered", seal=seal.number)
            return
        yield from self._content(seal, begun, rows)

    def _content(self, seal: Seal, begun: int, rows: list[dict[str, Any]]) -> Iterator[Finding]:
        lines, findings = [], []
        there = set()
        for row in rows:
            position, number = row.pop("position"), seal.number
            row.pop("seal_id")
            place = (position or 0) - begun
            if not 1 <= place <= seal.records:
                findings.append(Finding("record_added", number, position, row["id"]))
                continue
            there.add(place)
            lines.append(line(row))
            kept = seal.marks[(place - 1) * MARK : place * MARK]
            if kept != mark(seal.algorithm, lines[-1]):
                findings.append(Finding("record_altered", number, position, row["id"]))
        findings += [
            Finding("record_missing", seal.number, begun + place)
            for place in range(1, seal.records + 1)
            if place not in there
        ]
        facts = {
            name: getattr(seal, name)
            for name in ("number", "sealed_at", "records", "algorithm", "previous")
        }
        if not findings and digest(seal.algorithm, (seal_line(**facts), *lines)) != seal.digest:
            findings.append(Finding("seal_altered", seal.number))
        yield from findings

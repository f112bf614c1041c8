"""
The chain of a section's pictures: reckoned, and reckoned again by anybody. 照片记录链的计算与核验。

Hash of a record = SHA-256 over its canonical JSON (keys in order, no spaces, UTF-8), the hash of the previous record
among it. What the file holds is in it by the file's own SHA-256.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.concealed.models import Shot
from qinglian.web.concealed.models.shot import FIRST
from qinglian.web.core import uploads
from qinglian.web.works.models import Section


def said_of(shot: Shot) -> dict[str, Any]:
    """What is hashed of a record."""
    return {
        "section": shot.section.public_id, "number": shot.number, "public_id": shot.public_id,
        "acceptance": shot.acceptance.public_id, "client_id": shot.client_id, "shot": shot.shot,
        "source": shot.source, "by": shot.by_id, "taken_at": _utc(shot.taken_at), "time_sure": shot.time_sure,
        "drift_ms": shot.drift_ms, "found": shot.found, "place_sure": shot.place_sure, "facts": shot.facts,
        "received_at": _utc(shot.received_at), "sha256": shot.sha256, "kept_sha256": shot.kept_sha256,
        "size": shot.size, "previous": shot.previous,
    }  # fmt: skip


def _utc(at: Any) -> str:
    return f"{at.timestamp():.6f}"


def hash_of(shot: Shot) -> str:
    """The hash of a record."""
    text = json.dumps(said_of(shot), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Broken:
    """The first record that does not stand, and why."""

    number: int
    public_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Result:
    """How many records stand, the hash of the last, the first broken link, files that are gone or changed."""

    number: int
    head: str
    broken: Broken | None
    files: tuple[Broken, ...] = ()


def _links(section: Section) -> Iterator[tuple[Shot, Broken | None]]:
    previous = FIRST
    rows = Shot.objects.filter(section=section).select_related("section", "acceptance")
    for expected, row in enumerate(rows.order_by("number").iterator(500), 1):
        why = ""
        if row.number != expected:
            why = _("序号应为 %(n)d，前面缺了记录") % {"n": expected}
        elif row.previous != previous:
            why = _("与上一条接不上")
        elif hash_of(row) != row.hash:
            why = _("内容与散列值不符")
        yield row, Broken(row.number, row.public_id, why) if why else None
        previous = row.hash


def chain_verify(section: Section, *, files: bool = False) -> Result:
    """Reckon the chain of a section again; with `files`, the pictures too."""
    number, head, wrong = 0, FIRST, []
    for row, broken in _links(section):
        if broken is not None:
            return Result(number, head, broken, tuple(wrong))
        number, head = row.number, row.hash
        if files:
            content = uploads.content(row.path)
            if content is None:
                wrong.append(Broken(row.number, row.public_id, _("照片文件不在了")))
            elif hashlib.sha256(content).hexdigest() != row.kept_sha256:
                wrong.append(Broken(row.number, row.public_id, _("照片文件被改动")))
    return Result(number, head, None, tuple(wrong))

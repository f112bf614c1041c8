"""
What is hashed, exactly, so that anybody can hash it again. 封存摘要的算法。

A record is one line of JSON: keys sorted, no spaces, UTF-8, instants in UTC with six places. Its hash is that of
the line. The digest of a seal is the hash of the line of its own facts (with the digest before it) and the lines
of its records in order of position, each ended by a line feed.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives import hashes

ALGORITHMS = {"sha256": hashes.SHA256, "sm3": hashes.SM3}
"""SM3 (GB/T 32905-2016) where 密评 asks for it; each seal says which it was made with."""

FIELDS = (
    "id", "at", "actor_id", "role", "action", "object_type", "object_id", "unit_code", "reason", "data",
)  # fmt: skip
"""The columns of a record that are hashed: all but `seal` and `position`, which the chain itself fixes."""

MARK = 16
"""How many hex digits of a record's own hash its seal keeps."""


def line(facts: dict[str, Any]) -> bytes:
    """One canonical line, with its line feed."""
    said = json.dumps(
        facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_instant
    )
    # A lone surrogate cannot come out of a database in UTF-8; it must not stop a check either.
    return said.encode("utf-8", "backslashreplace") + b"\n"


def _instant(value: Any) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"{value!r} has no canonical form")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def digest(algorithm: str, lines: Iterable[bytes]) -> str:
    """The hash of lines, in hex."""
    made = hashes.Hash(ALGORITHMS[algorithm]())
    for one in lines:
        made.update(one)
    return made.finalize().hex()


def mark(algorithm: str, record: bytes) -> str:
    """The beginning of a record's own hash."""
    return digest(algorithm, (record,))[:MARK]


def seal_line(
    *, number: int, sealed_at: datetime, records: int, algorithm: str, previous: str
) -> bytes:
    """The line of a seal's own facts."""
    facts = {"number": number, "sealed_at": sealed_at, "records": records}
    return line(facts | {"algorithm": algorithm, "previous": previous})

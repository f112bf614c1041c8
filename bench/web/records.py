"""
A million records and their seals, chained as the sealer chains them, so that `audit_verify` finds them whole.
审计记录与封存。
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from bench.web.copying import put, settle
from bench.web.matters import Done
from qinglian.web.audit import triggers
from qinglian.web.audit.hashing import FIELDS, digest, line, mark, seal_line
from qinglian.web.audit.models import Record, Seal
from qinglian.web.audit.sealing import BATCH

Row = tuple[Any, ...]


def records_make(rng: random.Random, done: list[Done], people: int, number: int) -> None:
    """
    What was done to alerts, and people who signed in, until there are so many. Triggers let nobody write sealed
    rows: they are taken away and made again, as by a migration that rewrites the table.
    """
    now = timezone.now().replace(microsecond=0)
    for _ in range(max(0, number - len(done))):
        at = now - timedelta(days=540 * rng.random())
        who = rng.randrange(3, people + 1)
        done.append((at, who, "signed_in", "user", f"p{who:06d}", ""))
    done.sort()
    seals: list[Row] = []
    triggers.drop(connection)
    try:
        # The seal before its records: rows go as they are made, the foreign key is looked at the end of each COPY.
        rows = list(_sealed(done, seals, now))
        put(
            Seal,
            ("id", "number", "sealed_at", "records", "algorithm", "previous", "digest", "marks"),
            seals,
        )
        put(Record, (*FIELDS, "seal", "position"), rows)
    finally:
        triggers.make(connection)
    settle(Seal, Record)


def _sealed(done: list[Done], seals: list[Row], now: datetime) -> Iterator[Row]:
    algorithm, previous = settings.AUDIT_HASH, ""
    for start in range(0, len(done), BATCH):
        rows, lines = [], []
        for key, (at, who, verb, kind, name, code) in enumerate(
            done[start : start + BATCH], start + 1
        ):
            action = f"alert.{verb}" if kind == "alert" else f"person.{verb}"
            row: Row = (key, at.astimezone(UTC), who, "", action, kind, name, code, "", {})
            rows.append(row)
            lines.append(line(dict(zip(FIELDS, row, strict=True))))
        number = len(seals) + 1
        facts = {
            "number": number, "sealed_at": min(now, rows[-1][1] + timedelta(minutes=1)), "records": len(rows),
            "algorithm": algorithm, "previous": previous,
        }  # fmt: skip
        previous = digest(algorithm, (seal_line(**facts), *lines))
        marks = "".join(mark(algorithm, one) for one in lines)
        seals.append((number, *facts.values(), previous, marks))
        for position, row in enumerate(rows, start + 1):
            yield (*row, number, position)

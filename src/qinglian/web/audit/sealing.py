"""Chain what was recorded, and publish where the chain stands. 封存与链头公布。"""

import json
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from qinglian.web.audit.hashing import FIELDS, digest, line, mark, seal_line
from qinglian.web.audit.models import Head, Record, Seal

BATCH = 1000
"""Records of one seal at most."""
LOCK = 5_204_741_101
"""The advisory lock of the one sealer, on PostgreSQL."""


class SealingBroken(RuntimeError):
    """A record changed hands while it was sealed; nothing was sealed."""


def seal_pending() -> list[Seal]:
    """Seal all committed records that are not yet, batch by batch."""
    made = []
    while (seal := seal_batch()) is not None:
        made.append(seal)
    return made


@transaction.atomic
def seal_batch(size: int = BATCH) -> Seal | None:
    """
    Seal one batch, or none. One sealer at a time: an advisory lock on PostgreSQL, the write lock that every
    transaction takes at its beginning on SQLite. Records of transactions still open are left to the next batch,
    whatever their numbers.
    """
    _alone()
    last = Seal.objects.order_by("-number").first()
    begun = last_position()
    records = list(Record.objects.filter(seal=None).order_by("id").values(*FIELDS)[:size])
    if not records:
        return None
    lines = [line(one) for one in records]
    algorithm: str = settings.AUDIT_HASH
    facts = {
        "number": last.number + 1 if last else 1,
        "sealed_at": timezone.now(),
        "records": len(records),
        "algorithm": algorithm,
        "previous": last.digest if last else "",
    }
    seal = Seal.objects.create(
        **facts,
        digest=digest(algorithm, (seal_line(**facts), *lines)),
        marks="".join(mark(algorithm, one) for one in lines),
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE audit_record SET seal_id = %s, position = %s WHERE id = %s AND seal_id IS NULL",
            [(seal.pk, begun + number, one["id"]) for number, one in enumerate(records, 1)],
        )
        if cursor.rowcount != len(records):
            raise SealingBroken(f"{cursor.rowcount} of {len(records)}")
    return seal


def last_position() -> int:
    """The position of the record sealed last."""
    found = Record.objects.filter(position__isnull=False).order_by("-position")
    return found.values_list("position", flat=True).first() or 0


def _alone() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def head_folder() -> Path:
    """Where published heads are kept as files, in the data folder."""
    return Path(settings.CONFIG.data) / "audit"


def head_publish() -> Head | None:
    """Publish today's head, once: a row, and a file that can be printed or copied elsewhere."""
    seal_pending()
    last = Seal.objects.order_by("-number").first()
    if last is None:
        return None
    with transaction.atomic():
        _alone()
        head = Head.objects.filter(day=timezone.localdate()).first() or Head.objects.create(
            day=timezone.localdate(),
            number=last.number,
            digest=last.digest,
            algorithm=last.algorithm,
        )
    _keep(head)
    return head


def head_text(head: Head) -> str:
    """The file of a head."""
    facts = {
        "day": f"{head.day:%Y-%m-%d}",
        "number": head.number,
        "digest": head.digest,
        "algorithm": head.algorithm,
        "published_at": head.published_at.isoformat(timespec="seconds"),
    }
    return json.dumps(facts, indent=2) + "\n"


def head_name(head: Head) -> str:
    """The name of its file."""
    return f"head-{head.day:%Y-%m-%d}.json"


def _keep(head: Head) -> None:
    """Write the file aside and rename it; one that is there already is left alone."""
    path = head_folder() / head_name(head)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as out:
        out.write(head_text(head))
        out.flush()
        os.fsync(out.fileno())
    os.chmod(out.name, 0o444)
    os.replace(out.name, path)

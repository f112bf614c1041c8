"""
Bring a batch in parts: begun under a register, its files part by part, then complete. 系统送数。

Complete, it goes through the very door of files that people bring (`runs.services.loading`): looked at for kind, size
and marks of secrecy, read aside, and only then loaded; the same file twice is recognised there.
"""

import hashlib
import json
import shutil
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from qinglian.model.text import Text
from qinglian.web.api.lines import line_tables, to_sheet
from qinglian.web.api.models import Integration, Push
from qinglian.web.api.problems import Problem
from qinglian.web.audit.services import record
from qinglian.web.core.kinds import Refused
from qinglian.web.runs.models import Batch, Upload
from qinglian.web.runs.services.incoming import held
from qinglian.web.runs.services.loading import upload_load, upload_receive

PART_MB = 32
MOST_PARTS = 1_000
CHUNK = 1024 * 1024
TRIES = 5
TOO_LARGE = Text("一部分最多 {mb} MB", "A part is at most {mb} MB")
OTHER_HASH = Text("{name} 的摘要不符，请重送。", "{name} has another hash; send again.")
NO_TABLE = Text("没有表 {name}", "No table {name}")
NO_PART = Text("{name} 缺第 {n} 部分", "{name} lacks its part {n}")
ABANDONED = timedelta(days=1)
"""Parts that nobody completed are swept away after so long."""


def push_begin(
    *, integration: Integration, key: str, papers: dict[str, Any], supersedes: Batch | None,
    held: bool,
) -> tuple[Push, bool]:  # fmt: skip
    """
    Begin, and whether it is new. The same key with the same papers is the same push; with others it is a conflict.
    """
    asked = hashlib.sha256(
        json.dumps([papers, getattr(supersedes, "pk", None), held], sort_keys=True).encode()
    ).hexdigest()
    try:
        with transaction.atomic():
            made = Push.objects.create(
                integration=integration, key=key, asked=asked, papers=papers, held=held,
                supersedes=supersedes,
            )  # fmt: skip
            record(
                "push.begun", on=made, by=integration.account,
                provider=papers["register"]["provider"], purpose=papers["register"]["purpose"],
            )  # fmt: skip
        return made, True
    except IntegrityError:
        found = Push.objects.get(integration=integration, key=key)
        if found.asked != asked:
            detail = Text("这个幂等键已用于另一次送数。", "The key was used for another push.")
            raise Problem("conflict", detail) from None
        return found, False


def part_put(*, push: Push, name: str, number: int, source: Any) -> dict[str, Any]:
    """Keep a part; sent again, it takes the place of the one before."""
    _open(push)
    push.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = _part(push, name, number)
    aside, size, digest = path.with_suffix(".new"), 0, hashlib.sha256()
    with aside.open("wb") as out:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > PART_MB * 1024 * 1024:
                aside.unlink()
                detail = TOO_LARGE.filled(mb=PART_MB)
                raise Problem("large", detail)
            digest.update(chunk)
            out.write(chunk)
    aside.replace(path)
    return {"name": name, "number": number, "size": size, "sha256": digest.hexdigest()}


def push_complete(*, push: Push, files: list[Any]) -> Push:
    """All parts are here: put them together, check their hashes, and hand them in at the door."""
    _open(push)
    claimed = Push.objects.filter(pk=push.pk, taken_at=None).update(taken_at=timezone.now())
    if not claimed:
        raise Problem("conflict", Text("已经送完。", "It is complete already."))
    opened: list[File] = []
    try:
        for number, one in enumerate(files):
            opened.append(_assembled(push, number, one))
        upload = upload_receive(
            files=opened, unit=push.unit, by=push.integration.account,
            source=push.papers["source"], asked=push.papers["internal"],
        )  # fmt: skip
    except Refused as error:
        Push.objects.filter(pk=push.pk).update(taken_at=None)
        raise Problem("invalid", Text(str(error), str(error))) from error
    except BaseException:
        Push.objects.filter(pk=push.pk).update(taken_at=None)
        raise
    finally:
        for file in opened:
            file.close()
    push.papers["lines"] = [f"{one.table}.csv" for one in files if one.table]
    push.upload, push.taken_at = upload, timezone.now()
    push.save(update_fields=["upload", "papers", "taken_at"])
    shutil.rmtree(push.folder, ignore_errors=True)
    push_go_on(push)
    return Push.objects.select_related("upload", "integration").get(pk=push.pk)


def push_go_on(push: Push) -> bool:
    """
    Load what was understood, unless a person is to look at it first. False where the reader has not let go of the files
    yet: whoever loads could not have them.
    """
    upload = Upload.objects.get(pk=push.upload_id)
    if upload.status != Upload.Status.UNDERSTOOD or push.held:
        return True
    with held(upload) as free:
        pass
    if free:
        upload_load(
            upload=upload, by=push.integration.account, register=push.papers["register"],
            control=push.papers["control"], supersedes=push.supersedes,
        )  # fmt: skip
    return free


@task(queue_name="runs")
def push_load(key: int) -> None:
    """Go on as soon as the reader is done; `pushes_resume` does where it takes longer."""
    push = Push.objects.select_related("integration__account", "supersedes").get(pk=key)
    for _ in range(TRIES):
        if push_go_on(push):
            return
        time.sleep(0.1)


def pushes_resume() -> None:
    """What was understood while nobody was looking; called every minute."""
    waiting = Push.objects.filter(upload__status=Upload.Status.UNDERSTOOD, held=False)
    for push in waiting.select_related("integration__account", "supersedes"):
        push_go_on(push)


def pushes_sweep() -> None:
    """Parts of pushes that were left; called every day."""
    left = Push.objects.filter(upload=None, begun_at__lt=timezone.now() - ABANDONED)
    for push in left:
        shutil.rmtree(push.folder, ignore_errors=True)


def _open(push: Push) -> None:
    if push.upload_id or push.taken_at:
        raise Problem("conflict", Text("已经送完。", "It is complete already."))


def _part(push: Push, name: str, number: int) -> Path:
    return push.folder / f"{hashlib.sha256(name.encode()).hexdigest()[:16]}.{number:04d}"


def _assembled(push: Push, number: int, one: Any) -> File:
    whole = push.folder / f"whole-{number:02d}"
    digest = hashlib.sha256()
    with whole.open("wb") as out:
        for chunk in _chunks(push, one):
            digest.update(chunk)
            out.write(chunk)
    if digest.hexdigest() != one.sha256.lower():
        detail = OTHER_HASH.filled(name=one.name)
        raise Problem("invalid", detail)
    name = one.name
    if one.table:
        if one.table not in line_tables():
            detail = NO_TABLE.filled(name=one.table)
            raise Problem("invalid", detail)
        sheet = push.folder / f"sheet-{number:02d}.csv"
        to_sheet(whole, one.table, sheet)
        whole, name = sheet, f"{one.table}.csv"
    return File(whole.open("rb"), name=name)


def _chunks(push: Push, one: Any) -> Iterable[bytes]:
    for number in range(1, one.parts + 1):
        path = _part(push, one.name, number)
        if not path.exists():
            detail = NO_PART.filled(name=one.name, n=number)
            raise Problem("invalid", detail)
        with path.open("rb") as source:
            while chunk := source.read(CHUNK):
                yield chunk

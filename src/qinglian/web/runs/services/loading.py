"""
Bring data in: received, read aside and shown, registered, loaded. 上传、识别、登记、装载。

Nothing reaches the lake before a person saw what was understood of it. The same file twice is recognised by its hash.
"""

import shutil
import tempfile
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from qinglian.engine.identity import Hasher
from qinglian.engine.inputs import open_inputs
from qinglian.engine.lake import Lake, load_files
from qinglian.engine.lake.manifest import Manifest
from qinglian.model.errors import QinglianError
from qinglian.model.text import Text
from qinglian.web.audit.services import record
from qinglian.web.core.kinds import LEDGERS
from qinglian.web.core.moves import Overtaken
from qinglian.web.core.uploads import Stored, all_stored, give
from qinglian.web.runs.lake import key_file, lake_root
from qinglian.web.runs.models import Batch, Upload
from qinglian.web.runs.services.batches import batch_note
from qinglian.web.runs.services.incoming import (
    folder_of,
    forget,
    held,
    mapping_of,
    named,
    note_of,
    paths_of,
)
from qinglian.web.runs.words import lines
from qinglian.web.units.models import Unit

LOADED_BEFORE = Text(zh="同样的文件已经装载过。", en="The same file has been loaded before.")
MOST_MB = 2048
MOST_UNPACKED = 16 * 1024**3
"""Data are larger than papers: so much of one file, packed and unpacked; more is loaded on the server."""
STUCK = timedelta(minutes=30)
"""An upload that says nothing for so long, and that no worker holds, is taken up again."""


def upload_receive(
    *,
    files: Iterable[UploadedFile],
    unit: Unit,
    by: Any,
    source: str = "",
    mapping: dict[str, str] | None = None,
    asked: bool = False,
) -> Upload:
    """
    Take files in through the door of all files, keep them under names of ours, and read them in the worker. Raises
    `Refused`; then nothing stays. `mapping`: name and text of a mapping file. `asked`: a file marked 内部资料 may lie
    here. Call this outside `transaction.atomic`, or the record of a refusal goes with it.
    """
    with all_stored(
        files, by=by, kinds=LEDGERS, most_mb=MOST_MB, most_unpacked=MOST_UNPACKED, asked=asked
    ) as stored:
        return _keep(stored, unit=unit, by=by, source=source, mapping=mapping or {})


@transaction.atomic
def _keep(
    stored: list[Stored], *, unit: Unit, by: Any, source: str, mapping: dict[str, str]
) -> Upload:
    upload = Upload.objects.create(unit=unit, by=by, source=source, mapping=mapping)
    folder = folder_of(upload)
    folder.mkdir(parents=True, mode=0o700)
    try:
        for number, one in enumerate(stored):
            # The suffixes say how a file is packed; the rest of the name is the sender's and is only shown.
            kept = f"{number:02d}{''.join(Path(one.name).suffixes[-2:])[-16:].lower()}"
            give(one, folder / kept)
            upload.files.append(
                {"name": one.name, "kept": kept, "sha256": one.sha256, "size": one.size}
            )
        upload.save(update_fields=["files"])
        record("upload.received", on=upload, by=by, files=[one["sha256"] for one in upload.files])
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    transaction.on_commit(lambda: upload_read.enqueue(upload.pk))
    return upload


@task(queue_name="runs")
def upload_read(key: int) -> None:
    """Read the files aside, with a key that is thrown away, and keep what was understood."""
    upload = Upload.objects.get(pk=key)
    with held(upload) as mine:
        upload.refresh_from_db()
        if not mine or upload.status != Upload.Status.READING:
            return
        twins = _twins(upload)
        with tempfile.TemporaryDirectory() as name:
            try:
                dataset = open_inputs(
                    paths_of(upload),
                    hasher=Hasher(b"preview" * 5),
                    kind=upload.source or None,
                    mapping=mapping_of(upload, Path(name)),
                    started=lambda path: _progress(upload, path),
                )
                notes = [note_of(one, upload) for one in dataset.sources]
                upload.preview = {"files": notes, "twins": twins}
                upload.status = Upload.Status.UNDERSTOOD
            except QinglianError as error:
                _refuse(upload, error.text)
        upload.step, upload.moved_at = "", timezone.now()
        upload.save()


@transaction.atomic
def upload_load(
    *,
    upload: Upload,
    by: Any,
    register: dict[str, Any],
    control: dict[str, Any] | None = None,
    supersedes: Batch | None = None,
) -> Upload:
    """
    Load what was understood, under a data-use register. `control`: `{table: {rows: n, sum: {column: yuan}}}`, the
    provider's totals. Raises `Overtaken` where somebody loaded or withdrew it meanwhile.
    """
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.status != Upload.Status.UNDERSTOOD:
        raise Overtaken(upload.get_status_display())
    upload.status, upload.supersedes = Upload.Status.LOADING, supersedes
    upload.preview["papers"] = {"register": register, "control": control or {}, "by": by.pk}
    upload.percent, upload.moved_at = 0, timezone.now()
    upload.save(update_fields=["status", "supersedes", "preview", "percent", "moved_at"])
    record(
        "upload.confirmed",
        on=upload,
        by=by,
        purpose=register["purpose"],
        provider=register["provider"],
    )
    transaction.on_commit(lambda: upload_into_lake.enqueue(upload.pk))
    return upload


@transaction.atomic
def upload_withdraw(*, upload: Upload, by: Any, reason: str) -> Upload:
    """Take an upload back before it is loaded; its files are deleted."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.status not in (Upload.Status.UNDERSTOOD, Upload.Status.REFUSED):
        raise Overtaken(upload.get_status_display())
    upload.status = Upload.Status.WITHDRAWN
    upload.save(update_fields=["status"])
    record("upload.withdrawn", on=upload, by=by, reason=reason)
    transaction.on_commit(lambda: forget(upload))
    return upload


@task(queue_name="runs")
def upload_into_lake(key: int) -> None:
    """The load itself, in the worker: the lake first, then the site; killed between, it finds the batch by its hash."""
    upload = Upload.objects.get(pk=key)
    with held(upload) as mine:
        upload.refresh_from_db()
        if mine and upload.status == Upload.Status.LOADING:
            _into_lake(upload)


def uploads_resume() -> int:
    """Take up again uploads whose worker was killed; called every minute. One that a worker holds is left alone."""
    said, again = timezone.now() - STUCK, 0
    states = {Upload.Status.READING: upload_read, Upload.Status.LOADING: upload_into_lake}
    for upload in Upload.objects.filter(status__in=states, moved_at__lt=said):
        with held(upload) as mine:
            if not mine:
                continue
            Upload.objects.filter(pk=upload.pk).update(moved_at=timezone.now())
        states[Upload.Status(upload.status)].enqueue(upload.pk)
        again += 1
    return again


def _into_lake(upload: Upload) -> None:
    papers = upload.preview["papers"]
    said: list[Text] = []
    manifest = _found(upload)
    if manifest is None or Batch.objects.filter(lake_id=manifest.id).exists():
        with tempfile.TemporaryDirectory() as name:
            register, control = Path(name) / "register.yaml", Path(name) / "control.yaml"
            for path, what in ((register, papers["register"]), (control, papers["control"])):
                path.write_text(yaml.safe_dump(what, allow_unicode=True), encoding="utf-8")
            try:
                loaded = load_files(
                    paths_of(upload),
                    lake_root(),
                    key=key_file(),
                    kind=upload.source or None,
                    mapping=mapping_of(upload, Path(name)),
                    register=register,
                    control=control if papers["control"] else None,
                    supersede=[upload.supersedes.lake_id] if upload.supersedes else (),
                    by=upload.by.username,
                    started=lambda path: _progress(upload, path),
                )
            except QinglianError as error:
                _refuse(upload, error.text)
                upload.save()
                return
            manifest = loaded.batch or _found(upload)
            said = loaded.said
    with transaction.atomic():
        if manifest is not None and not Batch.objects.filter(lake_id=manifest.id).exists():
            batch_note(manifest, upload, papers)
            upload.status = Upload.Status.LOADED
        else:
            _refuse(upload, lines(said) if said else LOADED_BEFORE)
        upload.step, upload.moved_at = "", timezone.now()
        upload.save()
    forget(upload)


def _refuse(upload: Upload, why: Text) -> None:
    """Say why nothing was loaded, in both languages: the reader is another person than who sent the files."""
    upload.status = Upload.Status.REFUSED
    upload.trouble, upload.trouble_en = named(why.zh, upload), named(why.en, upload)


def _progress(upload: Upload, path: Path) -> None:
    """Say which file is being read, and how many of the bytes are behind it."""
    sizes = {one["kept"]: one["size"] for one in upload.files}
    names = list(sizes)
    done = sum(sizes[name] for name in names[: names.index(path.name)])
    upload.step = next(one["name"] for one in upload.files if one["kept"] == path.name)[:200]
    upload.percent = 100 * done // max(1, sum(sizes.values()))
    upload.moved_at = timezone.now()
    upload.save(update_fields=["step", "percent", "moved_at"])


def _twins(upload: Upload) -> list[dict[str, str]]:
    """Files of this upload that a batch holds already."""
    hashes = {one["sha256"]: one["name"] for one in upload.files}
    return [
        {
            "name": hashes[file["sha256"]],
            "batch": batch.public_id,
            "at": f"{timezone.localtime(batch.at):%Y-%m-%d}",
        }
        for batch in Batch.objects.filter(destroyed_at=None, superseded_by=None)
        for file in batch.files
        if file["sha256"] in hashes
    ]


def _found(upload: Upload) -> Manifest | None:
    """The batch of the lake that holds exactly these files: a worker was killed between lake and site."""
    hashes = {one["sha256"] for one in upload.files}
    live = Lake(lake_root(), make=True).live()
    return next((one for one in live if {source.sha256 for source in one.sources} == hashes), None)

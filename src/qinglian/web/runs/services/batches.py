"""Batches: what the site knows of a load, and the end of its rows. 批次的登记与销毁。"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.engine.lake import Lake
from qinglian.engine.lake.manifest import Manifest
from qinglian.web.audit.services import record
from qinglian.web.core.moves import Overtaken
from qinglian.web.runs.lake import lake_root
from qinglian.web.runs.models import Batch, Handover, Upload, UseRegister
from qinglian.web.runs.services.corrections import corrections_close

NAMED = 3
"""Files that the title of a batch names."""


def _title(names: list[str]) -> str:
    told = "、".join(names[:NAMED])
    return f"{told} 等 {len(names)} 份"[:200] if len(names) > NAMED else told[:200]


def batch_note(manifest: Manifest, upload: Upload, papers: dict[str, Any]) -> Batch:
    """The site's row of a batch in the lake, with its register and hand-over sheet."""
    read = sum(one.rows_read for one in manifest.sources)
    kept = sum(one.rows_kept for one in manifest.sources)
    names = {one["kept"]: one["name"] for one in upload.files}
    # The title and the fields are records: joined as in Chinese, whoever reads them.
    batch = Batch.objects.create(
        lake_id=manifest.id,
        upload=upload,
        unit=upload.unit,
        by=upload.by,
        title=_title([names.get(one.name, one.name) for one in manifest.sources]),
        read=read,
        kept=kept,
        refused=read - kept,
        tables={name: stored.rows for name, stored in manifest.tables.items()},
        files=[
            {"name": names.get(one.name, one.name), "sha256": one.sha256, "kind": one.kind, "read": one.rows_read,
             "kept": one.rows_kept, "refused": one.rows_refused,
             "notes": [{"zh": text.zh, "en": text.en} for text in one.notes]}
            for one in manifest.sources
        ],
        period_from=manifest.period.first if manifest.period else None,
        period_to=manifest.period.last if manifest.period else None,
    )  # fmt: skip
    said = papers["register"]
    UseRegister.objects.create(
        batch=batch,
        destroy_by=date.fromisoformat(str(said["destroy_by"])),
        fields="、".join(said.get("fields", ())),
        **{
            name: said.get(name) or ""
            for name in ("provider", "authority", "purpose", "term", "contact")
        },
    )
    for tie in manifest.control:
        Handover.objects.create(
            batch=batch,
            table=tie.table,
            column=tie.column or "",
            expected=tie.expected,
            found=tie.found,
            taken_by_id=papers["by"],
        )
    if upload.supersedes:
        Batch.objects.filter(pk=upload.supersedes.pk).update(superseded_by=batch)
        corrections_close(wrong=upload.supersedes, by=upload.by, batch=batch)
    record("batch.loaded", on=batch, by=upload.by, read=read, kept=kept, refused=read - kept)
    return batch


@transaction.atomic
def batch_destroy(*, batch: Batch, by: Any, reason: str) -> Batch:
    """Destroy the rows of a batch in the lake; what the site knows of it stays."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.destroyed_at:
        raise Overtaken(_("已销毁"))
    Lake(lake_root()).destroy(batch.lake_id)
    batch.destroyed_at = timezone.now()
    batch.save(update_fields=["destroyed_at"])
    record("batch.destroyed", on=batch, by=by, reason=reason)
    return batch

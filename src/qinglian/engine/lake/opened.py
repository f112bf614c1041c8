"""
打开数据湖。A lake opened for a run: the rows of its live batches as views over their Parquet files, nothing copied.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from qinglian.engine.backends.duckdb import quoted
from qinglian.engine.dataset import Dataset
from qinglian.engine.lake import refused
from qinglian.engine.lake.batch import not_reconciled
from qinglian.engine.lake.blanks import without_blanks
from qinglian.engine.lake.manifest import Manifest, Source
from qinglian.engine.lake.papers import refuse_expired
from qinglian.engine.lake.store import Lake, overdue
from qinglian.engine.lake.visible import BATCHES, carriers, rows, settled_said
from qinglian.engine.outcome import SourceNote
from qinglian.model.errors import BadUsage
from qinglian.model.text import Text


class LakeDataset(Dataset):
    """A data set over batches. `warnings` go with every result that is drawn from it."""

    def __init__(
        self, lake: Lake, batches: list[Manifest], con: duckdb.DuckDBPyConnection | None = None
    ) -> None:
        super().__init__(con, zone=batches[-1].zone)
        self.lake = lake
        self.batches = tuple(batches)
        self.warnings: list[Text] = [*lake.notes, *not_reconciled(batches), *_zones(batches)]
        for table in dict.fromkeys(table for batch in batches for table in batch.tables):
            files = carriers(lake.root, batches, table)
            select, settled = rows(self.con, files, table)
            select = without_blanks(self.con, files, select)
            self.con.execute(f"create view {quoted(table)} as {select}")
            self.adopt(
                table, {column for file in files for column in file.batch.tables[table].columns}
            )
            self.warnings += settled_said(table, settled)
        for batch in batches:
            self.records({process: set(names) for process, names in batch.recorded.items()})
            self.sources.extend(source_notes(lake, batch))


def open_lake(
    root: Path,
    *,
    batches: Iterable[str] | None = None,
    today: date | None = None,
    con: duckdb.DuckDBPyConnection | None = None,
) -> LakeDataset:
    """Open a lake over its live batches, or over those named. A batch past its day of destruction is refused."""
    lake = Lake(root)
    chosen = lake.live() if batches is None else [lake.batch(batch_id) for batch_id in batches]
    if not chosen:
        raise BadUsage(
            Text(
                f"数据湖 {root} 是空的；先装载：qinglian load 文件 --lake {root}",
                f"The lake {root} is empty; load something first: qinglian load FILE --lake {root}",
            )
        )
    day = today or date.today()
    for batch in chosen:
        refuse_expired(batch, day)
    dataset = LakeDataset(lake, chosen, con)
    used = {batch.id for batch in chosen}
    dataset.warnings += overdue([batch for batch in lake.batches() if batch.id not in used], day)
    return dataset


def source_notes(lake: Lake, batch: Manifest) -> list[SourceNote]:
    """What was understood of the files of a batch, with its control totals, as reports show it."""
    back = refused.read(lake.root / BATCHES / batch.id)
    control: dict[str, Any] = {
        "batch": batch.id,
        "reconciled": batch.reconciled,
        "totals": [{**tie.model_dump(mode="json"), "ties": tie.ties} for tie in batch.control],
    }
    return [_note(source, back.get(source.sha256, []), control) for source in batch.sources]


def _note(source: Source, back: list[dict[str, Any]], control: dict[str, Any]) -> SourceNote:
    return SourceNote(
        name=source.name,
        kind=source.kind,
        sha256=source.sha256,
        rows_read=source.rows_read,
        rows_kept=source.rows_kept,
        rows_refused=source.rows_refused,
        tables=dict(source.tables),
        notes=list(source.notes),
        left_over=list(source.left_over),
        refused=back,
        control=control,
    )


def _zones(batches: list[Manifest]) -> list[Text]:
    zones = list(dict.fromkeys(batch.zone for batch in batches))
    if len(zones) == 1:
        return []
    return [
        Text(
            f"各批次的时区不同（{'、'.join(zones)}）：每行按其来源时区的日期判断，截止日按 {zones[-1]}。",
            f"The batches have different time zones ({', '.join(zones)}): each row is judged by the dates of its own, "
            f"the as-of day is that of {zones[-1]}.",
        )
    ]

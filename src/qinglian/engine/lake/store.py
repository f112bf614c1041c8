"""
数据湖。A lake: one folder of immutable batches, the runs over them, and what was prepared from them.

    batches/<id>/    <table>.parquet, refused.parquet, manifest.json
    destroyed/       manifests of batches whose rows were destroyed
    prepared/<key>/  events prepared for process rules; may be deleted at any time
    runs/<id>/       what each run said
    .writing/        half-written folders; what a killed process leaves here is removed by the next start
"""

import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from qinglian.engine.lake.disk import WRITING, aside, sweep
from qinglian.engine.lake.manifest import Manifest
from qinglian.engine.lake.visible import BATCHES
from qinglian.model.errors import BadUsage, nearest
from qinglian.model.text import Text

DESTROYED = "destroyed"
PREPARED = "prepared"
RUNS = "runs"
ROOMS = (BATCHES, DESTROYED, PREPARED, RUNS, WRITING)


class Lake:
    """A lake on disk. `notes` says what opening it cleaned up."""

    def __init__(self, root: Path, *, make: bool = False) -> None:
        self.root = root.absolute()
        self.notes: list[Text] = []
        if not (root / BATCHES).is_dir():
            self._make(make)
        self._clean_up()

    def batches(self) -> list[Manifest]:
        """Every batch that is there, in the order they came."""
        return [
            Manifest.read(folder)
            for folder in sorted((self.root / BATCHES).iterdir())
            if folder.is_dir()
        ]

    def destroyed(self) -> list[Manifest]:
        """Manifests of batches whose rows are gone."""
        folders = sorted((self.root / DESTROYED).glob("*"))
        return [Manifest.read(folder, rows=False) for folder in folders]

    def superseded(self) -> dict[str, str]:
        """Batches that another one replaces, with that other one. A batch once replaced never comes back."""
        every = sorted((*self.batches(), *self.destroyed()), key=lambda batch: batch.id)
        return {old: batch.id for batch in every for old in batch.supersedes}

    def live(self) -> list[Manifest]:
        """Batches whose rows a run sees."""
        gone = self.superseded()
        return [batch for batch in self.batches() if batch.id not in gone]

    def batch(self, batch_id: str) -> Manifest:
        """One batch by id, or by the beginning of its id."""
        every = self.batches()
        found = [batch for batch in every if batch.id.startswith(batch_id)] if batch_id else []
        if len(found) != 1:
            near = nearest(batch_id, [batch.id for batch in every])
            raise BadUsage(
                Text(
                    f"{self.root} 中没有批次 {batch_id}{near.zh}",
                    f"No batch {batch_id} in {self.root}{near.en}",
                )
            )
        return found[0]

    def folder(self, batch_id: str) -> Path:
        """Where the files of a batch lie."""
        return self.root / BATCHES / self.batch(batch_id).id

    def replaceable(self, batch_ids: Iterable[str]) -> tuple[str, ...]:
        """Full ids of live batches that a new one is to replace."""
        gone = self.superseded()
        ids = tuple(dict.fromkeys(self.batch(batch_id).id for batch_id in batch_ids))
        for batch_id in ids:
            if batch_id in gone:
                raise BadUsage(
                    Text(
                        f"批次 {batch_id} 已被 {gone[batch_id]} 替换，请改为替换后者。",
                        f"Batch {batch_id} was already replaced by {gone[batch_id]}; replace that one instead.",
                    )
                )
        return ids

    def destroy(self, batch_id: str) -> Manifest:
        """Destroy the rows of a batch; its manifest stays: the lake remembers what came and what it replaced."""
        manifest = self.batch(batch_id)
        with aside(self.root, self.root / DESTROYED / manifest.id) as folder:
            manifest.write(folder)
        shutil.rmtree(self.root / BATCHES / manifest.id)
        for folder in (self.root / PREPARED).iterdir():
            shutil.rmtree(folder, ignore_errors=True)
        return manifest

    def _make(self, make: bool) -> None:
        if not make:
            raise BadUsage(
                Text(
                    f"{self.root} 不是数据湖；先装载：qinglian load 文件 --lake {self.root}",
                    f"{self.root} is no lake; load something first: qinglian load FILE --lake {self.root}",
                )
            )
        if self.root.exists() and (not self.root.is_dir() or _others(self.root)):
            raise BadUsage(
                Text(
                    f"{self.root} 里已有别的文件，不能作为数据湖；请给一个新文件夹。",
                    f"{self.root} holds other files and cannot become a lake; name a new folder.",
                )
            )
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            for room in reversed(ROOMS):
                (self.root / room).mkdir(exist_ok=True)
        except OSError as error:
            raise BadUsage(
                Text(
                    f"建不了数据湖 {self.root}（{error.strerror}）",
                    f"Cannot make a lake at {self.root} ({error.strerror})",
                )
            ) from None

    def _clean_up(self) -> None:
        for place in sweep(self.root):
            self.notes.append(
                Text(
                    f"清理了一次未完成的写入（{place}）；数据湖中没有它的任何内容。",
                    f"Removed an unfinished write ({place}); none of it was ever in the lake.",
                )
            )
        for manifest in self.destroyed():
            folder = self.root / BATCHES / manifest.id
            if folder.exists():
                shutil.rmtree(folder)
                self.notes.append(
                    Text(
                        f"批次 {manifest.id} 的销毁中断过，现已完成。",
                        f"The destruction of batch {manifest.id} had been interrupted and is now complete.",
                    )
                )


def overdue(batches: Sequence[Manifest], today: date) -> list[Text]:
    """Batches past their day of destruction that still lie in the lake, though no run sees them."""
    return [
        Text(
            f"批次 {batch.id} 已过销毁期限 {batch.use_register.destroy_by}，请销毁。",
            f"Batch {batch.id} is past its day of destruction {batch.use_register.destroy_by}; destroy it.",
        )
        for batch in batches
        if batch.use_register is not None and batch.use_register.destroy_by < today
    ]


def _others(root: Path) -> bool:
    return any(entry.name not in (*ROOMS, ".lock") for entry in root.iterdir())

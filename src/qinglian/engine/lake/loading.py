"""
装载进数据湖。Load files into a lake: each file once, all of a call as one batch, one load at a time.

A file is known by its hash and by how it was read: mapping, time zone, kind. What is known and live is not loaded
again. A file whose batch was replaced comes back only in a load that replaces something itself, so repeating a series
of commands changes nothing; one whose batch was destroyed, only with a new data-use register.
"""

import getpass
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from qinglian.engine.identity import Hasher, fingerprint, read_key
from qinglian.engine.inputs import ZONE, open_inputs
from qinglian.engine.lake.batch import Terms, keep, refuse_other_key
from qinglian.engine.lake.disk import alone
from qinglian.engine.lake.manifest import Manifest, UseRegister
from qinglian.engine.lake.papers import mapping_hash, read_control, read_register
from qinglian.engine.lake.store import Lake
from qinglian.engine.outcome import SourceNote
from qinglian.model.errors import BadUsage
from qinglian.model.text import Text
from qinglian.sources.intake import File
from qinglian.sources.mapping import read_mapping


@dataclass(frozen=True)
class Reading:
    """How the files of a call are read; the same bytes read another way are another load."""

    mapping_sha256: str
    zone: str
    kind: str | None

    def was(self, batch: Manifest, sha256: str) -> bool:
        """Whether a batch holds this file, read this way."""
        return (
            batch.mapping_sha256 == self.mapping_sha256
            and batch.zone == self.zone
            and any(
                source.sha256 == sha256 and self.kind in (None, source.kind)
                for source in batch.sources
            )
        )


@dataclass
class Loaded:
    """What a call did: its batch (None where every file was known), the files read, and what there is to say."""

    batch: Manifest | None = None
    sources: list[SourceNote] = field(default_factory=list)
    said: list[Text] = field(default_factory=list)


def load_files(
    inputs: Iterable[Path | str],
    root: Path,
    *,
    key: Path | None = None,
    kind: str | None = None,
    mapping: Path | None = None,
    zone: str | None = None,
    control: Path | None = None,
    register: Path | None = None,
    supersede: Iterable[str] = (),
    correct: bool = False,
    by: str | None = None,
    wait: float = 600.0,
    say: Callable[[Text], None] | None = None,
    started: Callable[[Path], None] = lambda path: None,
) -> Loaded:
    """Read files and keep them as one batch. `say` is told at once where another load has to be waited for."""
    said: Mapping[str, Any] = read_mapping(mapping) if mapping else {}
    reading = Reading(
        mapping_hash(said), zone or said.get("timezone") or ZONE, kind or said.get("source")
    )
    totals = read_control(control or said.get("control") or {})
    use_register = read_register(register) if register else None
    _refuse_past(use_register)
    hashing_key = read_key(key, lake=root)
    lake = Lake(root, make=True)
    loaded = Loaded(said=list(lake.notes))
    who = by or getpass.getuser()
    with alone(lake.root, by=who, wait=wait, say=say):
        supersedes = _replaceable(lake, supersede)
        fresh = _fresh(
            lake, [Path(path) for path in inputs], reading, supersedes, use_register, loaded
        )
        if not fresh:
            return loaded
        supersedes = lake.replaceable(supersedes)
        key_id = fingerprint(hashing_key)
        refuse_other_key([batch for batch in lake.live() if batch.id not in supersedes], key_id)
        dataset = open_inputs(
            [file.path for file in fresh],
            hasher=Hasher(hashing_key),
            kind=kind,
            mapping=mapping,
            zone=zone,
            started=started,
        )
        terms = Terms(
            by=who,
            key_id=key_id,
            mapping_sha256=reading.mapping_sha256,
            control=totals,
            use_register=use_register,
            supersedes=supersedes,
            corrects=correct,
            sizes={file.sha256: file.path.stat().st_size for file in fresh},
        )
        loaded.batch, notes = keep(lake, dataset, terms)
        loaded.sources = dataset.sources
        loaded.said += notes
    return loaded


def _replaceable(lake: Lake, supersede: Iterable[str]) -> tuple[str, ...]:
    """Full ids of the batches named, whether or not they still are live."""
    return tuple(dict.fromkeys(lake.batch(batch_id).id for batch_id in supersede))


def _fresh(
    lake: Lake,
    paths: list[Path],
    reading: Reading,
    supersedes: tuple[str, ...],
    register: UseRegister | None,
    loaded: Loaded,
) -> list[File]:
    """The files to be read; of the others it is said why not."""
    gone = lake.superseded()
    replaces = [batch_id for batch_id in supersedes if batch_id not in gone]
    standing = [batch for batch in lake.live() if batch.id not in replaces]
    replaced = [batch for batch in lake.batches() if batch.id in gone]
    destroyed = lake.destroyed()
    fresh: dict[str, File] = {}
    for path in paths:
        file = File(path)
        try:
            sha256 = file.sha256
        except OSError:
            return [File(path) for path in paths]  # reading it says what is wrong
        name = path.name
        if sha256 in fresh:
            twin = fresh[sha256].path.name
            loaded.said.append(
                Text(
                    f"{name} 与 {twin} 内容完全相同，只装载一次。",
                    f"{name} has the same bytes as {twin} and is loaded once.",
                )
            )
        elif found := _holder(standing, reading, sha256):
            loaded.said.append(
                Text(
                    f"{name} 已在批次 {found.id} 中（{found.at:%Y-%m-%d}，{found.by}），未再装载。",
                    f"{name} is in batch {found.id} already ({found.at:%Y-%m-%d}, {found.by}); not loaded again.",
                )
            )
        elif (found := _holder(replaced, reading, sha256)) and not replaces:
            by = gone[found.id]
            loaded.said.append(
                Text(
                    f"{name} 装载过（批次 {found.id}），后被批次 {by} 替换，未再装载；确需恢复请加 --supersede {by}。",
                    f"{name} was loaded as batch {found.id} and replaced by {by}; not loaded again. To bring it back, "
                    f"add --supersede {by}.",
                )
            )
        elif (found := _holder(destroyed, reading, sha256)) and register is None:
            loaded.said.append(
                Text(
                    f"{name} 的数据（批次 {found.id}）已销毁，未再装载；如有新的授权，请附数据使用登记 --register。",
                    f"The data of {name} (batch {found.id}) were destroyed; not loaded again. With new authority, give "
                    "its data-use register: --register.",
                )
            )
        else:
            fresh[sha256] = file
            loaded.said += _read_otherwise(name, standing, sha256)
    return list(fresh.values())


def _holder(batches: list[Manifest], reading: Reading, sha256: str) -> Manifest | None:
    return next((batch for batch in batches if reading.was(batch, sha256)), None)


def _read_otherwise(name: str, standing: list[Manifest], sha256: str) -> list[Text]:
    """Said where the same bytes stand in the lake, read another way."""
    return [
        Text(
            f"{name} 曾以另一种对照、时区或种类装载为批次 {batch.id}；如应替换它，请用 --supersede {batch.id}。",
            f"{name} stands in batch {batch.id} with another mapping, zone or kind; if this replaces it, load with "
            f"--supersede {batch.id}.",
        )
        for batch in standing
        if any(source.sha256 == sha256 for source in batch.sources)
    ]


def _refuse_past(register: UseRegister | None) -> None:
    if register is not None and register.destroy_by < date.today():
        raise BadUsage(
            Text(
                f"数据使用登记的销毁期限 {register.destroy_by} 已过，不得装载。",
                f"The data-use register says the data were to be destroyed by {register.destroy_by}; not loaded.",
            )
        )

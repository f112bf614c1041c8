"""From files to a dataset: each is recognised, read, loaded, and what was understood of it is noted."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from qinglian.engine.dataset import Dataset
from qinglian.engine.identity import Hasher
from qinglian.engine.load import load
from qinglian.engine.outcome import SourceNote
from qinglian.model.errors import BadInput, BadUsage
from qinglian.model.text import Text
from qinglian.sources import registry
from qinglian.sources.intake import File, Intake, Refused
from qinglian.sources.mapping import is_zone, read_mapping

ZONE = "Asia/Shanghai"


def open_inputs(
    paths: Iterable[Path | str],
    *,
    hasher: Hasher,
    kind: str | None = None,
    mapping: Path | None = None,
    zone: str | None = None,
    con: duckdb.DuckDBPyConnection | None = None,
    started: Callable[[Path], None] = lambda path: None,
    wanted: Mapping[str, frozenset[str]] | None = None,
    hashed: bool = True,
) -> Dataset:
    """Read and load all inputs into one dataset. A zone said here goes before that of the mapping.

    The same bytes given twice are loaded once. `wanted` names the only columns that anybody will look at, by table;
    `hashed` is false where nobody will be shown the hashes of the files, which take as long as much of the reading.
    Raises BadInput for a file that is not what it claims to be.
    """
    said = read_mapping(mapping) if mapping else {}
    zone = zone or said.get("timezone") or ZONE
    if not is_zone(zone):
        raise BadUsage(Text(f"没有时区 {zone}", f"No time zone {zone}"))
    dataset = Dataset(con, zone=zone)
    files = [File(Path(path)) for path in paths]
    twins = _twins(files)
    aside = ThreadPoolExecutor(1)
    for number, file in enumerate(files):
        started(file.path)
        if number in twins:
            dataset.sources.append(_twin_note(file, files[twins[number]]))
            continue
        intake = Intake(dataset.con, zone=zone, mapping=said, wanted=wanted)
        hashing = aside.submit(_sha256, file) if hashed else None
        _read(file, intake, kind)
        added = load(intake, dataset, hasher=hasher)
        note = source_note(file, intake, added, sha256="")
        dataset.note(note, partial(_hashed, note, hashing) if hashing else None)
    aside.shutdown(wait=False)
    return dataset


def _hashed(note: SourceNote, hashing: Future[str]) -> None:
    note.sha256 = hashing.result()


def source_note(
    file: File, intake: Intake, added: dict[str, int], *, sha256: str | None = None
) -> SourceNote:
    """What was understood of one file, for reports and manifests; its hash, unless that is being counted still."""
    return SourceNote(
        name=file.path.name,
        kind=intake.kind,
        sha256=file.sha256 if sha256 is None else sha256,
        rows_read=intake.rows_read,
        rows_kept=intake.rows_kept,
        rows_refused=len({(refused.sheet, refused.row) for refused in intake.refused}),
        tables=added,
        notes=list(intake.notes),
        left_over=list(intake.left_over),
        refused=[_refused(entry) for entry in intake.refused],
    )


def _read(file: File, intake: Intake, kind: str | None) -> None:
    try:
        registry.read(file, intake, kind=kind)
    except BadInput:
        raise
    except PermissionError:
        raise BadInput(
            Text(f"无权读取 {file.path}", f"No permission to read {file.path}")
        ) from None
    except (duckdb.Error, OSError, UnicodeError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise BadInput(
            Text(
                f"{file.path.name} 读不下去，整份未读：{first}",
                f"{file.path.name} cannot be read; nothing was loaded: {first}",
            )
        ) from None


def _sha256(file: File) -> str:
    try:
        return file.sha256
    except OSError:
        return ""  # reading the file says what is wrong with it


def _twins(files: list[File]) -> dict[int, int]:
    """Places of files whose bytes were already given, each with the place of the first."""
    sizes = [file.path.stat().st_size if file.path.is_file() else -1 for file in files]
    first: dict[str, int] = {}
    twins = {}
    for number, file in enumerate(files):
        if sizes[number] >= 0 and sizes.count(sizes[number]) > 1:
            seen = first.setdefault(file.sha256, number)
            if seen != number:
                twins[number] = seen
    return twins


def _twin_note(file: File, first: File) -> SourceNote:
    note = Text(
        f"与 {first.path.name} 内容完全相同，未再装载",
        f"The same bytes as {first.path.name}; not loaded again",
    )
    return SourceNote(file.path.name, "", file.sha256, 0, 0, 0, {}, [note], [], [])


def _refused(entry: Refused) -> dict[str, Any]:
    return {
        "row": entry.row,
        "sheet": entry.sheet,
        "column": entry.column,
        "value": entry.value,
        "reason_zh": entry.reason.zh,
        "reason_en": entry.reason.en,
    }

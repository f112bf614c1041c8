"""
留存的运行。Runs kept in the lake: a signal can be explained after its source is gone, and compared with the next run.

`runs/<id>/` holds run.json (what was asked of which batches, with each card as it stood, and the coverage),
signals.parquet, rows.parquet (the rows that the signals cite) and verdicts.parquet (how each subject was judged by the
rules that judge each alone, so that the next run need ask only what changed).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from qinglian.engine.lake.disk import aside
from qinglian.engine.lake.manifest import FORMAT, Record, batch_id
from qinglian.engine.lake.opened import LakeDataset, source_notes
from qinglian.engine.lake.store import RUNS, Lake
from qinglian.engine.outcome import Coverage, Outcome
from qinglian.model.errors import BadInput, BadUsage
from qinglian.model.text import Text

COVERAGE = TypeAdapter(list[Coverage])
VERDICTS = "verdicts.parquet"
ROWS = pa.schema([("table", pa.string()), ("id", pa.string()), ("row", pa.string())])


class RunRecord(Record):
    """What is kept of a run besides its signals."""

    format: int = FORMAT
    id: str
    started_at: datetime
    version: str
    engine: str
    as_of: date
    zone: str
    batches: tuple[str, ...]
    recorded: dict[str, list[str]]
    depends: dict[str, str] = Field(default={})
    params: dict[str, Any] = Field(default={})
    coverage: list[dict[str, Any]]
    reviews: tuple[str, ...] = ()
    completeness: list[dict[str, Any]] = Field(default=[])
    warnings: tuple[Text, ...] = ()
    masked: bool = True
    purpose: str | None = None


@dataclass(frozen=True)
class Run:
    """A run of the past."""

    lake: Lake
    folder: Path
    record: RunRecord

    @property
    def id(self) -> str:
        """Id of the run, ordered by time."""
        return self.record.id

    @cached_property
    def coverage(self) -> list[Coverage]:
        """How far each rule could be asked, with its card as it stood then."""
        return COVERAGE.validate_python([_card_in_words(entry) for entry in self.record.coverage])

    @cached_property
    def rules(self) -> dict[str, str]:
        """The hash of each card that was asked."""
        return {
            entry["rule"]["card"]["id"]: entry["rule"]["sha256"] for entry in self.record.coverage
        }

    @cached_property
    def signals(self) -> pa.Table:
        """Its signals."""
        return pq.read_table(self.folder / "signals.parquet")

    @cached_property
    def verdicts(self) -> pa.Table | None:
        """How each subject was judged, where that was kept."""
        path = self.folder / VERDICTS
        return pq.read_table(path) if path.exists() else None

    @cached_property
    def rows(self) -> dict[tuple[str, str], dict[str, Any]]:
        """The rows its signals cite, by table and id."""
        kept = pq.read_table(self.folder / "rows.parquet").to_pylist()
        return {(row["table"], row["id"]): json.loads(row["row"]) for row in kept}

    def outcome(self) -> Outcome:
        """The run as it was reported; its sources are those of its batches that are still there."""
        kept = {batch.id: batch for batch in self.lake.batches()}
        record = self.record
        return Outcome(
            signals=self.signals,
            coverage=self.coverage,
            sources=[
                note
                for name in record.batches
                if name in kept
                for note in source_notes(self.lake, kept[name])
            ],
            as_of=record.as_of,
            started_at=record.started_at,
            engine=record.engine,
            version=record.version,
            rows=self.rows,
            reviews=list(record.reviews),
            completeness=list(record.completeness),
            masked=record.masked,
            purpose=record.purpose,
            params=record.params,
            warnings=list(record.warnings),
            zone=record.zone,
        )


def save_run(
    outcome: Outcome, dataset: LakeDataset, *, depends: dict[str, str] | None = None
) -> Run:
    """Keep a run. `depends` names what its answers hang on besides what the outcome says, for the next to compare."""
    lake = dataset.lake
    name = batch_id(after=max(_ids(lake), default=None))
    record = RunRecord(
        id=name,
        started_at=outcome.started_at,
        version=outcome.version,
        engine=outcome.engine,
        as_of=outcome.as_of,
        zone=dataset.zone,
        batches=tuple(batch.id for batch in dataset.batches),
        recorded={process: sorted(names) for process, names in sorted(dataset.recorded.items())},
        depends={**outcome.depends, **(depends or {})},
        params=to_jsonable_python(outcome.params),
        coverage=COVERAGE.dump_python(outcome.coverage, mode="json"),
        reviews=tuple(outcome.reviews),
        completeness=to_jsonable_python(outcome.completeness),
        warnings=tuple(outcome.warnings),
        masked=outcome.masked,
        purpose=outcome.purpose,
    )
    rows = [
        {"table": table, "id": row_id, "row": json.dumps(row, ensure_ascii=False, default=str)}
        for (table, row_id), row in outcome.rows.items()
    ]
    with aside(lake.root, lake.root / RUNS / name) as folder:
        pq.write_table(outcome.signals, folder / "signals.parquet", compression="zstd")
        pq.write_table(
            pa.Table.from_pylist(rows, ROWS), folder / "rows.parquet", compression="zstd"
        )
        if outcome.verdicts is not None:
            pq.write_table(
                outcome.verdicts, folder / VERDICTS, compression="zstd", use_dictionary=["rule_id", "missing"],
                column_encoding={"subject_id": "DELTA_BYTE_ARRAY"},
            )  # fmt: skip
        (folder / "run.json").write_text(record.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return Run(lake, lake.root / RUNS / name, record)


def runs(lake: Lake) -> Iterator[Run]:
    """Every run, the latest first."""
    for name in sorted(_ids(lake), reverse=True):
        yield read_run(lake, name)


def last_run(lake: Lake, *, asked: Iterable[str] = ()) -> Run | None:
    """The latest run, or the latest that asked all these rules."""
    wanted = set(asked)
    return next((run for run in runs(lake) if wanted <= set(run.rules)), None)


def read_run(lake: Lake, run_id: str) -> Run:
    """One run by its id."""
    folder = lake.root / RUNS / run_id
    if run_id not in _ids(lake):
        raise BadUsage(Text(f"{lake.root} 中没有运行 {run_id}", f"No run {run_id} in {lake.root}"))
    try:
        return Run(lake, folder, RunRecord.model_validate_json((folder / "run.json").read_bytes()))
    except (OSError, ValidationError):
        raise BadInput(
            Text(
                f"运行 {run_id} 的记录已损坏（{folder}）；删除该文件夹后重新运行。",
                f"The record of run {run_id} is damaged ({folder}); delete this folder and run again.",
            )
        ) from None


def find_signal(lake: Lake, signal_id: str) -> tuple[Run, dict[str, Any]] | None:
    """A signal, by its id or the beginning of it, in the latest run that had it."""
    for name in sorted(_ids(lake), reverse=True):
        run = read_run(lake, name)
        ids = run.signals["signal_id"].to_pylist()
        found = [
            place for place, known in enumerate(ids) if signal_id and known.startswith(signal_id)
        ]
        if len({ids[place] for place in found}) > 1:
            raise BadUsage(
                Text(
                    f"编号以 {signal_id} 开头的疑点不止一个，请写全。",
                    f"More than one signal begins with {signal_id}; write the whole id.",
                )
            )
        if found:
            return run, run.signals.slice(found[0], 1).to_pylist()[0]
    return None


def _ids(lake: Lake) -> list[str]:
    return [folder.name for folder in (lake.root / RUNS).iterdir() if folder.is_dir()]


def _card_in_words(entry: dict[str, Any]) -> dict[str, Any]:
    """JSON keeps a text as a pair; a card writes it `{zh, en}`."""
    card = dict(entry["rule"]["card"])
    for name in ("name", "meaning"):
        if card.get(name):
            card[name] = dict(zip(("zh", "en"), card[name], strict=True))
    return {**entry, "rule": {**entry["rule"], "card": card}}

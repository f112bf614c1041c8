"""
一次装载成为一个批次。One load becomes one batch: the tables of a data set, written aside and moved into place whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import duckdb

from qinglian import __version__
from qinglian.engine.backends.duckdb import literal, quoted
from qinglian.engine.dataset import Dataset
from qinglian.engine.lake import refused
from qinglian.engine.lake.disk import aside
from qinglian.engine.lake.manifest import Manifest, Period, Source, Stored, UseRegister, batch_id
from qinglian.engine.lake.papers import Totals, reconcile, tie_said
from qinglian.engine.lake.store import Lake
from qinglian.engine.lake.visible import (
    BATCHES,
    carriers,
    listed,
    match_key,
    overlaps,
    rows,
    settled_said,
    told_apart,
)
from qinglian.model.errors import BadInput, BadUsage
from qinglian.model.table import local_date_of, tables
from qinglian.model.text import Text


@dataclass(frozen=True)
class Terms:
    """How a batch is kept: by whom, under which key, what it replaces, and the papers that came with it.

    `mapping_sha256` says how the files were read; `sizes` gives each file's bytes by its hash.
    """

    by: str
    key_id: str | None = None
    mapping_sha256: str = ""
    control: Mapping[str, Totals] = field(default_factory=dict)
    use_register: UseRegister | None = None
    supersedes: tuple[str, ...] = ()
    corrects: bool = False
    sizes: Mapping[str, int] = field(default_factory=dict)


def keep(lake: Lake, dataset: Dataset, terms: Terms) -> tuple[Manifest, list[Text]]:
    """Keep the tables of a data set as a batch; return its manifest and what there is to say of it.

    The caller holds the lake (`disk.alone`).
    """
    supersedes = lake.replaceable(terms.supersedes)
    live = [batch for batch in lake.live() if batch.id not in supersedes]
    refuse_other_key(live, terms.key_id)
    _refuse_emptying(dataset, supersedes)
    present = {table: sorted(columns) for table, columns in dataset.columns.items() if columns}
    made = {
        table: f"(select {listed(columns)} from {quoted(table)})"
        for table, columns in present.items()
    }
    if "event" in made and not terms.corrects:
        mark = "".join(sorted(note.sha256 for note in dataset.sources))
        earlier = carriers(lake.root, live, "event")
        made["event"] = told_apart(dataset.con, earlier, made["event"], mark)
    ties = reconcile(dataset.con, terms.control, made)
    every = [batch.id for batch in (*lake.batches(), *lake.destroyed())]
    name = batch_id(after=max(every, default=None))
    place = lake.root / BATCHES / name
    with aside(lake.root, place) as folder:
        stored = {}
        for table, relation in made.items():
            file = folder / f"{table}.parquet"
            dataset.con.execute(
                f"copy {relation} to {literal(str(file))} (format parquet, compression zstd)"
            )
            key = match_key(dataset.con, table, relation)
            stored[table] = Stored(
                rows=_count(dataset.con, relation),
                size=file.stat().st_size,
                columns=_types(dataset.con, relation),
                overlaps=overlaps(
                    dataset.con, carriers(lake.root, live, table), table, relation, key
                ),
                key=key,
            )
        refused.write(folder, dataset.sources)
        manifest = Manifest(
            id=name,
            at=datetime.now(UTC),
            by=terms.by,
            version=__version__,
            zone=dataset.zone,
            mapping_sha256=terms.mapping_sha256,
            key_id=terms.key_id,
            period=_period(dataset.con, present),
            sources=tuple(
                Source.of(note, terms.sizes.get(note.sha256, 0)) for note in dataset.sources
            ),
            tables=stored,
            recorded={
                process: sorted(names) for process, names in sorted(dataset.recorded.items())
            },
            control=ties,
            reconciled=all(tie.ties for tie in ties) if ties else None,
            use_register=terms.use_register,
            supersedes=supersedes,
            corrects=terms.corrects,
        )
        manifest.write(folder)
    return manifest, _said(lake, dataset.con, manifest, [*live, manifest])


def refuse_other_key(live: list[Manifest], key_id: str | None) -> None:
    """Persons hashed under two keys never meet; a lake holds one key only."""
    others = [batch for batch in live if batch.key_id and key_id and batch.key_id != key_id]
    if others:
        raise BadUsage(
            Text(
                f"这个数据湖用的是另一把密钥（指纹 {others[0].key_id}，现为 {key_id}），同一个人会对不上，未装载。"
                "请用 --key 指向原来的密钥，或另建数据湖。",
                f"This lake was made with another key (fingerprint {others[0].key_id}, this one is {key_id}); the same "
                "person would not match, so nothing was loaded. Name the old key with --key, or start another lake.",
            )
        )


def _refuse_emptying(dataset: Dataset, supersedes: tuple[str, ...]) -> None:
    if supersedes and not any(note.rows_kept for note in dataset.sources):
        raise BadInput(
            Text(
                f"新文件没有一行可用，不能用来替换批次 {'、'.join(supersedes)}；未装载。",
                f"No row of the new files can be used, so they cannot replace {', '.join(supersedes)}; nothing was "
                "loaded.",
            )
        )


def _said(
    lake: Lake, con: duckdb.DuckDBPyConnection, manifest: Manifest, live: list[Manifest]
) -> list[Text]:
    """What the person who loaded is told: rows, replaced batches, totals that do not tie, shared keys."""
    read = sum(source.rows_read for source in manifest.sources)
    kept = sum(source.rows_kept for source in manifest.sources)
    said = [
        Text(
            f"已装载为批次 {manifest.id}：读到 {read} 行 = 保留 {kept} + 退回 {read - kept}。",
            f"Loaded as batch {manifest.id}: {read} rows read = {kept} kept + {read - kept} refused.",
        )
    ]
    said += [
        Text(
            f"替换批次 {old}，其内容不再参与运行。",
            f"Replaces batch {old}, whose rows no run sees any more.",
        )
        for old in manifest.supersedes
    ]
    said += not_reconciled([manifest])
    if manifest.reconciled:
        said.append(Text("与提供单位的控制总数相符。", "Ties to the provider's control totals."))
    if manifest.use_register is None:
        said.append(
            Text(
                "本批次没有数据使用登记（--register），请补上提供单位、依据、用途和销毁期限。",
                "This batch has no data-use register (--register): provider, authority, purpose, day of destruction.",
            )
        )
    for table, stored in manifest.tables.items():
        if stored.overlaps:
            said += settled_said(table, rows(con, carriers(lake.root, live, table), table)[1])
    return said


def not_reconciled(batches: list[Manifest]) -> list[Text]:
    """One sentence for each batch whose totals do not tie, with both numbers."""
    said = []
    for batch in batches:
        off = [tie_said(tie) for tie in batch.control if not tie.ties]
        if off:
            refused_rows = sum(source.rows_refused for source in batch.sources)
            said.append(
                Text(
                    f"批次 {batch.id} 未对平：{'；'.join(text.zh for text in off)}（退回 {refused_rows} 行）。",
                    f"Batch {batch.id} is not reconciled: {'; '.join(text.en for text in off)} "
                    f"({refused_rows} rows refused).",
                )
            )
    return said


def _period(con: duckdb.DuckDBPyConnection, present: Mapping[str, list[str]]) -> Period | None:
    """First and last day of what happened: the days of events and of the steps of ledgers, else of any date.

    Days to come (validity, due dates) are no part of the period.
    """
    steps = [
        (table, column) for table in present for column in _days(table) if column in present[table]
    ]
    days = steps or [
        (table, column)
        for table, columns in present.items()
        for column in columns
        if column.endswith("_on")
    ]
    spans = [
        con.execute(
            f"select min({quoted(column)}), max({quoted(column)}) from {quoted(table)} "
            f"where {quoted(column)} <= ?",
            [date.today()],
        ).fetchall()[0]
        for table, column in days
    ]
    known = [span for span in spans if span is not None and span[0] is not None]
    if not known:
        return None
    return Period(first=min(first for first, _ in known), last=max(last for _, last in known))


def _days(table: str) -> list[str]:
    if table == "event":
        return ["occurred_on"]
    return [
        local_date_of(column.name)
        for column in (tables()[table].columns.values() if table in tables() else ())
        if column.event
    ]


def _count(con: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = con.execute(f"select count(*) from {relation}").fetchall()[0]
    return int(row[0]) if row else 0


def _types(con: duckdb.DuckDBPyConnection, relation: str) -> dict[str, str]:
    return {row[0]: row[1] for row in con.execute(f"describe select * from {relation}").fetchall()}

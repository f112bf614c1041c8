"""
造：县一个接一个，写成表、标注与说明。Make a city, county after county: tables, labels, and a page that says what it is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import yaml

from qinglian.city import dirt, typed, typos, untidy
from qinglian.city.days import LAST
from qinglian.city.draw import Draw
from qinglian.city.fields import fields
from qinglian.city.ledgers import write_ledgers
from qinglian.city.plant import Field, Label, Story, planted
from qinglian.city.rows import Rows
from qinglian.city.size import Size
from qinglian.city.society import registers, society
from qinglian.city.typed import Parts
from qinglian.city.world import World
from qinglian.model.table import tables

TABLES, LEDGERS, UNTIDY = "tables", "ledgers", "untidy"
LABELS, REFUSED, ABOUT = "labels.parquet", "refused.parquet", "city.yaml"
AS_OF = LAST + timedelta(days=1)
"""The day a city is looked at: the day after its last record."""


@dataclass(frozen=True)
class Told:
    """A field that hands over files of its own, its story, and the keys of the rows they hold, by table."""

    field: Field
    story: Story
    keys: Mapping[str, list[str]]


@dataclass
class County:
    """One county as made: typed tables by name, and what was planted in it."""

    number: int
    world: World
    tables: dict[str, pa.Table]
    labels: list[Label]
    told: list[Told] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the county is called."""
        return self.world.name

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Files that fields hand over beside the ledgers: name and bytes."""
        for one in self.told:
            if one.field.files is not None:
                yield from one.field.files(self.world, one.story)

    def ledgers(self) -> dict[str, pa.Table]:
        """The tables without the rows that stand in those files, so that nothing is handed over twice."""
        left = dict(self.tables)
        for one in self.told:
            for name, keys in one.keys.items():
                held = left[name].column(tables()[name].key[0])
                left[name] = left[name].filter(pc.invert(pc.is_in(held, pa.array(keys, held.type))))
        return left


@dataclass
class Made:
    """What lies in the folder of a city: how many rows, their hash, how many labels."""

    rows: dict[str, int] = field(default_factory=dict)
    hashes: list[str] = field(default_factory=list)
    labels: int = 0


def county(
    seed: int,
    number: int,
    size: Size,
    *,
    clean: bool = False,
    dirt_per_mille: int = 10,
    typos_per_mille: int = typos.USUAL,
) -> County:
    """One county, the same whatever the others are.

    `dirt_per_mille`: how many of the values that a record can do without are missing. `typos_per_mille`: how many of
    those that people type in are mistyped; a clean county has none.
    """
    world = society(seed, number, size)
    rows: dict[str, Rows] = dict(registers(world))
    registered = frozenset(rows)
    labels: list[Label] = []
    filed: list[Told] = []
    for name, told in fields().items():
        draw = Draw(seed, number, name)
        story = told.tell(world, draw.at("story"))
        if not clean:
            labels += planted(told, world, story, draw.at("plants"))
        made = told.write(world, story)
        if told.files is not None:
            keys = {
                table: made[table][tables()[table].key[0]].tolist()
                for table in told.filed
                if table in made
            }
            filed.append(Told(told, story, keys))
        for table, columns in made.items():
            if table in rows:
                if table in registered:
                    _give_way(rows[table], columns, tables()[table].key)
                rows[table].add(columns)
            else:
                rows[table] = columns
    proved = {row for label in labels for row in label.rows}
    typed_tables = {}
    for table in sorted(rows):
        spec = tables()[table]
        dirt.scatter(spec, rows[table], Draw(seed, number, "dirt", table), dirt_per_mille, proved)
        if not clean:
            slips = Draw(seed, number, "typos", table)
            typos.scatter(spec, rows[table], slips, typos_per_mille, proved)
        typed_tables[table] = typed.typed(spec, rows[table])
    return County(number, world, typed_tables, labels, filed)


def _give_way(held: Rows, told: Rows, key: Sequence[str]) -> None:
    """A row that a story tells again takes the place of the one that stood in the register."""
    if any(name not in told for name in key):
        return
    again = set(zip(*(told[name].tolist() for name in key), strict=True))
    kept = zip(*(held[name].tolist() for name in key), strict=True)
    gone = np.fromiter((one in again for one in kept), dtype=bool, count=held.n)
    if gone.any():
        held.drop(gone)


def write_city(
    out: Path,
    seed: int,
    size: Size,
    *,
    only: Sequence[int] | None = None,
    clean: bool = False,
    dirt_per_mille: int = 10,
    typos_per_mille: int = typos.USUAL,
    ledgers: bool = True,
    dirty: bool = False,
    told: Callable[[int], None] = lambda number: None,
) -> Made:
    """Write `tables/<table>.parquet` (a folder of parts where there are many counties), labels and `city.yaml`.

    With `ledgers` the same as the files a county would hand over; with `dirty` once more as untidy ledgers, and
    `refused.parquet` names the rows in them that cannot be right. `only` names the counties to write, all by default.
    A county is written and let go before the next is drawn.
    """
    made = Made()
    numbers = range(1, size.counties + 1) if only is None else only
    with Parts() as labels, Parts() as refused:
        for number in numbers:
            one = county(
                seed, number, size, clean=clean, dirt_per_mille=dirt_per_mille, typos_per_mille=typos_per_mille
            )  # fmt: skip
            place = "" if size.counties == 1 else f"{number:03d}"
            _write(out, one, place, made)
            labels.add(label_table(one), out / LABELS)
            if ledgers:
                write_ledgers(out / LEDGERS / place, one.name, one.ledgers())
                for name, content in one.files():
                    (out / LEDGERS / place / name).write_bytes(content)
            if dirty:
                draw = Draw(seed, number, "untidy")
                bad = untidy.write_untidy(out / UNTIDY / place, one.name, one.ledgers(), draw)[1]
                refused.add(untidy.refused_table(bad), out / REFUSED)
            del one
            told(number)
    about = {
        "note": typed.MADE_UP,
        "seed": seed,
        "size": size.name,
        "counties": list(numbers),
        "as_of": AS_OF.isoformat(),
        "clean": clean,
        "dirt_per_mille": dirt_per_mille,
        "typos_per_mille": 0 if clean else typos_per_mille,
        "rows": made.rows,
        "sha256": made.hashes,
    }
    (out / ABOUT).write_text(yaml.safe_dump(about, allow_unicode=True, sort_keys=False), "utf-8")
    return made


def _write(out: Path, one: County, place: str, made: Made) -> None:
    """The tables of one county, counted."""
    for name, table in one.tables.items():
        typed.write(
            table, out / TABLES / (f"{name}/{place}.parquet" if place else f"{name}.parquet")
        )
        made.rows[name] = made.rows.get(name, 0) + table.num_rows
    made.hashes.append(typed.digest(one.tables[name] for name in sorted(one.tables)))
    made.labels += len(one.labels)


def label_table(county: County) -> pa.Table:
    """Labels: rule_id, kind (fault, honest, also, bad_import), shape, subject, subject_id, rows as {table, id}."""
    labels = county.labels
    rows = pa.list_(pa.struct([("table", pa.string()), ("id", pa.string())]))
    return pa.table(
        {
            "county": pa.array([county.number] * len(labels), pa.int64()),
            "rule_id": pa.array([label.rule for label in labels], pa.string()),
            "kind": pa.array([label.kind for label in labels], pa.string()),
            "shape": pa.array([label.shape for label in labels], pa.string()),
            "subject": pa.array([label.subject for label in labels], pa.string()),
            "subject_id": pa.array([label.subject_id for label in labels], pa.string()),
            "rows": pa.array(
                [
                    [{"table": table, "id": number} for table, number in label.rows]
                    for label in labels
                ],
                rows,
            ),
        }
    )

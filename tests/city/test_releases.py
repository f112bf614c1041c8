"""The releases field: lawful as told, every rule with its shapes, and the same whether read as OCDS or not."""

from collections import Counter
from datetime import date
from pathlib import Path

import orjson
import pytest

from qinglian.city import typed
from qinglian.city.draw import Draw
from qinglian.city.fields import fields
from qinglian.city.make import write_city
from qinglian.city.plant import planted as plant_all
from qinglian.city.size import size_of
from qinglian.city.society import society
from qinglian.engine.catalog import catalog
from qinglian.engine.dataset import Dataset
from qinglian.engine.identity import Hasher
from qinglian.engine.inputs import open_inputs
from qinglian.engine.measure import Measured, measure
from qinglian.engine.run import run
from qinglian.model.table import tables

# Its city is drawn once, and takes a while.
pytestmark = [pytest.mark.xdist_group("city-releases"), pytest.mark.slow]

FIELD = fields()["releases"]
LIMITS = "asks for local limits, which the card leaves to the user: nothing is concluded without"
MARKETS = "a market is a category, and the standard knows three: too few for faults and look-alikes"
FENCE = (
    "its fence lies at or below nought where gaps are small and many bidders come once, as they do"
)
UNPLANTED = {
    "R024": FENCE, "R025": FENCE,
    "R002": LIMITS, "R011": LIMITS, "R049": LIMITS, "R054": LIMITS, "R055": LIMITS, "R026": MARKETS, "R029": MARKETS,
}  # fmt: skip
"""Rules without a plant, and why."""
OURS = ("ocds-99", "XX-")
AS_OF = date(2026, 1, 1)


def rules() -> list:
    """The pack, drafts too."""
    return catalog().chosen(["ocds_red_flags"], ("draft", "trial", "stable"))


def measured(folder: Path, *, clean: bool) -> dict[str, Measured]:
    """A station of one seed, nothing missing in it, and what the pack made of it."""
    write_city(folder, 7, size_of("station"), clean=clean, dirt_per_mille=0, ledgers=False)
    return {one.rule_id: one for one in measure(folder, rules())}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Measured]:
    return measured(tmp_path_factory.mktemp("planted") / "city", clean=False)


@pytest.fixture(scope="module")
def lawful(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Measured]:
    return measured(tmp_path_factory.mktemp("clean") / "city", clean=True)


@pytest.fixture(scope="module")
def twice(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Dataset, Dataset, dict[str, list[str]]]:
    """One portal read as tables and as releases, and the columns that were written."""
    folder, hasher = tmp_path_factory.mktemp("twice"), Hasher(key=b"of a test")
    world = society(7, 1, size_of("station"))
    story = FIELD.tell(world, Draw(7, 1, "releases", "story"))
    plant_all(FIELD, world, story, Draw(7, 1, "releases", "plants"))
    made = FIELD.write(world, story)
    assert FIELD.files is not None
    ((name, content),) = FIELD.files(world, story)
    (folder / name).write_bytes(content)
    for table, rows in made.items():
        typed.write(typed.typed(tables()[table], rows), folder / f"{table}.parquet")
    sanctions = folder / "sanction.parquet"
    told = open_inputs(sorted(folder.glob("*.parquet")), hasher=hasher)
    read = open_inputs([folder / name, sanctions], hasher=hasher)
    return told, read, {table: list(rows) for table, rows in made.items()}


def test_a_city_hands_over_releases_as_published(tmp_path: Path) -> None:
    """The portal's processes stand in its file and in no ledger; both together are all rows of the tables."""
    write_city(tmp_path, 7, size_of("station"), dirt_per_mille=0, typos_per_mille=0)
    folder = tmp_path / "ledgers"
    published = (folder / "990101-releases.jsonl").read_bytes().splitlines()
    first = orjson.loads(published[0])
    assert first["ocid"].startswith(OURS)
    assert first["tag"] == ["compiled"]
    read = open_inputs(sorted(folder.iterdir()), hasher=Hasher(key=b"of a test"))
    assert [one.refused for one in read.sources if one.refused] == []
    for path in sorted((tmp_path / "tables").glob("*.parquet")):
        key = tables()[path.stem].key[0]
        told = read.con.sql(f"select {key} from '{path}' order by all").fetchall()
        assert read.con.sql(f"select {key} from {path.stem} order by all").fetchall() == told


def test_lawful_processes_raise_nothing(lawful: dict[str, Measured]) -> None:
    kept = [one for one in lawful.values() if one.kind == "deterministic"]
    ours = [
        (one.rule_id, w.subject_id)
        for one in kept
        for w in one.wrong
        if w.subject_id.startswith(OURS)
    ]
    assert ours == []


def test_every_rule_has_its_shapes(planted: dict[str, Measured]) -> None:
    shapes = Counter((plant.rule, plant.kind) for plant in FIELD.plants)
    asked = [rule for rule in planted if rule not in UNPLANTED]
    assert [rule for rule in asked if shapes[rule, "fault"] < 3] == []
    assert [rule for rule in asked if shapes[rule, "honest"] < 2] == []


def test_every_fault_is_found_and_nobody_else(planted: dict[str, Measured]) -> None:
    kept = [one for one in planted.values() if one.kind == "deterministic"]
    assert [one.rule_id for one in kept if one.missed] == []
    assert [one.rule_id for one in kept if one.false_alarms] == []


def test_no_rule_failed(planted: dict[str, Measured]) -> None:
    assert {rule: one.error for rule, one in planted.items() if one.error} == {}


def test_every_plant_says_what_happened() -> None:
    assert [plant.shape for plant in FIELD.plants if not plant.deed.__doc__] == []


def test_releases_are_read_as_the_same_tables(
    twice: tuple[Dataset, Dataset, dict[str, list[str]]],
) -> None:
    told, read, written = twice
    for table, columns in written.items():
        query = f"select {', '.join(columns)} from {table} order by {tables()[table].key[0]}"
        assert told.con.sql(query).fetchall() == read.con.sql(query).fetchall(), table


def test_releases_give_the_same_signals(
    twice: tuple[Dataset, Dataset, dict[str, list[str]]],
) -> None:
    told, read, _ = twice
    one, other = (signals(data) for data in (told, read))
    assert one
    assert one == other


def signals(data: Dataset) -> dict[tuple[str, str], tuple[float, list[tuple[str, str]]]]:
    """Value and cited rows by rule and subject. Sums of fractions differ in their last digits by the order of rows."""
    columns = ["rule_id", "subject_id", "value", "evidence"]
    found = run(data, rules(), as_of=AS_OF).signals.select(columns).to_pylist()
    return {
        (row["rule_id"], row["subject_id"]): (
            round(row["value"], 9), sorted((cited["table"], cited["id"]) for cited in row["evidence"]),
        )
        for row in found
    }  # fmt: skip

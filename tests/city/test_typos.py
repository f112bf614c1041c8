"""People mistype, and what a plant rests on is typed rightly."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from qinglian.city import typos
from qinglian.city.draw import Draw
from qinglian.city.make import County, county
from qinglian.city.names import identity_numbers, well_formed
from qinglian.city.rows import Rows
from qinglian.city.size import STATION
from qinglian.model.table import tables

pytestmark = pytest.mark.xdist_group("city-typos")  # its city is drawn once


@pytest.fixture(scope="module")
def typed() -> tuple[County, County]:
    """A station as it was, and with one cell in ten mistyped."""
    return county(7, 1, STATION, typos_per_mille=0), county(7, 1, STATION, typos_per_mille=100)


@pytest.mark.parametrize(
    ("roll", "slip"),
    [
        (6, "示县例2024年"),
        (7, "示例县2124年"),
        (2, "示例县２０２４年"),
        (4, "示  例县2024年"),
        (5, "示例县2025年"),
    ],
)
def test_a_slip_of_each_kind(roll: int, slip: str) -> None:
    assert typos.mistyped("示例县2024年", roll) == slip


def test_a_character_that_looks_alike() -> None:
    assert typos.mistyped("未来", 3) == "末来"


def test_a_kind_that_cannot_happen_gives_way_to_the_next() -> None:
    assert typos.mistyped("赵赵", 0) == "赵  赵"
    assert typos.mistyped("赵", 0) == "赵"


def test_every_kind_comes_about_and_a_slip_is_seen() -> None:
    rolls = Draw(7, "rolls").below(2**40, 600).tolist()
    made = {typos.mistyped("己方2024号文", roll) for roll in rolls}
    assert "己方2024号文" not in made
    assert len(made) > 15


def test_about_so_many_cells_in_a_thousand() -> None:
    spec = tables()["party"]
    rows = Rows(20_000, party_id=[f"P{k}" for k in range(20_000)], name="示例县甲乙商贸有限公司")
    typos.scatter(spec, rows, Draw(7, "few"), 5, set())
    assert 60 < (rows["name"] != "示例县甲乙商贸有限公司").sum() < 140


def test_rows_that_prove_a_plant_are_typed_rightly(typed: tuple[County, County]) -> None:
    before, after = typed
    proved = {row for label in after.labels for row in label.rows}
    assert before.labels == after.labels
    seen = 0
    for name, table in after.tables.items():
        keys = table.column(tables()[name].key[0]).to_pylist()
        kept = pa.array([(name, str(key)) in proved for key in keys], pa.bool_())
        seen += pc.sum(kept).as_py() or 0
        assert table.filter(kept).equals(before.tables[name].filter(kept)), name
    assert seen > 1000


def test_only_what_people_type_in_is_mistyped(typed: tuple[County, County]) -> None:
    before, after = typed
    changed = {
        (name, column)
        for name, table in after.tables.items()
        for column in table.column_names
        if not table.column(column).equals(before.tables[name].column(column))
    }
    assert {("party", "name"), ("permit", "party_name"), ("post", "person_id_no")} <= changed
    assert not changed & typos.KEPT
    kinds = {tables()[name].columns[column].type for name, column in changed}
    assert kinds == {"string"}
    assert not {pair for pair in changed if pair[1] in tables()[pair[0]].key}
    assert {pair for pair in changed if pair[1].endswith("_id_no")} <= typos.NUMBERS


def test_a_clean_county_has_none() -> None:
    plain, told = (
        county(7, 1, STATION, clean=True, dirt_per_mille=0, typos_per_mille=per_mille)
        for per_mille in (0, 500)
    )
    assert all(table.equals(told.tables[name]) for name, table in plain.tables.items())


def test_an_identity_number_that_was_mistyped_is_seen() -> None:
    numbers = identity_numbers(7, "990101", 0, 200).tolist()
    assert all(well_formed(number) for number in numbers)
    swapped = [
        number[:16] + number[17] + number[16] for number in numbers if number[16] != number[17]
    ]
    assert np.mean([well_formed(number) for number in swapped]) < 0.1

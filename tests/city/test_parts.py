"""A city is made county after county: each alone the same, and none held while the next is drawn."""

import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
import yaml

from qinglian.city import make
from qinglian.city.size import STATION
from qinglian.cli.city import chosen
from qinglian.model.errors import BadUsage

pytestmark = pytest.mark.xdist_group("city-parts")  # its city is drawn once

THREE = replace(STATION, counties=3)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("three")
    make.write_city(out, 7, THREE, ledgers=False)
    return out


def test_a_county_alone_is_the_county_among_others(three: Path, tmp_path: Path) -> None:
    make.write_city(tmp_path, 7, THREE, only=[2], ledgers=False)
    whole, alone = (
        yaml.safe_load((place / make.ABOUT).read_text("utf-8")) for place in (three, tmp_path)
    )
    assert alone["counties"] == [2]
    assert alone["sha256"] == whole["sha256"][1:2]
    parts = sorted(
        path.relative_to(tmp_path) for path in (tmp_path / make.TABLES).rglob("*.parquet")
    )
    assert {path.name for path in parts} == {"002.parquet"}
    for part in parts:
        assert pq.read_table(tmp_path / part).equals(pq.read_table(three / part)), part
    labels = pq.read_table(three / make.LABELS)
    mine = labels.filter(pc.equal(labels["county"], 2))
    assert mine.equals(pq.read_table(tmp_path / make.LABELS))


def test_counties_are_not_alike(three: Path) -> None:
    assert len(set(yaml.safe_load((three / make.ABOUT).read_text("utf-8"))["sha256"])) == 3


def test_a_county_is_let_go_before_the_next_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[weakref.ref[make.County]] = []
    held: list[int] = []
    draw = make.county

    def watched(*args: Any, **more: Any) -> make.County:
        assert not [one for one in made if one() is not None]
        held.append(pa.total_allocated_bytes())
        one = draw(*args, **more)
        made.append(weakref.ref(one))
        return one

    monkeypatch.setattr(make, "county", watched)
    make.write_city(tmp_path, 7, THREE, ledgers=False)
    assert len(made) == 3
    assert held[2] < held[1] + 2**20


@pytest.mark.parametrize(("said", "found"), [(None, [1, 2, 3, 4]), ("2", [2]), ("2-3", [2, 3])])
def test_counties_by_their_numbers(said: str | None, found: list[int]) -> None:
    assert list(chosen(said, 4)) == found


@pytest.mark.parametrize("said", ["0", "5", "3-2", "a", "1-", "-", "2-9", "1-2-3"])
def test_counties_that_are_not_there(said: str) -> None:
    with pytest.raises(BadUsage):
        chosen(said, 4)

"""Who there is in a county: bodies joined by dated lines, and the same rows by seed."""

from collections import Counter, defaultdict
from itertools import pairwise

import pyarrow as pa
import pytest

from qinglian.city import typed
from qinglian.city.days import NEVER
from qinglian.city.lines import body_lines
from qinglian.city.make import _give_way
from qinglian.city.rows import Rows
from qinglian.city.size import CITY, STATION, Size
from qinglian.city.society import registers, society
from qinglian.engine import validity
from qinglian.model.table import tables

KNOWN = "0b988fef7f714117aea40cdf227a247cef3fb894c6fca0df924c0e621817fd2b"
"""Hash of the registers of station seed 7."""


def _registers(number: int, size: Size, seed: int = 7) -> dict[str, pa.Table]:
    told = registers(society(seed, number, size))
    return {name: typed.typed(tables()[name], rows) for name, rows in told}


def test_known_answer() -> None:
    made = _registers(1, STATION)
    assert typed.digest(made[name] for name in sorted(made)) == KNOWN


def test_five_kinds_between_listed_bodies() -> None:
    made = _registers(1, STATION)
    lines, listed = (
        made["line"].to_pylist(),
        set(made["organisation"]["organisation_id"].to_pylist()),
    )
    assert {line["kind"] for line in lines} == {"belongs", "guides", "supervises", "leads", "party"}
    assert all({line["upper_id"], line["lower_id"]} <= listed for line in lines)
    assert all(line["upper_name"] and line["lower_name"] for line in lines)


def test_one_team_covers_several_and_a_body_passes_to_the_other() -> None:
    lines = [x for x in _registers(1, STATION)["line"].to_pylist() if x["kind"] == "supervises"]
    assert min(Counter(line["upper_id"] for line in lines).values()) > 1
    passed = defaultdict(list)
    for line in sorted(lines, key=lambda line: line["from_on"]):
        passed[line["lower_id"]].append(line)
    moved = [told for told in passed.values() if len(told) > 1]
    assert len(moved) == 1
    for before, after in pairwise(moved[0]):
        assert (after["from_on"] - before["to_on"]).days == 1
        assert before["upper_id"] != after["upper_id"]


def test_a_rename_and_a_merge() -> None:
    rows = _registers(1, STATION)["organisation"].to_pylist()
    spans = defaultdict(list)
    for row in rows:
        spans[row["organisation_id"]].append(row)
    renamed = [told for told in spans.values() if len(told) > 1]
    assert len(renamed) == 1
    assert len({row["organisation_name"] for row in renamed[0]}) == 2
    merged = [row for row in rows if row["successor_id"]]
    assert [row["to_on"] is not None for row in merged] == [True]
    assert {row["successor_id"] for row in merged} <= set(spans)


@pytest.mark.parametrize("table", ["organisation", "line", "post", "party", "owner"])
def test_keys_are_unique_over_counties(table: str) -> None:
    key = tables()[table].key
    seen: Counter[tuple[object, ...]] = Counter()
    for number in (1, 2):
        rows = _registers(number, CITY)[table]
        seen.update(zip(*(rows[name].to_pylist() for name in key), strict=True))
    assert max(seen.values()) == 1


def test_chains_of_owners_end_in_persons_and_add_up() -> None:
    owners = society(7, 1, STATION).owners
    shares: Counter[str] = Counter()
    for firm, share in zip(owners["firm_id"], owners["share"].tolist(), strict=True):
        shares[firm] += share
    assert set(shares.values()) == {1000}
    held = owners.take(owners["person"] == False)  # noqa: E712
    assert len(held)
    assert set(held["owner_id"]) <= set(shares)
    assert all(validity.credit_code_valid(code) for code in held["owner_id"])


def test_lines_do_not_depend_on_the_seed() -> None:
    one, other = (society(seed, 1, STATION).bodies for seed in (7, 8))
    assert (
        body_lines(one, "990101")["lower_id"].tolist()
        == body_lines(other, "990101")["lower_id"].tolist()
    )
    assert (body_lines(one, "990101")["to_on"] != NEVER).sum() == 1


def test_what_a_story_tells_again_takes_the_place() -> None:
    held = Rows(2, party_id=["A", "B"], name=["甲", "乙"])
    _give_way(held, Rows(1, party_id=["B"], name=["丙"]), ("party_id",))
    assert held["party_id"].tolist() == ["A"]

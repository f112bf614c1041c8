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

KNOWN = "15b89b4ec063a050df61ce73544afe5e400aa4e0719a83d65e70f0c9f8a71245"
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


@pytest.mark.parametrize(
    "table", ["organisation", "line", "post", "party", "owner", "insured_person", "relation"]
)
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


def test_some_firms_are_held_through_two_or_three_companies() -> None:
    owners = society(7, 1, CITY).owners
    companies = owners["person"] == False  # noqa: E712
    above = dict(zip(owners["firm_id"][companies], owners["owner_id"][companies], strict=True))
    assert len(set(above.values())) == len(above), "a holding stands above one firm"
    steps: Counter[int] = Counter()
    for firm in set(above) - set(above.values()):
        steps[_height(above, firm)] += 1
    assert set(steps) == {1, 2, 3}
    assert steps[1] > steps[2] > steps[3]


def _height(above: dict[str, str], firm: str) -> int:
    return 1 + _height(above, above[firm]) if firm in above else 0


def test_the_insurance_office_knows_whose_staff_somebody_is() -> None:
    made = _registers(1, STATION)
    firms = dict(
        zip(made["party"]["party_id"].to_pylist(), made["party"]["name"].to_pylist(), strict=True)
    )
    rows = made["insured_person"].to_pylist()
    assert {row["party_id"] for row in rows} == set(firms)
    assert all(row["party_name"] == firms[row["party_id"]] for row in rows)
    left = [row for row in rows if row["to_on"]]
    assert left
    assert all(row["from_on"] < row["to_on"] for row in left)
    assert len({row["person_id_no"] for row in rows}) == len(rows)


def test_relations_name_a_step_of_ownership_or_what_an_official_declared() -> None:
    made = _registers(1, CITY)
    rows = made["relation"].to_pylist()
    assert {row["kind"] for row in rows} == {"holding", "director", "kin", "employment"}
    officials = set(made["post"]["person_id_no"].to_pylist())
    kin = [row for row in rows if row["kind"] == "kin"]
    assert all(row["declared_flag"] and row["from_person_id_no"] in officials for row in kin)
    working = {row["from_person_id_no"] for row in rows if row["declared_flag"]}
    assert {row["to_person_id_no"] for row in kin} <= working
    staff = {(row["person_id_no"], row["party_id"]) for row in made["insured_person"].to_pylist()}
    employed = [row for row in rows if row["kind"] == "employment"]
    assert employed
    assert all((row["from_person_id_no"], row["to_id"]) in staff for row in employed)


def test_no_two_firms_of_a_county_have_one_owner() -> None:
    owners = society(7, 1, CITY).owners
    people = owners.take(owners["person"] == True)  # noqa: E712
    assert len(set(people["owner_id"].tolist())) == people.n


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

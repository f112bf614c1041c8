"""Mappings: mistakes name file and line; the zone and the kind they say are used."""

from pathlib import Path

import pytest

from qinglian.model.errors import BadUsage
from qinglian.sources.mapping import read_mapping, table_of


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "m.yaml"
    path.write_text(text, "utf-8")
    return path


GOOD = """\
table: event
process: penalty
timezone: Europe/Rome
times: local
columns: {办件号: case_id, 步骤: activity, 时刻: occurred_at, 金额: how_much}
activities: {作出决定: decided}
identifies: {监督人: person}
"""


def test_a_whole_mapping(tmp_path: Path) -> None:
    said = read_mapping(written(tmp_path, GOOD))
    assert said["columns"]["办件号"] == "case_id"
    assert said["activities"] == {"作出决定": "decided"}


def test_an_empty_mapping(tmp_path: Path) -> None:
    assert read_mapping(written(tmp_path, "")) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("process: x\ncolums: {a: b}\n", r"m\.yaml:2: unknown word colums; did you mean columns"),
        (
            "columns:\n  a: case_id\n  b: permit_idd\n",
            r"m\.yaml:3: no column permit_idd.*permit_id",
        ),
        ("table: permit\ncolumns: {a: penalty_id}\n", r"m\.yaml:2: no column penalty_id"),
        ("table: permits\n", r"m\.yaml:1: no table permits; did you mean permit"),
        ("process: a\ntimezone: Europe/Roma\n", r"m\.yaml:2: no time zone Europe/Roma"),
        ("times: there\n", r"m\.yaml:1: times is one of utc, local"),
        ("identifies:\n  a: person\n  b: nobody\n", r"m\.yaml:3: b is one of person"),
        ("columns: [a, b]\n", r"m\.yaml:1: columns should be a mapping"),
        ("columns: {a: b\nprocess: [\n", r"m\.yaml:\d: not valid YAML"),
        ("- a\n", r"m\.yaml:1: a mapping file is keys and values"),
    ],
)
def test_mistakes_name_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadUsage, match=said):
        read_mapping(written(tmp_path, text))


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadUsage, match="Cannot read mapping"):
        read_mapping(tmp_path / "none.yaml")


def test_the_table_a_mapping_speaks_of() -> None:
    assert table_of({"table": "permit"}) == "permit"
    assert table_of({"columns": {"a": "case_id", "b": "activity", "c": "occurred_at"}}) == "event"
    assert table_of({"columns": {"a": "permit_id"}}) is None

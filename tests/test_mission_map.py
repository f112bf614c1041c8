"""The map of the mission leads somewhere: every address has its name, every test is there, no row is forgotten."""

import ast
from functools import cache

import pytest
from django.urls import get_resolver

from qinglian.engine.catalog import HOME
from qinglian.pages.mission_map import rows

ROOT = HOME.parents[2]
COUNTS = {"A": 23, "B": 18, "C": 13, "D": 14, "E": 18, "P": 5, "S": 8}
ROWS = rows()
ids = {"ids": lambda row: row["id"]}


@cache
def functions(path: str) -> frozenset[str]:
    """Tests of a file."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_row_is_there_once_and_in_order():
    wanted = [f"{letter}{n:02d}" for letter, most in COUNTS.items() for n in range(1, most + 1)]
    assert [row["id"] for row in ROWS] == wanted


@pytest.mark.parametrize("row", ROWS, **ids)
def test_a_row_leads_somewhere_or_says_that_it_is_not_built(row):
    assert row["zh"]
    assert row["en"]
    works = bool(row.get("pages") or row.get("tests"))
    assert works or "room" in row, "neither a page nor a test, and nothing said"
    assert ("lacks" in row) == (works and "room" in row), "what is lacking, and where it belongs"


@pytest.mark.parametrize("row", [row for row in ROWS if row.get("pages")], **ids)
def test_names_of_addresses_are_names_of_addresses(row):
    for name in row["pages"]:
        app, _, page = name.rpartition(":")
        resolver = get_resolver()
        if app:
            assert app in resolver.namespace_dict, name
            _, resolver = resolver.namespace_dict[app]
        assert page in resolver.reverse_dict, name


@pytest.mark.parametrize("row", [row for row in ROWS if row.get("tests")], **ids)
def test_tests_are_there(row):
    for name in row["tests"]:
        path, _, test = name.partition("::")
        assert (ROOT / path).is_file(), name
        assert test in functions(path), name

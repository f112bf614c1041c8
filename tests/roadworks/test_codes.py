"""Relative item codes. 相对子目号。"""

import pytest

from qinglian.roadworks.codes import Composer, is_code, parent, written
from qinglian.roadworks.errors import BadCode


def composed(*cells: object) -> list[str]:
    """Each cell, or (cell, leaf)."""
    composer = Composer()
    return [
        composer.compose(cell[0], leaf=True) if isinstance(cell, tuple) else composer.compose(cell)
        for cell in cells
    ]


def test_a_part_goes_on_from_the_item_above() -> None:
    assert composed("203-1", ("-a",), ("-b",), "-c", ("-c-1",), ("-c-2",), "204-1", ("-a",)) == [
        "203-1", "203-1-a", "203-1-b", "203-1-c", "203-1-c-1", "203-1-c-2", "204-1", "204-1-a",
    ]  # fmt: skip


def test_full_width_dashes_blanks_and_lost_dashes() -> None:
    assert composed("２０３－１", ("－ａ",), (" - b ",), ("c",), "d", ("d-1",), ("—e",)) == [
        "203-1", "203-1-a", "203-1-b", "203-1-c", "203-1-d", "203-1-d-1", "203-1-e",
    ]  # fmt: skip


def test_a_number_under_a_letter_is_a_part_of_it() -> None:
    assert composed("204-1", "-a", ("-1",), ("-2",), ("-b",)) == [
        "204-1", "204-1-a", "204-1-a-1", "204-1-a-2", "204-1-b",
    ]  # fmt: skip


def test_a_number_after_a_measured_letter_is_the_next_item_of_the_section() -> None:
    assert composed("203", "-1", ("-a",), ("-b",), "-2", ("-a",)) == [
        "203", "203-1", "203-1-a", "203-1-b", "203-2", "203-2-a",
    ]  # fmt: skip


def test_numbers_that_the_spreadsheet_made_of_codes() -> None:
    assert composed(203.0, -1, ("-a",), (-2.0,)) == ["203", "203-1", "203-1-a", "203-2"]
    assert written("E1001-1-A") == "E1001-1-a"


def test_whole_codes_stay_as_they_are() -> None:
    assert composed(("403-1-b",), ("602-1-c-2",)) == ["403-1-b", "602-1-c-2"]
    assert parent("403-1-b") == "403-1"
    assert parent("403") is None


@pytest.mark.parametrize("cell", ["", None, "清单第200章合计", "第 1 页", "合计", True, "K12+340"])
def test_what_is_no_code(cell: object) -> None:
    assert not is_code(cell)


def test_a_part_of_nothing_is_refused() -> None:
    with pytest.raises(BadCode):
        composed("-a")
    with pytest.raises(BadCode):
        composed("合计")

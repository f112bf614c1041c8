"""Owners in OCDS: shares are fractions by the standard, percentages where a source writes them so."""

from pathlib import Path
from typing import Any

import pytest

from tests.sources.test_ocds import TWO, read, rows, written


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        ([0.25, 0.07, 1, 0], [0.0, 7.0, 25.0, 100.0]),  # as the extension says
        ([1], [100.0]),  # one holder of all
        ([25, 0.5, 1], [0.5, 1.0, 25.0]),  # percentages: half of one per cent is no half
        ([0.25, None, "x"], [25.0, None, None]),
    ],
)
def test_a_shareholding_is_a_fraction_unless_the_source_says_otherwise(
    tmp_path: Path, published: list[Any], kept: list[float | None]
) -> None:
    """The shareholders extension writes a share between 0 and 1; the table has percentages."""
    holders = [
        {"id": str(n), "shareholder": {"id": f"H{n}"}, "shareholding": share}
        for n, share in enumerate(published)
    ]
    release = {**TWO, "parties": [{"id": "S1", "shareholders": holders}]}
    found = rows(read(written(tmp_path / "t.jsonl", release)), "owner", "share")
    assert found == kept

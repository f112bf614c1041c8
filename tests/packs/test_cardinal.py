"""The OCDS red flags say what Cardinal says, number for number."""

import gzip
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracles.cardinal import RULES, indicators
from tests.oracles.ocds_releases import Maker, options
from tests.oracles.red_flags import as_result, ask, write

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "tenders" / "tsuchiura.jsonl.gz"
AS_CARDINAL = {"R030": {"compare": "text"}, "R038": {"count": "bids"}}
CURRENCY = ("R024", "R036", "R058")
COMPARING = ("R024", "R028", "R036", "R058")


def ours(drawn: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same settings as a `--params` file."""
    params = {
        code: {**AS_CARDINAL.get(code, {}), **given}
        for code, given in drawn.items()
        if code != "common"
    }
    for option, value in drawn["common"].items():
        takers = {"currency": CURRENCY, "excluded_procurement_method_details": tuple(RULES)}
        for code in takers.get(option, COMPARING):
            params[code][option] = value
    return params


def agree(folder: Path, seed: int) -> None:
    releases = Maker(seed).file()
    drawn = options(Random(seed))
    path = write(folder / f"releases-{seed}.jsonl", releases)
    expected = indicators(path.read_text("utf-8").splitlines(), drawn)
    assert as_result(ask(path, ours(drawn))) == expected


@settings(max_examples=8)
@given(seed=st.integers(0, 2**32))
def test_random_releases_agree(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    agree(tmp_path_factory.mktemp("cardinal"), seed)


@pytest.mark.slow
@settings(max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_many_random_releases_agree(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    agree(tmp_path_factory.mktemp("cardinal"), seed)


def test_the_sample_agrees(tmp_path: Path) -> None:
    """948 real tenders with all their prices."""
    path = tmp_path / "tsuchiura.jsonl"
    path.write_bytes(gzip.decompress(SAMPLE.read_bytes()))
    drawn: dict[str, dict[str, Any]] = {code: {} for code in RULES}
    drawn["R048"] = {"minimum_contracting_processes": 5}
    drawn["common"] = {"currency": "JPY"}
    expected = indicators(path.read_text("utf-8").splitlines(), drawn)
    assert {code for codes in expected["OCID"].values() for code in codes} == {
        "R028",
        "R035",
        "R036",
        "R058",
    }
    assert as_result(ask(path, ours(drawn))) == expected


def test_real_tenders_of_assam(shared: Path) -> None:
    """35,458 real tenders: the counts Cardinal 0.0.8 gives with all defaults."""
    path = shared / "ocds" / "assam-2016-2026.jsonl.zst"
    if not path.exists():
        pytest.skip(f"{path.name} is absent: answers on real tenders are not compared")
    found = as_result(ask(path, AS_CARDINAL))
    counts = {
        code: sum(code in codes for codes in found.get("OCID", {}).values())
        for code in ("R003", "R018", "R024", "R028", "R030", "R035", "R036", "R058")
    }
    assert counts == {
        "R003": 20_418, "R018": 2_087, "R024": 0, "R028": 652, "R030": 6, "R035": 7_971, "R036": 0, "R058": 0,
    }  # fmt: skip
    everybody = [
        codes
        for group in ("Buyer", "ProcuringEntity", "Tenderer")
        for codes in found.get(group, {}).values()
    ]
    assert not any("R038" in codes or "R025" in codes for codes in everybody)

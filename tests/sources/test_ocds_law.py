"""Whose law a release follows: the buyer's country tells, then the currency; who says nothing is not accused."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from qinglian.sources.intake import File, Intake
from qinglian.sources.ocds import adapter

CHINA, ABROAD = None, "outside"


def release(money: str | None = None, buyer: str = "B", **party: Any) -> dict[str, Any]:
    """A release whose buyer is at home somewhere, in some currency."""
    value = {"amount": 1000, "currency": money} if money else {"amount": 1000}
    made: dict[str, Any] = {
        "ocid": "ocds-99xxxx-1", "tag": ["compiled"], "buyer": {"id": buyer}, "tender": {"value": value},
        "contracts": [{"id": "1", "value": value}],
    }  # fmt: skip
    if party:
        made["parties"] = [{"id": buyer, "roles": ["buyer"], **party}]
    return made


def regimes(folder: Path, made: dict[str, Any]) -> list[str | None]:
    """What the tender and its contract are read to follow."""
    path = folder / "releases.jsonl"
    path.write_text(json.dumps(made, ensure_ascii=False) + "\n", "utf-8")
    intake = Intake(duckdb.connect())
    adapter.read(File(path), intake)
    asked = "select regime from in_tender union all select regime from in_contract"
    return [regime for (regime,) in intake.con.execute(asked).fetchall()]


@pytest.mark.parametrize(
    "name",
    [
        "CN",
        "cn",
        "CHN",
        "China",
        "PRC",
        "P.R. China",
        "People's Republic of China",
        "中国",
        "中华人民共和国",
        " 中国 ",
    ],
)
def test_a_buyer_in_china_leaves_the_law_open(tmp_path: Path, name: str) -> None:
    """Whatever the currency: a loan in dollars is bought with under the law of the place."""
    for money in ("CNY", "USD", None):
        made = release(money, address={"countryName": name})
        assert regimes(tmp_path, made) == [CHINA, CHINA]


@pytest.mark.parametrize(
    "name",
    ["GB", "Nowhere", "India", "中国香港", "Hong Kong SAR, China", "Macao, China", "中国澳门",
     "Taiwan, Province of China", "Indochina Republic"],
)  # fmt: skip
def test_a_buyer_elsewhere_follows_another_law(tmp_path: Path, name: str) -> None:
    """Also in yuan; Hong Kong, Macao and Taiwan have laws of their own."""
    for money in ("CNY", "XTS", None):
        made = release(money, address={"countryName": name})
        assert regimes(tmp_path, made) == [ABROAD, ABROAD]


@pytest.mark.parametrize(
    ("scheme", "regime"),
    [("CN-USCC", CHINA), ("GB-COH", ABROAD), ("XX-REG", ABROAD)],
)
def test_a_register_names_its_country(tmp_path: Path, scheme: str, regime: str | None) -> None:
    made = release(identifier={"scheme": scheme, "id": "1"})
    assert regimes(tmp_path, made) == [regime, regime]


def test_a_register_of_no_country_says_nothing(tmp_path: Path) -> None:
    made = release("CNY", identifier={"scheme": "XI-LEI", "id": "1"})
    assert regimes(tmp_path, made) == [CHINA, CHINA]


def test_an_id_may_begin_with_its_register(tmp_path: Path) -> None:
    assert regimes(tmp_path, release("USD", buyer="CN-USCC-11990001000000000X")) == [CHINA, CHINA]


def test_a_supplier_from_abroad_changes_nothing(tmp_path: Path) -> None:
    made = release("CNY", address={"countryName": "中国"})
    made["parties"].append({"id": "S", "roles": ["supplier"], "address": {"countryName": "DE"}})
    assert regimes(tmp_path, made) == [CHINA, CHINA]
    alone = release("XTS", address={"countryName": "Nowhere"})
    alone["parties"].append({"id": "S", "roles": ["supplier"], "address": {"countryName": "CN"}})
    assert regimes(tmp_path, alone) == [ABROAD, ABROAD]


@pytest.mark.parametrize(
    ("money", "regime"), [("CNY", CHINA), ("cny", CHINA), ("XTS", ABROAD), (None, ABROAD)]
)
def test_without_a_country_the_currency_tells(
    tmp_path: Path, money: str | None, regime: str | None
) -> None:
    assert regimes(tmp_path, release(money)) == [regime, regime]


def test_what_is_not_asked_is_said(tmp_path: Path) -> None:
    path = tmp_path / "releases.jsonl"
    path.write_text(json.dumps(release("XTS")) + "\n", "utf-8")
    intake = Intake(duckdb.connect())
    adapter.read(File(path), intake)
    assert any("buyer is not on the mainland" in note.en for note in intake.notes)

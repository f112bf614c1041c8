"""What identifies a person is shown masked; what does not is left alone."""

import pytest

from qinglian.engine.validity import citizen_check
from qinglian.report.masking import Masker, mask

PERSON = "p:3f9a1c" + "0" * 18
CITIZEN = "99000119900101001" + citizen_check("99000119900101001")


@pytest.mark.parametrize(
    ("kind", "clear", "shown"),
    [
        ("name", "张示例", "张**"),
        ("person", "S004", "S**"),
        ("phone", "13900990099", "139****0099"),
        ("id", CITIZEN, "9900************" + CITIZEN[-2:]),
        ("account", "6200990000000001", "************0001"),
        ("address", "示例县示例镇示例路9号", "示例县示例镇**"),
        ("name", "张**", "张**"),
        ("phone", "12", "**"),
    ],
)
def test_each_kind_in_its_way(kind: str, clear: str, shown: str):
    assert mask(clear, kind) == shown
    assert mask(shown, kind) == shown


def test_hashes_get_short_names_that_keep_equal_persons_equal():
    said = Masker().words(f"由 {PERSON} 受理")
    assert said.zh == "由 人员 3f9a1c 受理"
    assert said.en == "由 person 3f9a1c 受理"


def test_numbers_in_free_text_are_masked():
    said = Masker().words(f"证件 {CITIZEN}，电话13900990099").zh
    assert CITIZEN not in said
    assert "13900990099" not in said


def test_ids_of_cases_and_organisations_are_not():
    for case in (
        "CF990001202400001",
        "11990001MB0000001A",
        "91990001000000101X",
        "2024-01-01",
        "990001202400000001",
    ):
        assert Masker().words(case).zh == case
    assert Masker().words(f"{CITIZEN}，超期", keep=CITIZEN).zh == f"{CITIZEN}，超期"


def test_refused_values_are_masked_by_their_heading():
    assert Masker().refused("990001199001010011", "身份证号").zh == "9900************11"
    assert Masker().refused("张示例", "法定代表人").zh == "张**"
    assert Masker().refused("2023-02-30", "决定日期").zh == "2023-02-30"
    assert Masker().refused(None, None).zh == "–"


def test_with_a_purpose_clear_values_are_shown():
    masker = Masker(masked=False, clear={PERSON: "示例人甲"})
    assert masker.words(PERSON).zh == "示例人甲"
    assert masker.cell("13900990099", "phone").zh == "13900990099"

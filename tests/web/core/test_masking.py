"""Names and telephone numbers are masked unless somebody has leave."""

import pytest

from qinglian.web.core.masking import mask_name, mask_phone, mask_text


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张三丰", "张**"),
        ("欧阳锋", "欧阳*"),
        ("欧阳", "欧*"),
        ("司马", "司*"),
        ("张", "*"),
        ("", ""),
        ("阿凡提·示例", "阿***"),
        ("Jane Doe", "J*** D**"),
    ],
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800001234", "138****1234"),
        ("+86 138-0000-1234", "138****1234"),
        ("88881234", "******34"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_phones(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系人 13800001234，请回电", "联系人 138****1234，请回电"),
        ("证件 11010519491231002X", "证件 1101" + "*" * 12 + "2X"),
        ("证件 110105194912310021", "证件 110105194912310021"),
        ("办件编号 2026013800001234", "办件编号 2026013800001234"),
        ("金额 120 元", "金额 120 元"),
    ],
)
def test_numbers_of_people_in_what_somebody_wrote(text: str, shown: str) -> None:
    assert mask_text(text) == shown

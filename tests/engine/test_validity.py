"""Vectors of GB 32100-2015, GB 11714, GB 11643-1999 and Luhn. All numbers are published samples or made up."""

from datetime import date

import pytest

from qinglian.engine import validity
from qinglian.engine.identity import companions, normal

TODAY = date(2024, 6, 30)

CREDIT_CODES = [
    "91350100M000100Y43",
    "11110000000012343B",
    "12110105400005679P",
    "91110108MA01ABCD5T",
    "91370100MA3T000179",
    "N1430181MF2000017D",
    "54430181MJ0000018J",
]
CITIZENS = [
    "11010519491231002X",
    "440524188001010014",
    "110105199003071239",
    "430181198512310046",
    "650102200002290028",
]


@pytest.mark.parametrize("code", CREDIT_CODES)
def test_credit_codes(code: str) -> None:
    assert validity.credit_code_valid(code)


@pytest.mark.parametrize("code", CREDIT_CODES)
def test_no_place_of_a_credit_code_can_change(code: str) -> None:
    for place in range(18):
        other = "1" if code[place] != "1" else "2"
        assert not validity.credit_code_valid(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("letter", "IOSVZ")
def test_letters_that_no_credit_code_has(letter: str) -> None:
    assert not validity.credit_code_valid("9135010" + letter + "M00010Y43")
    assert not validity.credit_code_valid("91350100M00010" + letter + "Y43")


def test_wrong_check_of_a_credit_code() -> None:
    assert not validity.credit_code_valid("91350100M000100Y44")
    assert not validity.credit_code_valid("91350100M000100Y4")


@pytest.mark.parametrize(
    ("body", "check"), [("91350100M0001TGQX", "1"), ("91350211M0000XUF4", "R")]
)
def test_codes_of_the_trial_regions_do_not_follow_the_standard(body: str, check: str) -> None:
    values = [validity.CREDIT_ALPHABET.index(letter) for letter in body]
    total = sum(v * w for v, w in zip(values, validity.CREDIT_WEIGHTS, strict=True))
    assert validity.CREDIT_ALPHABET[(31 - total % 31) % 31] == check


def test_organisation_code() -> None:
    assert validity.organisation_check("D2143569") == "X"


@pytest.mark.parametrize("number", CITIZENS)
def test_citizen_numbers(number: str) -> None:
    assert validity.citizen_valid(number, TODAY) is True


@pytest.mark.parametrize(
    "number",
    [
        "110105194912310021",  # wrong check digit
        "110105199902290013",  # no such day
        "11010519491231002",  # a digit short
    ],
)
def test_wrong_citizen_numbers(number: str) -> None:
    assert validity.citizen_valid(number, TODAY) is False


def test_nobody_is_born_after_today() -> None:
    body = "99010120300101001"
    number = body + validity.citizen_check(body)
    assert validity.citizen_valid(number, TODAY) is False
    assert validity.citizen_valid(number, date(2031, 1, 1)) is True


@pytest.mark.parametrize("number", ["E99000001", "990101********1234", "HKM990001"])
def test_other_documents_are_not_judged(number: str) -> None:
    assert validity.citizen_valid(number, TODAY) is None


def test_old_numbers_are_upgraded() -> None:
    assert validity.citizen_upgraded("110105491231002") == "11010519491231002X"
    assert normal("id", "110105491231002") == normal("id", " 11010519491231002x ")


def test_what_is_known_of_a_citizen_after_hashing() -> None:
    assert companions("id", "650102200002290028", TODAY) == {
        "valid": True,
        "region": "650102",
        "birth_year": 2000,
    }
    assert companions("id", "E99000001", TODAY) == {
        "valid": None,
        "region": None,
        "birth_year": None,
    }
    assert companions("id", "110105199902290013", TODAY)["birth_year"] is None


@pytest.mark.parametrize("number", ["6222020000000000000", "6217000000000000004"])
def test_bank_cards(number: str) -> None:
    assert validity.account_valid(number) is True
    assert validity.account_valid(number[:-1] + str((int(number[-1]) + 1) % 10)) is False


def test_accounts_of_organisations_have_no_check_digit() -> None:
    assert validity.account_valid("990100012345678") is None


@pytest.mark.parametrize(
    ("phone", "valid", "prefix"),
    [
        ("13900000000", True, "139"),
        ("+86 139-0000-0000", True, "139"),
        ("010-60000000", True, "010"),
        ("12900000000", False, None),
        ("1390000000", False, None),
        ("139****0000", None, None),
    ],
)
def test_phones(phone: str, valid: bool | None, prefix: str | None) -> None:
    assert companions("phone", phone, TODAY) == {"valid": valid, "prefix": prefix}


@pytest.mark.parametrize("device", ["00:00:00:00:00:00", "To be filled by O.E.M.", "无", "N/A", ""])
def test_devices_that_say_nothing(device: str) -> None:
    assert not validity.device_valid(normal("device", device))


def test_a_device() -> None:
    assert validity.device_valid(normal("device", "02-00-5E-10-00-01"))
    assert normal("device", "02-00-5e-10-00-01") == normal("device", "02:00:5E:10:00:01")


@pytest.mark.parametrize(
    ("address", "valid"),
    [
        ("1.2.3.4", True),
        ("192.168.1.2", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("2400:3200::1", True),
        ("FE80::1", False),
        ("示例县示例路 1 号", None),
    ],
)
def test_network_addresses(address: str, valid: bool | None) -> None:
    assert companions("address", address, TODAY) == {"valid": valid}


@pytest.mark.parametrize(
    "author", ["Administrator", "微软用户", "User-1", "wps office", "PC", "1", ""]
)
def test_authors_that_say_nothing(author: str) -> None:
    assert validity.author_valid(normal("author", author)) is False


@pytest.mark.parametrize("author", ["测试甲", "Zhang San", "示例造价咨询"])
def test_authors_that_say_something(author: str) -> None:
    assert companions("author", author, TODAY) == {"valid": True}

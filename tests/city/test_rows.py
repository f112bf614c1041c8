"""Columns of stories, and how they become typed tables."""

from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinglian.city import names
from qinglian.city.days import MINUTES, NEVER, day_no
from qinglian.city.draw import Draw
from qinglian.city.rows import Rows
from qinglian.city.typed import digest, typed
from qinglian.engine.validity import citizen_valid, credit_code_valid, phone_valid
from qinglian.model.table import table


def test_rows_that_are_added_leave_what_the_others_lack_empty():
    rows = Rows(2, a=[1, 2], when=np.array([5, 6]))
    spot = rows.add(Rows(1, a=["x"], more="z"))
    assert spot.tolist() == [2]
    assert rows["more"].tolist() == [None, None, "z"]
    assert rows["when"].tolist() == [5, 6, NEVER]
    rows.drop(np.array([True, False, False]))
    assert (len(rows), rows["a"].tolist()) == (2, [2, "x"])


def test_whole_numbers_beside_others_keep_what_is_not_there():
    rows = Rows(2, share=[51.5, None])
    rows.add(Rows(2, share=np.array([49, NEVER])))
    assert rows["share"].tolist() == [51.5, None, 49, None]


def test_a_column_of_another_length_is_refused():
    with pytest.raises(ValueError, match="3 values for 2 rows"):
        Rows(2, a=[1, 2, 3])


def test_local_minutes_become_instants_and_fen_yuan():
    day = day_no(date(2024, 3, 1))
    rows = Rows(
        2,
        contract_id=["H1", "H2"],
        amount_yuan=np.array([123_456_789_01, -5]),
        signed_at=np.array([day * MINUTES + 30, NEVER]),
    )
    made = typed(table("contract"), rows).to_pylist()
    assert made[0]["amount_yuan"] == Decimal("123456789.01")
    assert made[1]["amount_yuan"] == Decimal("-0.05")
    assert made[0]["signed_at"] == datetime(2024, 2, 29, 16, 30)
    assert made[1]["signed_at"] is None


@given(st.lists(st.one_of(st.integers(-(10**15), 10**15), st.just(NEVER)), max_size=20))
def test_money_is_exact(fen: list[int]):
    rows = Rows(
        len(fen),
        contract_id=[str(n) for n in range(len(fen))],
        amount_yuan=np.array(fen, dtype=np.int64),
    )
    got = typed(table("contract"), rows).column("amount_yuan").to_pylist()
    assert got == [None if value == NEVER else Decimal(value) / 100 for value in fen]


def test_a_column_no_table_knows_is_an_error():
    with pytest.raises(KeyError, match="nonsense"):
        typed(table("contract"), Rows(1, contract_id=["H"], nonsense=["?"]))


def test_the_digest_changes_with_one_value_and_not_with_chunks():
    plain = pa.table({"a": ["x", None, "z"], "b": [1.5, 2.0, None], "c": [["p"], [], None]})
    again = pa.concat_tables([plain.slice(0, 1), plain.slice(1)])
    assert digest([plain]) == digest([again])
    other = plain.set_column(0, "a", pa.array(["x", "", "z"]))
    assert digest([plain]) != digest([other])
    assert digest([plain]) != digest([plain.set_column(2, "c", pa.array([["p"], None, []]))])


def test_numbers_of_people_and_firms_are_well_formed_and_nobodys():
    numbers = names.identity_numbers(7, "990101", 0, 3000).tolist()
    assert len(set(numbers)) == 3000
    assert all(number.startswith("9901") for number in numbers)
    assert all(citizen_valid(number, date(2026, 1, 1)) for number in numbers)
    codes = names.credit_codes("91", "990101", 1, 2000).tolist()
    assert all(credit_code_valid(code) for code in codes)
    assert len(set(codes)) == 2000
    assert all(phone_valid(phone) and phone.startswith("169") for phone in names.phones(1, 50))


def test_names_repeat_as_real_ones_do():
    drawn = names.people_names(Draw(7, "n"), 3000)
    assert 20 < 3000 - len(set(drawn.tolist())) < 500

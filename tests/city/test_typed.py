"""Columns of whole numbers become the types of the dictionary, exactly; and one value more or less changes the hash."""

from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from qinglian.city import typed
from qinglian.city.days import MINUTES, NEVER, day_no
from qinglian.city.rows import Rows
from qinglian.model.table import tables

FEN = [0, 1, -1, 99, -100, 123_456_789_012_345, -123_456_789_012_345, NEVER]


def _fines(**columns: object) -> pa.Table:
    return typed.typed(tables()["penalty"], Rows(len(FEN), columns))


def test_fen_are_exact_and_may_be_negative() -> None:
    amounts = _fines(amount_yuan=np.array(FEN, dtype=np.int64))["amount_yuan"].to_pylist()
    assert amounts == [None if fen == NEVER else Decimal(fen).scaleb(-2) for fen in FEN]


def test_days_and_local_minutes() -> None:
    spec = tables()["permit"]
    timed = next(c.name for c in spec.columns.values() if c.type == "timestamp")
    day = day_no(date(2024, 3, 1))
    table = typed.typed(spec, Rows(2, {timed: np.array([day * MINUTES + 60, NEVER])}))
    assert table[timed].to_pylist() == [datetime(2024, 2, 29, 17, 0), None]
    post = typed.typed(tables()["post"], Rows(2, from_on=np.array([day, NEVER])))
    assert post["from_on"].to_pylist() == [date(2024, 3, 1), None]


def test_an_unknown_column_is_an_error() -> None:
    with pytest.raises(KeyError, match="no column hobby"):
        _fines(hobby="x")


def test_one_value_changes_the_digest() -> None:
    fen = np.array(FEN, dtype=np.int64)
    other = fen.copy()
    other[3] += 1
    gone = fen.copy()
    gone[0] = NEVER
    digests = {typed.digest([_fines(amount_yuan=held)]) for held in (fen, other, gone)}
    assert len(digests) == 3
    assert typed.digest([_fines(amount_yuan=fen)]) == typed.digest([_fines(amount_yuan=fen.copy())])


def test_rows_append_with_gaps() -> None:
    rows = Rows(2, a=np.array([1, 2]), b="x")
    assert rows.add(Rows(1, a=3, c="y")).tolist() == [2]
    assert rows["a"].tolist() == [1, 2, 3]
    assert rows["b"].tolist() == ["x", "x", None]
    assert rows["c"].tolist() == [None, None, "y"]
    assert rows.of("a", [1, 3]).tolist() == [0, 2]
    rows.drop(np.array([True, False, False]))
    assert len(rows) == 2
    with pytest.raises(ValueError, match="2 values for 3 rows"):
        Rows(3, a=np.array([1, 2]))

"""
一叠同样的故事：若干等长的列。Stories of one kind: columns of equal length, a row each.

Numbers (days, minutes, fen, counts) are int64 with NEVER where there is none; everything else is an array of objects
with None where there is none.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qinglian.city.days import NEVER
from qinglian.city.draw import Bools, Ints, as_column

Column = NDArray[Any]


class Rows:
    """Columns by name. A single value given for a column stands in every row."""

    def __init__(self, n: int, columns: Mapping[str, Any] | None = None, /, **more: Any) -> None:
        self.n = n
        self.columns: dict[str, Column] = {}
        self._room: dict[str, tuple[Column, Column]] = {}
        for name, values in {**(columns or {}), **more}.items():
            self[name] = values

    def __len__(self) -> int:
        return self.n

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def get(self, name: str) -> Column | None:
        """A column, or None."""
        return self.columns.get(name)

    def __setitem__(self, name: str, values: Any) -> None:
        column = _spread(values, self.n)
        if len(column) != self.n:
            raise ValueError(f"{name}: {len(column)} values for {self.n} rows")
        self.columns[name] = column

    def take(self, which: Ints | Bools) -> "Rows":
        """A copy of some rows, by position or by mask."""
        taken = {name: column[which] for name, column in self.columns.items()}
        return Rows(len(next(iter(taken.values()))) if taken else 0, taken)

    def drop(self, mask: Bools) -> None:
        """Take rows away."""
        kept = self.take(~mask)
        self.n, self.columns = kept.n, kept.columns

    def add(self, other: "Rows") -> Ints:
        """Append rows and return where they stand; columns that one side lacks are empty there."""
        n = self.n + other.n
        for name in dict.fromkeys((*self, *other)):
            here = self.columns.get(name)
            there = other.columns.get(name)
            model = here if here is not None else there
            assert model is not None
            held, more = (
                _nothing(model, size) if part is None else part
                for part, size in ((here, self.n), (there, other.n))
            )
            if held.dtype.kind != more.dtype.kind:
                held, more = _objects_of(held), _objects_of(more)
            self.columns[name] = self._grown(name, held, n)
            self.columns[name][self.n :] = more
        first, self.n = self.n, n
        return np.arange(first, n, dtype=np.int64)

    def _grown(self, name: str, held: Column, n: int) -> Column:
        """The column with places for `n` rows; some are kept in store, for rows are often added one by one."""
        view, room = self._room.get(name, (None, held))
        if view is not held or len(room) < n:
            room = np.empty((n + n // 8, *held.shape[1:]), dtype=held.dtype)
            room[: len(held)] = held
        self._room[name] = room[:n], room
        return self._room[name][0]

    def of(self, name: str, values: Any) -> Ints:
        """Positions of the rows whose column holds one of the values."""
        wanted = set(
            np.atleast_1d(as_column(values) if not np.isscalar(values) else values).tolist()
        )
        return np.flatnonzero([value in wanted for value in self[name].tolist()]).astype(np.int64)


def _spread(values: Any, n: int) -> Column:
    if isinstance(values, np.ndarray):
        return values.astype(np.int64) if values.dtype.kind in "iu" else _objects(values)
    if isinstance(values, bool) or values is None or isinstance(values, str):
        column = np.empty(n, dtype=object)
        column[:] = values
        return column
    if isinstance(values, (int, np.integer)):
        return np.full(n, int(values), dtype=np.int64)
    return as_column(values)


def _objects(values: Column) -> Column:
    return values if values.dtype == object else values.astype(object)


def _objects_of(column: Column) -> Column:
    """Whole numbers as objects, None where there is none, to stand beside others."""
    if column.dtype.kind != "i":
        return column
    held = column.astype(object)
    held[column == NEVER] = None
    return held


def _nothing(model: Column, n: int) -> Column:
    return np.full(n, NEVER, dtype=np.int64) if model.dtype.kind == "i" else _spread(None, n)

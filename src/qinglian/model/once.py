"""
几处要的同一个中间结果，一次运行只算一遍。What is read in several places, of one rule or many, is computed once a run.

A check marks such rows with `once`. Whoever compiles the check may take them out and keep them as a table of their own;
where nobody does, they stay a part of the expression. The answer is the same either way.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ibis import Table

Keeper: TypeAlias = "Callable[[Table], Table]"

_KEEPER: "ContextVar[Keeper | None]" = ContextVar("keeper", default=None)


def once(rows: "Table") -> "Table":
    """Rows that are read again, further down or by other rules; worth it where they are far fewer than they cost."""
    keeper = _KEEPER.get()
    return rows if keeper is None else keeper(rows)


@contextmanager
def kept_by(keeper: Keeper) -> Iterator[None]:
    """Let the keeper take out what is marked, as long as this lasts."""
    token = _KEEPER.set(keeper)
    try:
        yield
    finally:
        _KEEPER.reset(token)

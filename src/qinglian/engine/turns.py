"""What several threads want, and one of them makes."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Once:
    """Names of tables made once for several threads; who comes while one is being made waits for it."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._locks: dict[str, Lock] = {}
        self._made: set[str] = set()

    @contextmanager
    def turn(self, name: str) -> Iterator[bool]:
        """Whether it is made already; after the first turn that ends well it is."""
        with self._guard:
            lock = self._locks.setdefault(name, Lock())
        with lock:
            yield name in self._made
            self._made.add(name)

    def clear(self) -> list[str]:
        """Forget all names, and tell them."""
        with self._guard:
            made = sorted(self._made)
            self._made.clear()
            self._locks.clear()
        return made

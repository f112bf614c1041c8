"""Debian's PostgreSQL as it is installed, in a temporary folder, with its own durability. 临时的 PostgreSQL。"""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.web import postgres

running_of_tests = postgres.running


@contextmanager
def running() -> Iterator[str]:
    """A server with one empty database; unlike that of the tests it syncs what it commits."""
    with postgres.running(("fsync=on",)) as url:
        yield url

"""
How many statements a page asks of the database, and how long they take: `python -m bench.web.counting`. 每页几条语句。
"""

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import Any

from bench.web.pages import FILTERS, Visitor

MOST = 12


class Counted:
    """Statements of one page, in order."""

    def __init__(self) -> None:
        self.statements: list[tuple[float, str]] = []

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """Called around each."""
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.statements.append((time.perf_counter() - begun, sql))


@cache
def _browser() -> Any:
    from django.test import Client

    return Client()


def counted(session: str, address: str) -> tuple[int, list[tuple[float, str]], float]:
    """Ask for a page as a browser would: status, statements, seconds."""
    from django.conf import settings
    from django.db import connection

    browser, seen = _browser(), Counted()
    browser.cookies.clear()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session
    begun = time.perf_counter()
    with connection.execute_wrapper(seen):
        answer = browser.get(address, headers={"host": "127.0.0.1"})
    return answer.status_code, seen.statements, time.perf_counter() - begun


def count(
    who: list[Visitor], alerts: int = 3, *, slow: float = 0.0
) -> dict[tuple[str, str], list[int]]:
    """Statements by page and role. `slow`: print those that took longer."""
    from django.urls import reverse

    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in who:
        pages = [("desk", reverse("desk")), ("cockpit", reverse("alerts:cockpit"))]
        pages += [("list", reverse("alerts:alerts") + filters) for filters in FILTERS]
        pages += [("alert", reverse("alerts:alert", args=(name,))) for name in one.alerts[:alerts]]
        # Once before it counts: the first page of a minute also notes that the session is in use.
        counted(one.session, pages[0][1])
        for page, address in pages:
            status, statements, took = counted(one.session, address)
            if status != 200:
                raise RuntimeError(f"{address}: {status}")
            found[page, one.role].append(len(statements))
            if slow and took > slow:
                print(f"{took * 1000:.0f} ms {len(statements)} {one.role} {address}")
                for seconds, sql in sorted(statements, reverse=True)[:2]:
                    print(f"    {seconds * 1000:.0f} ms {sql[:600]}")
    return found


def rows(found: dict[tuple[str, str], list[int]]) -> list[str]:
    """The most statements of each page, as a table."""
    lines = ["| 页 page | 语句 statements, most | 目标 target |", "| --- | ---: | ---: |"]
    for page in dict.fromkeys(page for page, _ in found):
        most = max(max(counts) for (name, _), counts in found.items() if name == page)
        lines.append(f"| {page} | {most} | ≤ {MOST} |")
    return lines


def main() -> None:
    """From the command line, for whoever looks for slow statements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slow", type=float, default=0.1, help="seconds of a page worth printing")
    parser.add_argument("--people", type=int, default=10)
    arguments = parser.parse_args()
    import django

    django.setup()
    from bench.web.pages import visitors

    who = visitors(random.Random(1), arguments.people)
    found = count(who, slow=arguments.slow)
    for (page, role), counts in sorted(found.items()):
        print(f"{page:8} {role:20} {max(counts)}")
    print("\n".join(rows(found)))


if __name__ == "__main__":
    main()

"""
偶然有多大可能。How likely chance is, on the safe side.

`tail` bounds P(X >= n) from above, where X counts independent events whose expected number is λ, whatever their
single chances (so it holds for binomial and hypergeometric counts, and for sums of them). For n >= λ + 1 the
Poisson tail is no smaller (Hoeffding 1956; Anderson and Samuels 1967), and that tail is at most its first term
times (n + 1)/(n + 1 - λ). The factorial is bounded below by Robbins (1955). For smaller n the answer is 1.

`discovered` is the procedure of `_discovery`: of what it finds among `tests` questions, no more than the share `rate`
is expected to be chance. Subjects left out before they are ranked only make it stricter.
"""

import math
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._discovery import adjusted


def tail(count: Any, expected: Any) -> Any:
    """Upper bound of the chance that `count` or more are seen where `expected` are."""
    n: Any = count.cast("float64")
    mean: Any = expected.cast("float64")
    # Both engines work out every branch, so what is asked of a logarithm is kept above nothing.
    some: Any = ibis.greatest(mean, 1e-300)
    many: Any = ibis.greatest(n, 1.0)
    factorial = (many * (2 * math.pi)).ln() * 0.5 + many * many.ln() - many + 1.0 / (many * 12 + 1)
    first = many * some.ln() - some - factorial
    bound = first.exp() * (many + 1) / ibis.greatest(many + 1 - some, 1e-300)
    far = (n >= mean + 1) & (n >= 1) & (mean > 0)
    return far.ifelse(ibis.least(bound, 1.0), 1.0)


def discovered(rows: Table, key: list[str], tests: Table, rate: float) -> Table:
    """Add `found` to rows with a chance `p`; `tests` is one row whose `tests` counts all that was asked."""
    judged = adjusted(rows, key, tests=tests)
    return judged.mutate(found=(judged.q <= rate).fill_null(False)).drop("q")


def market(tender: Table, columns: list[str]) -> Any:
    """Tenders that are compared with each other: the same in these columns, opened in the same year; null if unknown.

    Trades and regions that are mixed make everybody within one meet far beyond chance, so what is not known is not put
    together.
    """
    year = tender.opened_on.year().cast("string")
    said = [year, *(tender[name] for name in columns)]
    known: Any = ibis.and_(*(one.notnull() for one in said))
    return known.ifelse(ibis.array(said).join("\x1f"), ibis.null("string"))

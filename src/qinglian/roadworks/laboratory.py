"""
试验数据的筛查：离群、末位雷同、恰好过限。Screens of laboratory results: outliers, last digits, heaped just above.

Each gives a probability under innocence, and asks nothing below a minimum count: a lead, never a finding. Sources:
Grubbs 1950, two-sided, by Student's t (GB/T 4883-2008 has the same test); Pearson's χ² on last digits (Mosimann et al.
2002: honest last digits are uniform when the range is wide against the unit); binomial on a window above the limit
against an equal window above that.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import atan, comb, cos, erfc, exp, pi, sin, sqrt

MINIMUM = 20
"""Results that are needed before a screen says anything; outliers need fewer."""
MINIMUM_OUTLIER = 6


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of one series: how many were asked, the figure, how probable it is by chance (None: cannot tell)."""

    kind: str
    asked: int
    figure: float | None
    probability: float | None
    places: tuple[int, ...] = ()

    def strikes(self, at_most: float) -> bool:
        """Whether it is worth a look at a stated rate of false alarms."""
        return self.probability is not None and self.probability <= at_most


def outlier(values: Sequence[Decimal]) -> Screen:
    """Grubbs: the value farthest from the mean, two-sided; `places` its index. All equal: cannot tell."""
    n = len(values)
    if n < MINIMUM_OUTLIER:
        return Screen("outlier", n, None, None)
    numbers = [float(one) for one in values]
    mean = sum(numbers) / n
    spread = sqrt(sum((one - mean) ** 2 for one in numbers) / (n - 1))
    if spread == 0:
        return Screen("outlier", n, None, None)
    place = max(range(n), key=lambda at: (abs(numbers[at] - mean), -at))
    g = abs(numbers[place] - mean) / spread
    # G = (n−1)/√n · √(t²/(n−2+t²)), solved for Student's t with n−2 degrees.
    under = (n - 1) ** 2 / n - g * g
    if under <= 0:
        return Screen("outlier", n, g, 0.0, (place,))
    student = g * sqrt((n - 2) / under)
    p = min(1.0, 2 * n * student_tail(student, n - 2))
    return Screen("outlier", n, g, p, (place,))


def last_digits(values: Sequence[Decimal]) -> Screen:
    """
    Whether the last written digit is as uniform as chance makes it. It says nothing where the values range over fewer
    than ten units of the last digit, where honest digits are not uniform either.
    """
    n = len(values)
    if n < MINIMUM:
        return Screen("last_digits", n, None, None)
    unit = min((one.as_tuple().exponent for one in values), default=0)
    scaled = [int(one.scaleb(-int(unit))) for one in values]
    if max(scaled) - min(scaled) < 20:
        return Screen("last_digits", n, None, None)
    counts = Counter(one % 10 for one in map(abs, scaled))
    expected = n / 10
    figure = sum((counts.get(digit, 0) - expected) ** 2 / expected for digit in range(10))
    common = max(counts, key=lambda digit: (counts[digit], -digit))
    places = tuple(at for at, one in enumerate(scaled) if abs(one) % 10 == common)
    return Screen("last_digits", n, figure, chi_square_tail_nine(figure), places)


def just_above(values: Sequence[Decimal], limit: Decimal, window: Decimal) -> Screen:
    """
    Whether more results lie in [limit, limit + window) than in the next window of the same width. A smooth distribution
    whose mode lies above has no more in the lower one: the binomial half is on the safe side. For upper limits give
    negated values and limit.
    """
    near = [at for at, one in enumerate(values) if limit <= one < limit + window]
    next_ = sum(limit + window <= one < limit + 2 * window for one in values)
    asked = len(near) + next_
    if len(values) < MINIMUM or asked == 0:
        return Screen("just_above", len(values), None, None)
    p = half_tail(len(near), asked)
    return Screen("just_above", len(values), len(near) / asked, p, tuple(near))


def student_tail(value: float, degrees: int) -> float:
    """P(T > value) for whole degrees of freedom, in closed form (Abramowitz and Stegun 26.7.3, 26.7.4)."""
    angle = atan(value / sqrt(degrees))
    square = cos(angle) ** 2
    term = total = 1.0 if degrees % 2 == 0 else cos(angle)
    for step in range(1 if degrees % 2 == 0 else 2, degrees - 2, 2):
        term *= square * step / (step + 1)
        total += term
    half = sin(angle) * total if degrees > 1 else 0.0
    inside = half if degrees % 2 == 0 else 2 / pi * (angle + half)
    return max(0.0, (1 - inside) / 2)


def chi_square_tail_nine(value: float) -> float:
    """P(χ² > value) with nine degrees of freedom, in closed form (Abramowitz and Stegun 26.4.4)."""
    series = 1 + value / 3 + value**2 / 15 + value**3 / 105
    return erfc(sqrt(value / 2)) + sqrt(2 * value / pi) * exp(-value / 2) * series


def half_tail(least: int, of: int) -> float:
    """P(at least so many of so many) where each comes with a half."""
    return float(sum(comb(of, one) for one in range(least, of + 1)) / (1 << of))

"""Points of tests: the legal minimum stands, the same seed gives the same points, extras come on top."""

import hashlib
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from qinglian.roadworks.sampling import kinds, passes, points, rate


def test_anybody_derives_a_point_again() -> None:
    kind = kinds()["thickness"]
    first = points(7, kind, D(3000), lanes=2, extra=3)
    assert kind.minimum(D(3000), 2) == 30
    head = hashlib.sha256(b"7:thickness:1:d").digest()[:8]
    share = D(int.from_bytes(head, "big")) / 2**64
    assert first[0].distance == (share * D(3000) / 30).quantize(D(1))
    assert [one.extra for one in first[-4:]] == [False, True, True, True]


@given(
    st.integers(0, 2**31), st.sampled_from(sorted(kinds())), st.integers(1, 20_000), st.integers(1, 6),
    st.integers(0, 20),
)  # fmt: skip
def test_extras_never_take_the_place_of_the_minimum(
    seed: int, code: str, length: int, lanes: int, extra: int
) -> None:
    kind = kinds()[code]
    plain = points(seed, kind, D(length), lanes)
    more = points(seed, kind, D(length), lanes, extra)
    assert len(plain) == kind.minimum(D(length), lanes)
    assert more[: len(plain)] == plain
    assert len(more) == len(plain) + extra
    assert all(0 <= one.distance <= length and 0 <= one.offset <= 1 for one in more)
    assert [one.distance for one in plain] == sorted(one.distance for one in plain)


def test_rates_are_judged_exactly() -> None:
    assert rate(0, 0) is None
    assert passes(True, 0, 0) is None
    assert passes(True, 19, 20) is True
    assert rate(9496, 10_000) == D("95.0")
    assert passes(True, 9496, 10_000) is False
    assert passes(False, 4, 5) is True

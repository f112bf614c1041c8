"""Stretches of a line and what they share. 路段的重叠。"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinglian.roadworks.alignment import Alignment, parse_break
from qinglian.roadworks.errors import Ambiguous, Refused
from qinglian.roadworks.span import Span, layers, overlap, read_layer, read_side, sides, span
from qinglian.roadworks.stake import parse

LINE = Alignment("主线", parse("K12+000"), parse("K13+000"), (parse_break("K12+345.678=K12+300"),))
ends = st.tuples(st.integers(0, 100_000), st.integers(0, 100_000)).filter(lambda ab: ab[0] != ab[1])
spans = st.builds(
    lambda line, ab, side, layer: Span(
        line, Decimal(min(ab)) / 100, Decimal(max(ab)) / 100, side, layer
    ),
    st.sampled_from(["K", "ZK"]),
    ends,
    st.sampled_from([None, *sides()]),
    st.sampled_from([None, read_layer("上路床"), read_layer("路堤第2层"), read_layer("路堤第3层")]),
)


@given(spans, spans)
def test_overlap_is_symmetrical_and_never_more_than_either(one: Span, other: Span) -> None:
    both = overlap(one, other)
    assert both == overlap(other, one)
    assert 0 <= both <= min(one.length, other.length)
    if one.alignment != other.alignment:
        assert both == 0


@given(spans)
def test_a_stretch_covers_itself(one: Span) -> None:
    assert overlap(one, one, Decimal(0)) == one.length


@given(st.integers(0, 65_567), st.integers(1, 2_000), st.integers(1, 2_000))
def test_touching_ends_do_not_overlap(start: int, first: int, second: int) -> None:
    a, b, c = (Decimal(one) / 100 for one in (start, start + first, start + first + second))
    assert overlap(Span("K", a, b), Span("K", b, c)) == 0
    assert overlap(Span("K", a, b + Decimal("0.01")), Span("K", b, c)) == 0


def test_overlap_is_about_distance_not_about_numbers() -> None:
    before = span(LINE, "K12+300断前～K12+340断前")
    behind = span(LINE, "K12+300断后～K12+340断后")
    assert overlap(before, behind) == 0
    across = span(LINE, "K12+320断前～K12+320断后")
    assert across.length == Decimal("45.678")
    assert overlap(before, across) == 20
    with pytest.raises(Ambiguous):
        span(LINE, "K12+310～K12+400")


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("左幅", "右幅", False),
        ("左幅", "全幅", True),
        ("左幅", "中分带", False),
        ("全幅", "中分带", True),
        ("右半幅", "右幅", True),
    ],
)
def test_halves(one: str, other: str, meet: bool) -> None:
    a, b = (span(LINE, "K12+100~K12+200", side=side) for side in (one, other))
    assert bool(overlap(a, b)) is meet


def test_layers_lie_above_each_other() -> None:
    names = ["清表", "路堤第1层", "路堤第三层", "下路床", "底基层", "上基层", "下面层", "上面层"]
    found = [read_layer(one) for one in names]
    assert found == sorted(found)
    assert str(read_layer("路堤 第2层")) == "路堤第2层"
    a, b = (span(LINE, "K12+100~K12+200", layer=one) for one in ("路堤第1层", "路堤第2层"))
    assert overlap(a, b) == 0
    assert len(layers()) == 15


def test_what_is_not_known_is_refused() -> None:
    with pytest.raises(Refused):
        read_layer("地下室")
    with pytest.raises(Refused):
        read_side("前幅")
    with pytest.raises(Refused):
        Span("K", Decimal(5), Decimal(5))

"""Copied texts: found, marked, and nothing found that is none. 雷同文本。"""

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinglian.likeness import texts

HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 1200)]
CHANCE = random.Random(7)


def written(length: int = 800) -> str:
    return "".join(CHANCE.choices(HAN, k=length))


def changed(text: str, places: int) -> str:
    """The same text with so many characters replaced."""
    found = list(text)
    for place in CHANCE.sample(range(len(found)), places):
        found[place] = CHANCE.choice(HAN)
    return "".join(found)


def exact(documents: list[tuple[str, str]], least: float) -> set[tuple[str, str]]:
    """By comparing everything with everything, as sets of strings."""
    sets = {
        name: {text[n : n + 5] for n in range(len(text) - 4)}
        for name, text in ((name, texts.normal(text)) for name, text in documents)
    }
    return {
        (one, other)
        for one, other in combinations(sets, 2)
        if sets[one] and len(sets[one] & sets[other]) / len(sets[one] | sets[other]) >= least
    }


def test_last_year_with_other_dates_and_spaces_is_the_same() -> None:
    body = written()
    old = f"2025年风险防控手册\n一、{body}（2025年12月31日）"
    new = f"２０２６年风险防控手册 一、{body}(2026 年 12 月 31 日)"
    assert [one.share for one in texts.pairs([("old", old), ("new", new)])] == [1.0]


@pytest.mark.parametrize("least", [0.5, 0.8, 0.95])
def test_what_is_reported_is_what_comparing_everything_finds(least: float) -> None:
    bases = [written() for _ in range(40)]
    copies = [changed(text, CHANCE.choice((2, 8, 15, 25, 60))) for text in bases]
    documents = [(f"{n}", text) for n, text in enumerate(bases + copies)]
    wanted = exact(documents, least)
    got = {(one.one, one.other) for one in texts.pairs(documents, least)}
    assert got <= wanted
    assert len(got) >= 0.97 * len(wanted)


def test_two_processes_say_what_one_says() -> None:
    bases = [written(120) for _ in range(600)]
    documents = [(f"{n}", text) for n, text in enumerate([*bases, changed(bases[3], 2)])]
    assert list(texts.pairs(documents)) == list(texts.pairs(documents, processes=2))


def test_what_everybody_quotes_does_not_count() -> None:
    official = "。".join(written(60) for _ in range(10))
    one, other = f"{official}。{written(300)}", f"{official}。{written(300)}"
    assert list(texts.pairs([("a", one), ("b", other)], 0.4))
    common = set(texts.sentences(official))
    assert not list(texts.pairs([("a", one), ("b", other)], 0.1, common=common))
    assert not list(texts.pairs([("a", official), ("b", official)], common=common))


def test_a_crowd_of_the_same_text_names_each_but_not_all_with_all() -> None:
    body = written(200)
    got = list(texts.pairs([(f"{n}", body) for n in range(300)]))
    assert {one.other for one in got} == {f"{n}" for n in range(1, 300)}
    assert len(got) < 1000


def test_passages_are_marked() -> None:
    shared, own = written(60), written(40)
    text = f"{own}，2026年：{shared}。{written(30)}"
    found = texts.marked(text, f"{written(20)}2025年{shared}！")
    assert "".join(part for part, _ in found) == text
    assert next(texts.normal(part) for part, common in found if common).endswith(shared)
    assert texts.marked("短", text) == [("短", False)]


def test_nothing_is_no_copy_of_nothing() -> None:
    assert not list(texts.pairs([("a", ""), ("b", " 。")]))
    assert not list(texts.pairs([("a", written())]))
    assert [one.share for one in texts.pairs([("a", "同意"), ("b", "同意。")])] == [1.0]


@given(st.text(st.sampled_from("清廉建设示例2026，。 Ａb１"), max_size=80), st.text(max_size=40))
def test_marking_loses_no_character(text: str, other: str) -> None:
    assert "".join(part for part, _ in texts.marked(text, other)) == text
    assert texts._placed(text)[0] == texts.normal(text)


@given(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=60))
def test_equal_sets_have_equal_signatures(values: list[int]) -> None:
    found = np.unique(np.array(values, dtype=np.uint32))
    assert (texts.signature(found) == texts.signature(found.copy())).all()
    assert texts.jaccard(found, found) == 1.0


def test_many_signatures_are_those_of_each() -> None:
    found = [
        texts.grams(texts.normal(f"第{'甲乙丙丁' * (n % 40)}号材料共{n}页" * (n + 1)))
        for n in range(60)
    ]
    each = [texts.signature(one) for one in found]
    assert (texts.signatures(found) == each).all()
    assert len(texts.signatures([])) == 0

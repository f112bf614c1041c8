"""
Which of one's own records answers a line of somebody's checklist: proposed by the words they share. 按用词相近提出。

Chinese has no spaces, so pairs of neighbouring characters stand for words. What every line of a checklist says (开展、
情况、落实) counts for nothing. A proposal says which words are shared; whether it answers the line, people say.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 0.35
"""Share of a line's telling pairs that a record must hold to be proposed."""
BEST = 3
"""Proposals for a line."""
EVERYWHERE = 0.5
"""A pair in more than this share of the lines tells nothing, in checklists of some length."""
LONG = 6
_COMMON = (
    "情况开展落实是否有无工作进行相关有关及时按照要求加强建立检查查看材料资料记录年度本单单位以及定期组织推进认真严格执行制度"
    "方面存在问题每年每季季度每月半年一次至少不少少于次数"
)
COMMON = frozenset(_COMMON[at : at + 2] for at in range(0, len(_COMMON), 2))
"""Pairs that checklists are full of."""
_KEPT = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]+")
_DIGITS = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,4})"
_NUMBERED = re.compile(
    rf"^(?:\s*(?:#+|[-•·●▪*□✓]+|[（(]\s*{_DIGITS}\s*[）)]|{_DIGITS}\s*[、.．:：)）；;]))+\s*"
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of a line a text holds, and the words they share, the longest first."""

    score: float
    shared: tuple[str, ...]


def lines_of(text: str) -> list[str]:
    """The lines of a checklist without their numbers; what is no sentence (a number, a rule) is left out."""
    found = [_NUMBERED.sub("", one.replace("\t", " ")).strip() for one in text.splitlines()]
    return list(dict.fromkeys(one[:400] for one in found if len("".join(_KEPT.findall(one))) >= 2))


def pairs(text: str) -> set[str]:
    """Pairs of neighbouring characters within a run of letters, without the common ones."""
    runs = _KEPT.findall(text.lower())
    found = {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
    return {one for one in found if one not in COMMON}


def telling(lines: Sequence[str]) -> list[set[str]]:
    """The pairs of each line that tell it from the others."""
    each = [pairs(one) for one in lines]
    if len(each) < LONG:
        return each
    seen = Counter(pair for one in each for pair in one)
    most = len(each) * EVERYWHERE
    return [{pair for pair in one if seen[pair] <= most} for one in each]


def shared_words(line: str, text: str, both: set[str]) -> tuple[str, ...]:
    """The longest runs of a line that stand in the text too, those with a telling pair in them."""
    held, found = text.lower(), []
    for run in _KEPT.findall(line.lower()):
        at = 0
        while at < len(run) - 1:
            end = at
            while end < len(run) and run[at : end + 1] in held:
                end += 1
            word = run[at:end]
            if any(word[here : here + 2] in both for here in range(len(word) - 1)):
                found.append(word)
            at = max(end, at + 1)
    return tuple(sorted(dict.fromkeys(found), key=lambda word: (-len(word), word)))[:3]


def likeness(line: str, wanted: set[str], text: str, of_text: set[str]) -> Likeness:
    """How well a text answers a line."""
    both = wanted & of_text
    if not wanted or not both:
        return Likeness(0.0, ())
    return Likeness(len(both) / len(wanted), shared_words(line, text, both))


def proposals(lines: Sequence[str], texts: Sequence[str]) -> list[list[tuple[int, Likeness]]]:
    """For each line the best texts, by number, the likest first."""
    wanted, held = telling(lines), [pairs(one) for one in texts]
    found: list[list[tuple[int, Likeness]]] = []
    for line, want in zip(lines, wanted, strict=True):
        scored = [
            (at, likeness(line, want, text, held[at])) for at, text in enumerate(texts)
        ]  # fmt: skip
        fits = [one for one in scored if one[1].score >= LEAST]
        found.append(sorted(fits, key=lambda one: (-one[1].score, one[0]))[:BEST])
    return found

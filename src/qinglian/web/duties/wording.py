"""The words of `wording.yaml` as patterns. 用语表。"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns put together from the table."""

    filler: re.Pattern[str]
    empty: re.Pattern[str]
    act: re.Pattern[str]
    result: re.Pattern[str]
    concrete: re.Pattern[str]
    quantity: re.Pattern[str]
    days: re.Pattern[str]
    paper: re.Pattern[str]
    presence: re.Pattern[str]
    negated: re.Pattern[str]
    named: re.Pattern[str]
    slogan: re.Pattern[str]
    collected: re.Pattern[str]
    sampled: re.Pattern[str]


def any_of(said: list[str]) -> str:
    """One of these words, the longest first."""
    return "|".join(sorted((re.escape(one) for one in said), key=len, reverse=True))


@cache
def table() -> dict[str, Any]:
    """What stands in the file."""
    text = files("qinglian.web.duties").joinpath("wording.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


@cache
def words() -> Words:
    """The patterns; `{name}` in a pattern stands for the words of that list."""
    said = table()
    lists = {name: f"(?:{any_of(found)})" for name, found in said["lists"].items()}

    def pattern(name: str) -> re.Pattern[str]:
        parts = [
            re.sub(r"\{([a-z]+)\}", lambda one: lists[one[1]], part)
            for part in said["patterns"][name]
        ]
        return re.compile("|".join(f"(?:{part})" for part in parts))

    return Words(**{name: pattern(name) for name in Words.__slots__})

"""
Records of this system that may show that something was done. 系统里已有、可以作为材料的记录。

Each app may say in `proofs.py` which kinds of records it has: `PROOFS`, a list of `ProofKind`. What a unit is asked to
show is looked for here first; it confirms what was found and types nothing. A person is only offered what they see
themselves.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps


@dataclass(frozen=True, slots=True)
class Proof:
    """
    One record. `number` is its public id; `on` the day it is about; `told` what is hashed when it is kept: the words
    and numbers as they stood, in one line.
    """

    kind: str
    number: str
    title: str
    on: date
    url: str
    told: str


@dataclass(frozen=True, slots=True)
class ProofKind:
    """
    A kind of record. `code`: `<app>.<what>`, for ever the same; `label`: 已销号的预警;
    `found(user, unit, begins, ends)`: those of a unit between two days, both included, the latest first, as far as this
    person sees; `one(user, number)`: the one of this number, or None where it is not theirs to see.
    """

    code: str
    label: Any
    found: Callable[[Any, Any, date, date], Iterable[Proof]]
    one: Callable[[Any, str], Proof | None]


@cache
def kinds() -> dict[str, ProofKind]:
    """All kinds of all apps, by code."""
    found: list[ProofKind] = []
    for config in apps.get_app_configs():
        name = f"{config.name}.proofs"
        if config.name.startswith("qinglian.web.") and config.label != "core" and find_spec(name):
            found += import_module(name).PROOFS
    codes = {one.code: one for one in found}
    if len(codes) != len(found):
        raise RuntimeError("two kinds of records share one code")
    return codes


def proofs_of(user: Any, unit: Any, wanted: Iterable[str], begins: date, ends: date) -> list[Proof]:
    """Records of the wanted kinds, the latest first; a kind that no app has (any more) brings nothing."""
    known = kinds()
    found = [
        proof
        for code in dict.fromkeys(wanted)
        if code in known
        for proof in known[code].found(user, unit, begins, ends)
    ]
    return sorted(found, key=lambda one: (one.on, one.number), reverse=True)

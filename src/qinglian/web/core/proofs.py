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
from django.db.models import DateTimeField, Q, QuerySet
from django.utils import translation

from qinglian.web.core.periods import within


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


def proof_kind(
    code: str, label: Any, rows: Callable[[Any], QuerySet[Any]], day: str,
    told: Callable[[Any], Proof], of: Callable[[Any], Q] | str = "unit", number: str = "public_id",
) -> ProofKind:  # fmt: skip
    """
    A kind made of rows: `rows(user)` those that show something, as far as this person sees; `day` the field of the day
    or instant they are about; `told` a row as a proof; `of` the column of the unit or a condition on it; `number` the
    column of the public id.
    """

    def found(user: Any, unit: Any, begins: date, ends: date) -> Iterable[Proof]:
        seen = rows(user)
        instant = isinstance(seen.model._meta.get_field(day), DateTimeField)
        inside = (
            within(day, begins, ends)
            if instant
            else Q(**{f"{day}__gte": begins, f"{day}__lte": ends})
        )
        mine = of(unit) if callable(of) else Q(**{of: unit})
        return [said(one) for one in seen.filter(inside, mine).order_by(f"-{day}", "-pk")]

    def one(user: Any, name: str) -> Proof | None:
        if number == "pk" and not name.isdigit():
            return None
        row = rows(user).filter(**{number: name}).first()
        return said(row) if row is not None else None

    def said(row: Any) -> Proof:
        # What is kept and hashed is in the language of the records, whoever looks.
        with translation.override("zh-hans"):
            return told(row)

    return ProofKind(code, label, found, one)


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


def in_one_line(*parts: object) -> str:
    """What is hashed: the parts one after another, without line breaks."""
    return " ".join(" ".join(str(one).split()) for one in parts if one not in (None, ""))


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

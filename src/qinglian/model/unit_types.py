"""
清廉单元的类型：默认八类加一类，各地可改。Types of integrity units: eight and a local one by default.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from qinglian.model.text import Text


@dataclass(frozen=True)
class UnitType:
    """One type: its brand name, whether a place added it, and the kinds or fields of bodies that are of it."""

    name: str
    text: Text
    local: bool
    of: tuple[str, ...]


@cache
def unit_types() -> Mapping[str, UnitType]:
    """All types by name, from `model/unit_types.yaml`."""
    text = files("qinglian.model").joinpath("unit_types.yaml").read_text("utf-8")
    body = yaml.load(text, Loader=yaml.CSafeLoader)
    return {
        name: UnitType(name, Text(said["zh"], said["en"]), said["local"], tuple(said.get("of", ())))
        for name, said in body["types"].items()
    }


def unit_type_of(kind: str, field: str) -> str | None:
    """The type of a body: a local type that has its field goes before that of its kind."""
    types = unit_types().values()
    local = (one.name for one in types if one.local and field in one.of)
    usual = (one.name for one in types if not one.local and kind in one.of)
    return next(local, None) or next(usual, None)

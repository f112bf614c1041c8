"""The default division of works into units, divisions and items. 单位、分部、分项工程的默认划分。"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Division:
    """A part with its parts. `kind`: which template of concealed work it has; `en`: of a unit."""

    name: str
    kind: str = ""
    en: str = ""
    parts: tuple["Division", ...] = ()


def _read(said: dict[str, Any]) -> Division:
    lower = tuple(_read(one) for one in said.get("parts", ()))
    return Division(said["name"], said.get("kind", ""), said.get("en", ""), lower)


@cache
def divisions() -> Mapping[str, Division]:
    """Kinds of 单位工程 by key."""
    text = files("qinglian.web.works").joinpath("divisions.yaml").read_text("utf-8")
    body = yaml.load(text, Loader=yaml.CSafeLoader)
    return {key: _read(said) for key, said in body["units"].items()}

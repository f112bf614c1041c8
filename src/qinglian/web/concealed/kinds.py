"""
Templates of what is covered: those of the house, and those a project put in their place. 隐蔽工程部位模板。

The house's stand in `kinds.yaml`; a project imports a file of the same shape. The last row of a key counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qinglian.web.concealed.models import PartKind
from qinglian.web.core.moves import NotAllowed
from qinglian.web.works.models import Project

FILE = Path(__file__).parent / "kinds.yaml"
MOST = 60
"""Templates of one file."""
MOST_SHOTS = 20


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture that is wanted."""

    key: str
    name: str
    measured: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of part: which pictures, which fields on the photo board, which tests."""

    key: str
    name: str
    chapter: str
    shots: tuple[Shot, ...]
    board: tuple[str, ...]
    tests: tuple[str, ...]
    own: bool = False
    en: str = ""

    @property
    def label(self) -> str:
        """Its name in the reader's language, where it has one."""
        return self.en if self.en and (get_language() or "").startswith("en") else self.name

    def shot_name(self, key: str) -> str:
        """A shot in words; the key where the template has changed since."""
        return next((one.name for one in self.shots if one.key == key), key)


def read(said: Any, *, own: bool = False) -> dict[str, Kind]:
    """Templates of a file's content; raises `NotAllowed` in words."""
    if not isinstance(said, Mapping) or not isinstance(said.get("kinds"), list):
        raise NotAllowed(_("文件里没有 kinds 列表。"))
    if len(said["kinds"]) > MOST:
        raise NotAllowed(_("一份文件最多 %(n)d 个模板。") % {"n": MOST})
    common_shots, common_board = said.get("shots") or [], said.get("board") or []
    found: dict[str, Kind] = {}
    for number, one in enumerate(said["kinds"], 1):
        if not isinstance(one, Mapping) or not one.get("key") or not one.get("name"):
            raise NotAllowed(_("第 %(n)d 个模板缺少 key 或 name。") % {"n": number})
        key = str(one["key"])
        if key in found or len(key) > 24 or not key.replace("_", "").isalnum():
            raise NotAllowed(_("第 %(n)d 个模板的 key 重复或不合规矩。") % {"n": number})
        shots = [_shot(shot, number) for shot in [*common_shots, *(one.get("shots") or [])]]
        if not shots or len(shots) > MOST_SHOTS or len({shot.key for shot in shots}) < len(shots):
            raise NotAllowed(_("第 %(n)d 个模板的镜头为空、过多或重复。") % {"n": number})
        found[key] = Kind(
            key, str(one["name"])[:60], str(one.get("chapter", ""))[:8], tuple(shots),
            tuple(str(text)[:40] for text in [*common_board, *(one.get("board") or [])]),
            tuple(str(text)[:60] for text in one.get("tests") or []), own,
            str(one.get("en") or "")[:60],
        )  # fmt: skip
    return found


def _shot(said: Any, number: int) -> Shot:
    if not isinstance(said, Mapping) or not said.get("key") or not said.get("name"):
        raise NotAllowed(_("第 %(n)d 个模板有镜头缺少 key 或 name。") % {"n": number})
    return Shot(str(said["key"])[:24], str(said["name"])[:60], bool(said.get("measured")))


def read_text(text: str) -> dict[str, Kind]:
    """Templates of a file as it was handed in."""
    try:
        said = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise NotAllowed(_("文件不是 YAML：%(why)s") % {"why": str(error)[:200]}) from error
    return read(said, own=True)


@cache
def house() -> dict[str, Kind]:
    """Those of the house."""
    return read(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def kinds_of(project: Project) -> dict[str, Kind]:
    """Those that count in a project, by key."""
    found = dict(house())
    for row in PartKind.objects.filter(project=project).order_by("pk"):
        if row.off:
            found.pop(row.key, None)
        else:
            found |= read({"kinds": [row.said]}, own=True)
    return found


def kind_of(project: Project, key: str) -> Kind:
    """The template of a key; one without shots where the project has none of it any more."""
    return kinds_of(project).get(key) or Kind(key, key, "", (), (), ())

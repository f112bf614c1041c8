"""
Templates of lists, labelled 示例: data files, no code; a place lays its own beside them. 清单模板（示例）。

`samples/*.yaml` are shipped; files in `<data>/lists/` of the same form come first, and one of the same name replaces
ours.
`of`: names of unit types (model/unit_types.yaml) it is for; none where it is for everybody.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from qinglian.web.duties.kinds import ListKind

EXAMPLE = "示例"
"""How every shipped template begins."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One template: its name for ever, title, kind, whose list, for which unit types, its items."""

    name: str
    title: str
    kind: str
    holder: str
    of: tuple[str, ...]
    note: str
    items: tuple[dict[str, Any], ...]
    own: bool = False

    @property
    def kind_name(self) -> Any:
        """In the reader's language."""
        return ListKind(self.kind).label


def samples() -> dict[str, Sample]:
    """All of them by name: this place's own first."""
    found = {one.name: one for one in _shipped()}
    folder = Path(settings.CONFIG.data) / "lists"
    if folder.is_dir():
        own = [
            _sample(path.stem, path.read_text("utf-8"), own=True)
            for path in sorted(folder.glob("*.yaml"))
        ]
        found = {one.name: one for one in own} | {
            name: one for name, one in found.items() if name not in {mine.name for mine in own}
        }
    return found


@cache
def _shipped() -> tuple[Sample, ...]:
    folder = files("qinglian.web.duties").joinpath("samples")
    paths = sorted(
        (one for one in folder.iterdir() if one.name.endswith(".yaml")), key=lambda one: one.name
    )
    return tuple(_sample(one.name.removesuffix(".yaml"), one.read_text("utf-8")) for one in paths)


def _sample(name: str, text: str, *, own: bool = False) -> Sample:
    said = yaml.load(text, Loader=yaml.CSafeLoader)
    owners = said.get("owners", {})
    whose = {"holder": said["holder"]} if said.get("holder") else {}
    return Sample(
        name=name, title=said["title"], kind=said["kind"], holder=said.get("holder", ""), own=own,
        of=tuple(said.get("of", ())), note=said.get("note", ""),
        items=tuple({**owners, **whose, **one} for one in said["items"]),
    )  # fmt: skip

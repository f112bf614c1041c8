"""Find the adapter of a file by walking `sources/*/adapter.py`, and read the file with it."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from qinglian.model.errors import BadInput, BadUsage, nearest
from qinglian.model.text import Text
from qinglian.sources.intake import File, Intake
from qinglian.sources.mapping import table_of


class Adapter(Protocol):
    """A module `sources/<kind>/adapter.py`. It may name the `TABLE` it always fills."""

    KIND: str
    TITLE: Text

    def recognise(self, file: File) -> int:
        """How sure it is, 0 to 100, from suffix and head."""

    def read(self, file: File, intake: Intake) -> None:
        """Fill the staging tables, or raise BadInput."""


@cache
def adapters() -> dict[str, Adapter]:
    """All adapters by kind."""
    home = import_module("qinglian.sources")
    found = {}
    for module in iter_modules(home.__path__):
        name = f"qinglian.sources.{module.name}.adapter"
        if module.ispkg and find_spec(name):
            adapter = cast(Adapter, import_module(name))
            found[adapter.KIND] = adapter
    return found


def recognise(file: File, mapping: Mapping[str, Any] | None = None) -> Adapter:
    """The adapter surest of a file; one that fills the table a mapping speaks of goes first."""
    if not file.path.is_file():
        raise BadInput(Text(f"没有文件 {file.path}", f"No file {file.path}"))
    if not file.path.stat().st_size:
        raise BadInput(Text(f"{file.path.name} 是空文件", f"{file.path.name} is empty"))
    table = table_of(mapping or {})
    scores = {}
    for kind, adapter in adapters().items():
        score = adapter.recognise(file)
        if score and table and getattr(adapter, "TABLE", None) == table:
            score += 100
        scores[kind] = score
    best = max(scores, key=lambda kind: scores[kind])
    if not scores[best]:
        known = list(adapters().values())
        raise BadInput(
            Text(
                f"认不出 {file.path.name} 是什么。能读：{'；'.join(a.TITLE.zh for a in known)}。"
                "可用 --source 指明种类，用 --mapping 指明列",
                f"Cannot tell what {file.path.name} is. Understood: {'; '.join(a.TITLE.en for a in known)}. "
                "Name the kind with --source, the columns with --mapping",
            )
        )
    return adapters()[best]


def adapter_of(kind: str) -> Adapter:
    """The adapter a user names with `--source`."""
    if kind not in adapters():
        near = nearest(kind, list(adapters()))
        listed = ", ".join(adapters())
        raise BadUsage(
            Text(
                f"没有来源种类 {kind}{near.zh}（可用：{listed}）",
                f"No source kind {kind}{near.en} (known: {listed})",
            )
        )
    return adapters()[kind]


def read(file: File, intake: Intake, *, kind: str | None = None) -> None:
    """Read a file into the staging tables of an intake."""
    said = kind or intake.mapping.get("source")
    adapter = adapter_of(said) if said else recognise(file, intake.mapping)
    intake.kind = adapter.KIND
    adapter.read(file, intake)

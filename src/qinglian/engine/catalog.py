"""Find packs, cards and checks by walking folders; nothing is registered anywhere."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import walk_packages

import yaml

from qinglian.model.check import Check
from qinglian.model.errors import BadCard, BadUsage, nearest
from qinglian.model.rule import Rule, read_card
from qinglian.model.text import Text

HOME = Path(str(files("qinglian").joinpath("packs")))


@dataclass(frozen=True)
class Pack:
    """A folder with `pack.yaml` and one card per file."""

    name: str
    title: Text
    folder: Path


@dataclass
class Catalog:
    """Packs and rules found, and the cards that could not be read."""

    packs: dict[str, Pack]
    rules: list[Rule]
    broken: list[BadCard]

    def rule(self, rule_id: str) -> Rule:
        """One rule by id or by path (`approval_cn/decided_late`)."""
        for rule in self.rules:
            if rule_id in (rule.id, rule.name):
                return rule
        near = nearest(rule_id, [rule.id for rule in self.rules])
        raise BadUsage(Text(f"没有规则 {rule_id}{near.zh}", f"No rule {rule_id}{near.en}"))

    def chosen(
        self, packs: list[str] | None = None, statuses: tuple[str, ...] = ("stable", "trial")
    ) -> list[Rule]:
        """Rules of these packs (None: all) with these statuses, by id."""
        for name in packs or ():
            if name not in self.packs:
                near = nearest(name, list(self.packs))
                raise BadUsage(Text(f"没有规则包 {name}{near.zh}", f"No pack {name}{near.en}"))
        return [
            rule
            for rule in self.rules
            if (packs is None or rule.pack in packs) and rule.card.status in statuses
        ]


def catalog(folders: tuple[Path, ...] = ()) -> Catalog:
    """Walk the project's packs and those in `folders`. A card with a mistake is kept aside; the others stand."""
    packs: dict[str, Pack] = {}
    rules: list[Rule] = []
    broken: list[BadCard] = []
    for home in (HOME, *folders):
        for folder in _pack_folders(home):
            try:
                pack = _pack(folder)
            except BadCard as error:
                broken.append(error)
                continue
            packs[pack.name] = pack
            for path in sorted(folder.glob("*.yaml")):
                if path.name == "pack.yaml":
                    continue
                try:
                    rules.append(read_card(path, pack.name))
                except BadCard as error:
                    broken.append(error)
    _refuse_doubles(rules, broken)
    return Catalog(packs, sorted(rules, key=lambda rule: rule.id), broken)


def _pack_folders(home: Path) -> list[Path]:
    if not home.is_dir():
        raise BadUsage(Text(f"没有文件夹 {home}", f"No folder {home}"))
    if (home / "pack.yaml").exists():
        return [home]
    return sorted(folder.parent for folder in home.glob("*/pack.yaml"))


def _pack(folder: Path) -> Pack:
    path = folder / "pack.yaml"
    try:
        body = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        return Pack(body["name"], Text(**body["title"]), folder)
    except (yaml.YAMLError, KeyError, TypeError) as error:
        said = f"pack.yaml needs name and title: {{zh, en}} ({error})"
        raise BadCard(path, 1, Text(said, said)) from None


def _refuse_doubles(rules: list[Rule], broken: list[BadCard]) -> None:
    seen: dict[str, Rule] = {}
    for rule in list(rules):
        first = seen.setdefault(rule.id, rule)
        if first is not rule:
            rules.remove(rule)
            broken.append(
                BadCard(
                    rule.path,
                    1,
                    Text(
                        f"编号 {rule.id} 已被 {first.path} 使用",
                        f"id {rule.id} is used by {first.path}",
                    ),
                )
            )


@cache
def check(name: str) -> Check:
    """One check by its path below `checks/`, such as `sequence.response`."""
    try:
        module = import_module(f"qinglian.checks.{name}")
        found = module.check
    except (ModuleNotFoundError, AttributeError):
        near = nearest(name, check_names())
        raise BadUsage(Text(f"没有检查 {name}{near.zh}", f"No check {name}{near.en}")) from None
    assert isinstance(found, Check)
    return found


@cache
def check_names() -> list[str]:
    """Names of all checks, without importing them."""
    package = import_module("qinglian.checks")
    names = [
        module.name.removeprefix("qinglian.checks.")
        for module in walk_packages(package.__path__, "qinglian.checks.")
        if not module.ispkg
    ]
    return [name for name in names if not name.rsplit(".", 1)[-1].startswith("_")]

"""A rule card: who asks a check, under which law, with which dated numbers."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from qinglian.model.errors import BadCard
from qinglian.model.text import Text

Status = Literal["draft", "trial", "stable", "retired"]
Severity = Literal["red", "orange", "yellow", "blue"]
SEVERITIES: tuple[Severity, ...] = ("red", "orange", "yellow", "blue")


def _text(value: object) -> object:
    if isinstance(value, dict) and set(value) == {"zh", "en"}:
        return Text(str(value["zh"]), str(value["en"]))
    raise ValueError("写作 {zh: …, en: …} / write {zh: …, en: …}")


Said = Annotated[Text, BeforeValidator(_text)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Basis(_Strict):
    """Clause of a law, with the day from which this version is in force, and the day it ended where it did."""

    title: str
    in_force: date | None = None
    until: date | None = None


class Exception_(_Strict):
    """A lawful explanation that can be picked, with proof, when an alert is concluded."""

    id: str
    zh: str
    en: str


class Card(_Strict):
    """The card as written."""

    id: str
    check: str
    name: Said
    status: Status
    basis: tuple[Basis, ...] = ()
    params: dict[str, Any] = {}
    severity: Severity
    exceptions: tuple[Exception_, ...] = ()
    meaning: Said | None = None


@dataclass(frozen=True)
class Rule:
    """A card in its place: pack, path, and the hash of its text."""

    card: Card
    pack: str
    path: Path
    sha256: str

    @property
    def id(self) -> str:
        """Id for records, never used twice."""
        return self.card.id

    @property
    def name(self) -> str:
        """Path of the rule: `bidding_cn/few_bidders`."""
        return f"{self.pack}/{self.path.stem}"


def read_card(path: Path, pack: str) -> Rule:
    """Read one card; raises BadCard naming file and line."""
    raw = path.read_bytes()
    try:
        body = yaml.load(raw, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "?"
        raise BadCard(
            path,
            mark.line + 1 if mark else 1,
            Text(f"不是合法的 YAML（{problem}）", f"not valid YAML ({problem})"),
        ) from None
    if not isinstance(body, dict):
        raise BadCard(
            path, 1, Text("规则卡应是一组“键: 值”", "a card is a mapping of keys to values")
        )
    try:
        card = Card.model_validate(body)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        said = f"{where}: {first['msg']}"
        raise BadCard(path, line_of(raw, first["loc"]), Text(said, said)) from None
    return Rule(card, pack, path, hashlib.sha256(raw).hexdigest())


def line_of(raw: bytes, loc: tuple[str | int, ...]) -> int:
    """Line (from 1) of the YAML node at `loc`, or of its nearest parent that exists."""
    node = yaml.compose(raw, Loader=yaml.CSafeLoader)
    line = 1
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(part):
                    line, node = key.start_mark.line + 1, value
                    break
            else:
                return line
        elif (
            isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value)
        ):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            return line
    return line

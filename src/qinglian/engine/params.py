"""Dated parameters: which values were in force on which days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qinglian.model.check import Check, Param
from qinglian.model.errors import BadCard, BadUsage, QinglianError, nearest
from qinglian.model.rule import Rule, line_of
from qinglian.model.text import Text


@dataclass(frozen=True)
class Variant:
    """The values of one stretch of time: from `since` on, up to but not including `until`; None is unbounded."""

    since: date | None
    until: date | None
    values: Mapping[str, Any]
    clauses: Mapping[str, str] = field(default_factory=dict)

    @property
    def cited(self) -> tuple[str, ...]:
        """The clauses of the dated values in force, each once."""
        return tuple(dict.fromkeys(filter(None, self.clauses.values())))


def is_dated(value: object) -> bool:
    """Whether a card wrote a list of `{from, value, basis}` instead of a plain value."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, dict) and {"from", "value"} <= set(item) for item in value)
    )


def variants(rule: Rule, check: Check, overlay: Mapping[str, Any] | None = None) -> list[Variant]:
    """Stretches of time with the values in force, oldest first.

    Before the first `from` of a dated parameter the question had no number yet: subjects of that time are not asked.
    Raises BadCard for a mistake of the card, BadUsage for one of the overlay.
    """
    given = dict(rule.card.params)
    for name, value in given.items():
        _must_know(name, check, rule, overlay=False)
        _must_fit(value, check.params[name], name, rule, overlay=False)
    for name, value in (overlay or {}).items():
        _must_know(name, check, rule, overlay=True)
        _must_fit(value, check.params[name], name, rule, overlay=True)
        given[name] = value
    for name, spec in check.params.items():
        if spec.required and name not in given:
            raise _wrong(
                rule, ("params",), Text(f"缺少参数 {name}", f"parameter {name} is missing")
            )
        given.setdefault(name, spec.default)
    dated = {name: sorted(value, key=_start) for name, value in given.items() if is_dated(value)}
    plain = {name: value for name, value in given.items() if name not in dated}
    if not dated:
        return [Variant(None, None, plain)]
    edges = sorted({_start(item) for items in dated.values() for item in items})
    begin = max(_start(items[0]) for items in dated.values())
    edges = [edge for edge in edges if edge >= begin]
    found = []
    for since, until in zip(edges, [*edges[1:], None], strict=True):
        values, clauses = dict(plain), {}
        for name, items in dated.items():
            current = [item for item in items if _start(item) <= since][-1]
            values[name] = current["value"]
            clauses[name] = str(current.get("basis") or "")
        found.append(Variant(since, until, values, clauses))
    return found


def overlays(
    raw: Mapping[str, Any], rules: list[Rule], check_of: Any
) -> tuple[dict[str, dict[str, Any]], set[str]]:
    """Split a `--params` file into values per rule id and rules switched off.

    A bare code (`R038`) speaks to all its rules (`R038-buyer` …), each taking the options it has.
    """
    values: dict[str, dict[str, Any]] = {}
    off: set[str] = set()
    for key, said in raw.items():
        meant = [rule for rule in rules if rule.id == key] or [
            rule for rule in rules if rule.id.startswith(f"{key}-")
        ]
        if not meant:
            near = nearest(str(key), [rule.id for rule in rules])
            raise BadUsage(Text(f"没有规则 {key}{near.zh}", f"No rule {key}{near.en}"))
        if said is False or said == "off":
            off |= {rule.id for rule in meant}
            continue
        if said is None or said is True:
            continue
        if not isinstance(said, Mapping):
            raise BadUsage(
                Text(f"{key} 之下应是“参数: 值”或 off", f"below {key} write `param: value` or off")
            )
        for name, value in said.items():
            takers = [rule for rule in meant if name in check_of(rule.card.check).params]
            if not takers:
                known = sorted(
                    {option for rule in meant for option in check_of(rule.card.check).params}
                )
                near = nearest(str(name), known)
                raise BadUsage(
                    Text(
                        f"规则 {key} 没有参数 {name}{near.zh}",
                        f"Rule {key} has no parameter {name}{near.en}",
                    )
                )
            for rule in takers:
                values.setdefault(rule.id, {})[name] = value
    return values, off


def _start(item: Mapping[str, Any]) -> date:
    start = item["from"]
    return start if isinstance(start, date) else date.fromisoformat(str(start))


def _must_know(name: str, check: Check, rule: Rule, *, overlay: bool) -> None:
    if name not in check.params:
        near = nearest(name, list(check.params))
        text = Text(
            f"检查 {check.id} 没有参数 {name}{near.zh}",
            f"check {check.id} has no parameter {name}{near.en}",
        )
        raise BadUsage(text) if overlay else _wrong(rule, ("params", name), text)


def _must_fit(value: Any, spec: Param, name: str, rule: Rule, *, overlay: bool) -> None:
    values = [item["value"] for item in value] if is_dated(value) else [value]
    for item in values:
        if item is None and not spec.required:
            continue
        if not _fits(item, spec):
            wanted = spec.type.__name__ if not spec.choices else "|".join(map(str, spec.choices))
            text = Text(
                f"参数 {name} 应为 {wanted}，却是 {item!r}",
                f"parameter {name} should be {wanted}, not {item!r}",
            )
            raise BadUsage(text) if overlay else _wrong(rule, ("params", name), text)


def _fits(value: Any, spec: Param) -> bool:
    if spec.choices and value not in spec.choices:
        return False
    if spec.minimum is not None and isinstance(value, int | float) and value < spec.minimum:
        return False
    if spec.type is list:
        return isinstance(value, list | tuple | str)
    if spec.type is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if spec.type is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if spec.type is dict:
        return isinstance(value, Mapping)
    return isinstance(value, spec.type)


def _wrong(rule: Rule, loc: tuple[str, ...], text: Text) -> QinglianError:
    return BadCard(rule.path, line_of(rule.path.read_bytes(), loc), text)

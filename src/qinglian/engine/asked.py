"""What a run asks: rules with their checks, and the values in force in each stretch of time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from qinglian.engine.catalog import check as find_check
from qinglian.engine.outcome import Coverage
from qinglian.engine.params import Variant, overlays, variants
from qinglian.model.check import Check
from qinglian.model.errors import BadCard
from qinglian.model.process import Constraint
from qinglian.model.rule import Rule, line_of
from qinglian.model.text import Text


@dataclass(frozen=True)
class Asked:
    """One rule; for checks of processes there is a constraint for each stretch."""

    rule: Rule
    check: Check
    stretches: list[Variant]
    constraints: list[Constraint]

    @property
    def alone(self) -> bool:
        """Whether each subject is judged alone, so that an answer holds as long as its own rows do."""
        return self.check.scope == "case"


def questions(
    rules: list[Rule], params: Mapping[str, Any]
) -> tuple[list[Asked], dict[str, Coverage]]:
    """The rules to be asked, and a coverage for each to be filled; a card with a mistake has it there.

    `params` is a `--params` file: rule id or bare code → values, or off. Raises BadUsage where it does not fit.
    """
    values, off = overlays(params, rules, find_check)
    coverage = {rule.id: Coverage(rule) for rule in rules if rule.id not in off}
    asked = []
    for rule_id, cover in coverage.items():
        rule = cover.rule
        try:
            check = find_check(rule.card.check)
            stretches = variants(rule, check, values.get(rule_id))
            parsed = [constraint_of(rule, one) for one in stretches] if check.is_process else []
            asked.append(Asked(rule, check, stretches, parsed))
        except BadCard as error:
            cover.error = error.text
    return asked, coverage


def switched_on(rules: list[Rule], params: Mapping[str, Any]) -> list[Rule]:
    """The rules that a `--params` file does not switch off."""
    _, off = overlays(params, rules, find_check)
    return [rule for rule in rules if rule.id not in off]


def constraint_of(rule: Rule, variant: Variant) -> Constraint:
    """The card's words on a process, checked; raises BadCard with the line of the parameter that is wrong."""
    given = {name: value for name, value in variant.values.items() if value is not None}
    try:
        return Constraint.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        loc = ("params", *first["loc"])
        where = ".".join(str(part) for part in loc)
        said = Text(f"{where}: {first['msg']}", f"{where}: {first['msg']}")
        if first["type"] == "extra_forbidden":
            said = Text(f"没有 {where} 这个参数", f"there is no parameter {where}")
        raise BadCard(rule.path, line_of(rule.path.read_bytes(), loc), said) from None

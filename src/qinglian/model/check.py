"""
一个问题。 A check asks one question of typed tables; cards say who asks it, under which law, with which numbers.

A check module holds one `Check` named `check`, its formula under `@check` and, where rows prove it, `@check.evidence`.
The formula returns one row for every subject the question could be asked of: the key, `value`, `flagged` (true,
false, or null for "cannot tell") and where it has them `state` and `due_on`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from qinglian.model.text import Text as Text

Scope = Literal["case", "group", "population"]
OneOf = tuple[str, ...]
"""Columns of which one is enough."""


@dataclass(frozen=True)
class Param:
    """One number or list that a card gives to a check; `default` is used where the card is silent."""

    type: type
    text: Text
    default: Any = None
    required: bool = False
    choices: tuple[Any, ...] = ()
    minimum: float | None = None


class Check:
    """One question.

    `subject` names what is judged (a table, or `case` for processes); `key` its columns in the formula's result,
    `<subject>_id` unless said otherwise. `dated_by` is the local date column of the subject's table (`opened_on`, or
    the instant `opened_at`) by which dated parameters are chosen; None where the formula dates its own events.
    `needs` names tables and the columns without which nothing can be said, a tuple among them meaning one of these;
    `helps` further columns of these tables that the formula looks at where they are there. `params` are the names a
    card may set, a bare type meaning "required".
    A formula that names `as_of` is given the day of the run; one that names `absent` the columns it looks at, written
    `table.column`, that no source had: empty there says nothing.
    `statistical`: the answer measures chance within one subject; its card says how many honest ones are flagged.
    `threshold` names the parameter to print as the signal's threshold. `seen` is a sentence with `{subject_id}`,
    `{value}` and `{threshold}`.
    """

    def __init__(
        self,
        module: str,
        *,
        title: Text,
        subject: str,
        scope: Scope,
        needs: Mapping[str, tuple[str | OneOf, ...]],
        params: Mapping[str, Param | type],
        helps: Mapping[str, tuple[str, ...]] | None = None,
        dated_by: str | None = None,
        key: tuple[str, ...] = (),
        threshold: str | None = None,
        seen: Text | None = None,
        template: Any = None,
        statistical: bool = False,
    ) -> None:
        self.id = module.removeprefix("qinglian.checks.")
        self.title = title
        self.subject = subject
        self.scope = scope
        self.statistical = statistical
        self.decisive: dict[str, tuple[OneOf, ...]] = {
            name: tuple((column,) if isinstance(column, str) else column for column in columns)
            for name, columns in needs.items()
        }
        self.needs = {
            name: tuple(chain.from_iterable(columns)) for name, columns in self.decisive.items()
        }
        self.helps = {
            name: tuple(column for column in columns if column not in self.needs.get(name, ()))
            for name, columns in (helps or {}).items()
        }
        self.params = {
            name: spec if isinstance(spec, Param) else Param(spec, Text(name, name), required=True)
            for name, spec in params.items()
        }
        self.dated_by = dated_by
        self.key = key or (f"{subject}_id",)
        self.threshold = threshold
        self.seen = seen
        self.template = template
        self.formula: Callable[..., Any] | None = None
        self.rows: Callable[..., Any] | None = None

    def __call__(self, formula: Callable[..., Any]) -> Callable[..., Any]:
        """Register the formula: tables of `needs` by position, parameters by name, a table back."""
        self.formula = formula
        return formula

    def evidence(self, rows: Callable[..., Any]) -> Callable[..., Any]:
        """Register what proves a flag: `(flagged, *tables)` → key, `table`, `row_id`, `role`, `party_id`.

        `flagged` holds the formula's whole result rows that are flagged. The function may name parameters of the
        check as keyword-only arguments; it is then given them.
        """
        self.rows = rows
        return rows

    @property
    def reads(self) -> dict[str, tuple[str, ...]]:
        """Every column that the formula is given, by table."""
        return {
            name: tuple(dict.fromkeys((*columns, *self.helps.get(name, ()))))
            for name, columns in self.needs.items()
        }

    @property
    def is_process(self) -> bool:
        """Whether the question is planned together with the other process checks."""
        return self.template is not None

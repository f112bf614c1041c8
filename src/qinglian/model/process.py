"""
过程规则的词汇。The vocabulary of process rules: what a card may say to `sequence.*` and `duties.*`.

Declare templates after Burattini, Maggi and Sperduti, "Conformance checking based on multi-perspective declarative
process models", Expert Systems with Applications 65 (2016) 194-211.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from qinglian.model.check import Param
from qinglian.model.text import Text

Unit = Literal["seconds", "minutes", "hours", "calendar_days", "working_days", "months"]
Side = Literal["after", "before", "any"]
Step = Literal["some", "alternate", "chain"]

SECOND = "second_resource"
"""Who took part in a step beside its `resource`."""

COMPARISONS = (
    "equals", "not_equals", "in", "not_in", "at_least", "at_most", "more_than", "less_than", "contains", "same_as",
)  # fmt: skip


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Condition(_Strict):
    """One condition on a column of an event. A missing value makes it false, whatever it asks (but `is_null`).

    A value written `{column: other}` is taken from another column of the same event. `unless: {OP: value}` is the other
    way round: false only where the comparison is known to be true, so that what is not known to be excepted is judged.
    """

    column: str
    equals: Any = None
    not_equals: Any = None
    in_: Any = Field(default=None, alias="in")
    not_in: Any = None
    at_least: Any = None
    at_most: Any = None
    more_than: Any = None
    less_than: Any = None
    contains: str | None = None
    same_as: str | None = None
    is_null: bool | None = None
    is_not_null: bool | None = None
    unless: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Condition":
        if not self.model_fields_set - {"column"}:
            raise ValueError("一个条件至少要有一个比较 / a condition needs a comparison")
        if self.unless is not None:
            _ = self.excepted
        return self

    @property
    def excepted(self) -> "Condition":
        """What `unless` compares, as a condition of its own."""
        return Condition.model_validate({"column": self.column, **(self.unless or {})})

    def columns(self) -> set[str]:
        """All columns of the event that the condition reads."""
        return self.needed() | {self.column} | (self.excepted.columns() if self.unless else set())

    def needed(self) -> set[str]:
        """Columns without which the condition cannot be asked; none for `unless`."""
        asks = self.model_fields_set - {"column", "unless"}
        names = {self.column} if asks else set()
        for name in asks:
            value = getattr(self, name)
            if name == "same_as":
                names.add(value)
            elif isinstance(value, dict) and set(value) == {"column"}:
                names.add(value["column"])
        return names


class Window(_Strict):
    """A distance in time between two events, both ends included. `roll` moves a last day that is no working day."""

    at_least: int | None = None
    at_most: int | None = None
    unit: Unit
    roll: Literal["none", "next_working_day"] = "none"
    at_risk: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> "Window":
        if self.at_least is None and self.at_most is None:
            raise ValueError("写明 at_least 或 at_most / say at_least or at_most")
        if (self.at_least or 0) < 0 or (self.at_most or 0) < 0:
            raise ValueError("期限不得为负 / a window is not negative")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError("at_least 大于 at_most / at_least is more than at_most")
        if self.roll != "none" and self.unit not in ("calendar_days", "months", "working_days"):
            raise ValueError("roll 只用于以日、月计的期限 / roll is for days and months")
        return self

    @property
    def warns_at(self) -> int:
        """How near the last day an open duty counts as at risk: three days, or 24 hours, unless the card says."""
        if self.at_risk is not None:
            return self.at_risk
        return {"seconds": 86_400, "minutes": 1_440, "hours": 24}.get(self.unit, 3)


class Suspension(_Strict):
    """Days that do not count: from a start event to its end event; `needs` a column of the start to be filled."""

    start: Names
    end: Names
    needs: str | None = None


class Extension(_Strict):
    """More time, in the window's unit, once this happened on or before the day that would have been the last."""

    activity: Names
    at_most: int = Field(ge=0)
    needs: str | None = None


class Column(_Strict):
    """A column that tells when a case is closed: filled, or one of these values."""

    column: str
    in_: tuple[Any, ...] | None = Field(default=None, alias="in")


class Constraint(_Strict):
    """What one card asks of a process. `activation` is the event that is judged, `target` the other."""

    process: str | None = None
    activation: Names = ()
    target: Names = ()
    activities: tuple[Names, ...] = ()
    n: int | None = Field(default=None, ge=0)
    minimum: int | None = Field(default=None, ge=1)
    where_activation: tuple[Condition, ...] = ()
    where_target: tuple[Condition, ...] = ()
    same: Names = ()
    different: Names = ()
    compatible: Names = ()
    per: Names = ()
    within: Window | None = None
    until: Names = ()
    until_at_most: int | None = Field(default=None, ge=0)
    unless_before: Names = ()
    needs: Names = ()
    suspended: tuple[Suspension, ...] = ()
    extension: Extension | None = None
    closed_by: Annotated[tuple[str, ...] | Column, BeforeValidator(_listed)] = ()
    column: str = "resource"

    @property
    def names_all(self) -> bool:
        """Whether the steps of the card are compared by the persons who did them, the second ones among them."""
        return bool(self.activities) and self.column == "resource"

    def activities_named(self) -> set[str]:
        """Every activity that the card speaks of."""
        names = {*self.activation, *self.target, *self.until, *self.unless_before, *self.needs}
        names |= {name for entry in self.activities for name in entry}
        names |= {name for pause in self.suspended for name in (*pause.start, *pause.end)}
        if self.extension:
            names |= {*self.extension.activity}
        return names if isinstance(self.closed_by, Column) else names | {*self.closed_by}

    def columns(self) -> set[str]:
        """Columns of the event that the card reads, besides activity and time."""
        names = {*self.same, *self.different, *self.compatible, *self.per}
        for condition in (*self.where_activation, *self.where_target):
            names |= condition.columns()
        names |= {pause.needs for pause in self.suspended if pause.needs}
        if self.extension and self.extension.needs:
            names.add(self.extension.needs)
        if self.activities or self.minimum is not None:
            names |= {self.column} | ({"officers"} if self.minimum is not None else set())
            names |= {SECOND} if self.names_all else set()
        if isinstance(self.closed_by, Column):
            names.add(self.closed_by.column)
        return names


@dataclass(frozen=True)
class Half:
    """One direction of a binary template.

    `side`: where the other event must lie; `step`: any such event, one before the next activation, or the very next.
    `negated`: a match is the violation. `swapped`: activation and target change places.
    """

    side: Side
    step: Step = "some"
    negated: bool = False
    swapped: bool = False
    counted: bool = False


@dataclass(frozen=True)
class Template:
    """How a check of a process is judged: by halves, or for unary templates by the events of the whole case."""

    kind: Literal["binary", "count", "place", "choice", "persons", "officers"]
    halves: tuple[Half, ...] = ()
    needs: tuple[str, ...] = ("activation",)
    compare: (
        Literal["at_least", "less_than", "exactly", "either", "one", "distinct", "alike"] | None
    ) = None
    place: Literal["first", "last"] | None = None
    n: int | None = None


_COMMON = ("process", "activation", "where_activation", "per", "needs", "closed_by")
_TIMED = ("within", "suspended", "extension", "until_at_most")
_WORDS = {
    "process": (str, Text("只看这个过程的事件", "only events of this process")),
    "activation": (list, Text("被判断的环节", "the activity that is judged")),
    "target": (list, Text("对应的另一环节", "the other activity")),
    "activities": (
        list,
        Text(
            "须由不同（相同）的人办理的环节",
            "activities to be done by different (the same) persons",
        ),
    ),
    "n": (int, Text("次数", "how many times")),
    "minimum": (int, Text("至少几人", "at least how many persons")),
    "where_activation": (list, Text("被判断的事件须满足", "conditions on the judged event")),
    "where_target": (list, Text("另一事件须满足", "conditions on the other event")),
    "same": (list, Text("两个事件须相同的列", "columns equal on both events")),
    "different": (list, Text("两个事件须不同的列", "columns that must differ")),
    "compatible": (
        list,
        Text(
            "两个事件都填了的，须相同的列（空的不区分）",
            "columns that must agree where both events fill them; an empty one speaks for all",
        ),
    ),
    "per": (list, Text("在办件内再按这些列分别判断", "judged inside case × these columns")),
    "within": (dict, Text("期限", "window")),
    "until": (list, Text("发生其一则义务终止", "the obligation ends when one of these happens")),
    "until_at_most": (
        int,
        Text(
            "义务终止须发生在几个期限单位之内",
            "the ending counts only within this many units of the window",
        ),
    ),
    "unless_before": (
        list,
        Text(
            "甲之前已有其一的，不再要求；与甲的对应和条件同乙",
            "not asked where one of these happened before, agreeing and meeting conditions as the other event would",
        ),
    ),
    "needs": (
        list,
        Text(
            "来源须能记载的环节，记载不了的不下结论",
            "activities the sources must be able to carry; otherwise no breach is told",
        ),
    ),
    "suspended": (list, Text("不计入期限的期间", "time that does not count")),
    "extension": (dict, Text("经批准延长", "more time once approved")),
    "column": (str, Text("记载经办人的列", "the column that names the person")),
    "closed_by": (list, Text("办件何时算办结", "what closes a case")),
}


def words(*names: str, required: tuple[str, ...] = ("activation",)) -> dict[str, Param]:
    """Params of a process check: the common words and those in `names`."""
    chosen = dict.fromkeys((*_COMMON, *names))
    if "within" in chosen:
        chosen.update(dict.fromkeys(_TIMED))
    return {
        name: Param(_WORDS[name][0], _WORDS[name][1], required=name in required) for name in chosen
    }


BINARY = words(
    "target",
    "where_target",
    "same",
    "different",
    "compatible",
    "within",
    "until",
    required=("activation", "target"),
)
"""Words of every template that speaks of two events."""

RESPONSE = words("unless_before", required=()) | BINARY
"""The same of templates by which something must follow: it may have happened before."""

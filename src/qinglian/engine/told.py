"""What a process signal says in words: which events, how far apart, and what was asked."""

from dataclasses import dataclass

from qinglian.engine.backends.duckdb import literal
from qinglian.model.activity import activity_name
from qinglian.model.process import Constraint, Half, Template, Window
from qinglian.model.text import Text
from qinglian.model.wording import APART, UNITS

PER_UNIT = {"seconds": 1, "minutes": 60, "hours": 3600}


@dataclass(frozen=True)
class Sentences:
    """SQL texts, in both languages, for a row with `judged` (label and day) and perhaps `other`.

    `alone` is said where no other event is known, `pair` where one is. Placeholders `{a}` and `{b}` stand for the two
    events with their days, `{gap}` for the distance.
    """

    alone: Text
    pair: Text


def sentences(constraint: Constraint, template: Template, half_no: int) -> Sentences:
    """The sentences of one half of a card."""
    if template.kind == "binary":
        half = template.halves[half_no]
        other = constraint.activation if half.swapped else constraint.target
        return _binary(constraint, half, _names(constraint, other))
    names = _names(constraint, constraint.activation)
    if template.kind == "count":
        asked = _times(template, constraint.n or template.n or 0)
        alone = Text(
            f"{names.zh}发生 {{n}} 次，应{asked.zh}",
            f"{names.en} happened {{n}} times, asked: {asked.en}",
        )
        return Sentences(alone, alone)
    if template.kind == "place":
        where = Text("首个", "first") if template.place == "first" else Text("最后一个", "last")
        alone = Text(
            f"{where.zh}环节是{{a}}，应为{names.zh}",
            f"the {where.en} step is {{a}}, asked: {names.en}",
        )
        return Sentences(alone, alone)
    if template.kind == "choice":
        target = _names(constraint, constraint.target)
        return Sentences(
            Text(
                f"{names.zh}与{target.zh}均未发生", f"neither {names.en} nor {target.en} happened"
            ),
            Text("{a}与{b}同时存在", "both {a} and {b} happened"),
        )
    if template.kind == "officers":
        few = Text(
            f"{{a}}参加人数少于 {constraint.minimum} 人",
            f"fewer than {constraint.minimum} officers at {{a}}",
        )
        return Sentences(few, few)
    same = template.compare == "distinct"
    said = Text(
        "{a}与此前另一环节由" + ("同一人" if same else "不同的人") + "办理",
        "{a} was done by "
        + ("the same person" if same else "another person")
        + " as an earlier step",
    )
    return Sentences(said, said)


def _binary(c: Constraint, half: Half, other: Text) -> Sentences:
    limit = _limit(c.within)
    if half.negated:
        place = {
            "after": Text("之后", "after"), "before": Text("之前", "before"), "any": Text("同案", "in the case of")
        }[half.side]  # fmt: skip
        said = Text(f"{{a}}{place.zh}出现了{{b}}", f"{{b}} {place.en} {{a}}")
        return Sentences(said, said)
    if half.counted:
        said = Text(f"{{a}}没有与之对应的{other.zh}", f"no {other.en} of its own before {{a}}")
        return Sentences(said, said)
    none = {
        "after": Text(f"{{a}}之后没有{other.zh}", f"no {other.en} after {{a}}"),
        "before": Text(f"{{a}}之前没有{other.zh}", f"no {other.en} before {{a}}"),
        "any": Text(f"有{{a}}而没有{other.zh}", f"{{a}} without {other.en}"),
    }[half.side]
    if half.step == "chain":
        near = (
            Text("紧接着", "directly ") if half.side == "after" else Text("紧挨着之前", "directly ")
        )
        none = Text(
            f"{{a}}{near.zh}不是{other.zh}", f"{other.en} does not stand {near.en}{half.side} {{a}}"
        )
    alone = Text(f"{none.zh}{limit.zh}", f"{none.en}{limit.en}")
    order = (
        ("{a}到{b}", "from {a} to {b}") if half.side == "after" else ("{b}到{a}", "from {b} to {a}")
    )
    if c.within is None:
        return Sentences(alone, alone)
    pair = Text(f"{order[0]}{{gap}}{limit.zh}", f"{order[1]}: {{gap}}{limit.en}")
    return Sentences(alone, pair)


def _limit(window: Window | None) -> Text:
    if window is None:
        return Text("", "")
    unit = UNITS[window.unit]
    if window.at_least and window.at_most is not None:
        return Text(
            f"，应为 {window.at_least} 至 {window.at_most} {unit.zh}",
            f", asked: {window.at_least} to {window.at_most} {unit.en}",
        )
    if window.at_most is not None:
        return Text(
            f"，应不超过 {window.at_most} {unit.zh}", f", asked: at most {window.at_most} {unit.en}"
        )
    return Text(
        f"，应不少于 {window.at_least} {unit.zh}", f", asked: at least {window.at_least} {unit.en}"
    )


def _times(template: Template, n: int) -> Text:
    if template.compare == "at_least":
        return Text(f"不少于 {n} 次", f"at least {n}")
    if template.compare == "exactly":
        return Text(f"为 {n} 次", f"exactly {n}")
    return Text("不发生", "none") if n == 1 else Text(f"少于 {n} 次", f"fewer than {n}")


def _names(c: Constraint, names: tuple[str, ...]) -> Text:
    said = [activity_name(c.process, name) for name in names[:4]]
    more = Text("等", " …") if len(names) > 4 else Text("", "")
    return Text("或".join(x.zh for x in said) + more.zh, " or ".join(x.en for x in said) + more.en)


def gap(window: Window | None) -> Text:
    """SQL for the distance between the events `a` and `b` of a row, with its unit."""
    unit = window.unit if window else "calendar_days"
    if unit in PER_UNIT:
        number = f"abs(date_diff('second', a_at, b_at)) // {PER_UNIT[unit]}"
    elif unit == "working_days":
        number = "abs(b_wd - a_wd)"
    else:
        unit, number = "calendar_days", "abs(b_day - a_day)"
    said = UNITS[unit]
    text = f"coalesce(({number})::varchar, '？')"
    return Text(
        f"{literal(APART.zh)} || {text} || {literal(' ' + said.zh)}",
        f"{text} || {literal(' ' + said.en)}",
    )

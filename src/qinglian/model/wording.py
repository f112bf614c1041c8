"""
一张过程规则卡问什么，用一句话说出来。What a process card asks, as one sentence in plain words.

Steps, columns and codes are named as the dictionary names them; a step that it does not have stays as it is written.
"""

import re
from collections.abc import Iterable

from qinglian.model.activity import activity_name
from qinglian.model.process import Constraint, Extension, Half, Suspension, Template, Window
from qinglian.model.restrictions import column_name, either, restrictions
from qinglian.model.text import Text

UNITS = {
    "seconds": Text("秒", "seconds"),
    "minutes": Text("分钟", "minutes"),
    "hours": Text("小时", "hours"),
    "calendar_days": Text("日", "calendar days"),
    "working_days": Text("个工作日", "working days"),
    "months": Text("个月", "months"),
}
APART = Text("相隔 ", "")
"""Stands before the distance that the text of a signal tells."""
_DISTANCE = Text(
    rf"{APART.zh}(\d+ (?:{'|'.join(unit.zh for unit in UNITS.values())}))(，应[^；]*)?",
    rf": (\d+ (?:{'|'.join(unit.en for unit in UNITS.values())}))(, asked: [^;]*)?",
)


def asked(constraint: Constraint, template: Template) -> Text:
    """The sentence, without a full stop: what should be, of which cases, how time is counted, what ends the duty."""
    main = _main(constraint, template)
    notes = [*restrictions(constraint), *_counting(constraint), *_ending(constraint, template)]
    return Text(
        "；".join(part.zh for part in (main, *notes)), "; ".join(part.en for part in (main, *notes))
    )


def found(said: Text, *, limit: bool = False) -> Text | None:
    """The distance between two events that the text of a signal tells, where it tells one; also what it was held to."""
    zh, en = re.search(_DISTANCE.zh, said.zh), re.search(_DISTANCE.en, said.en)
    if zh is None or en is None:
        return None
    held = Text(zh[2] or "", en[2] or "") if limit else Text("", "")
    return Text(f"实际{APART.zh}{zh[1]}{held.zh}", f"found: {en[1]}{held.en}")


def steps(c: Constraint, names: Iterable[str]) -> Text:
    """One of these steps, by name."""
    said = [activity_name(c.process, name) for name in names]
    return either([Text(f"“{name.zh}”", f"“{name.en}”") for name in said])


def amount(number: int, unit: str) -> Text:
    """A number of units: `20 个工作日`, `1 month`."""
    said = UNITS[unit]
    return Text(f"{number} {said.zh}", f"{number} {said.en[:-1] if number == 1 else said.en}")


def _main(c: Constraint, template: Template) -> Text:
    if template.kind == "binary":
        halves = [_half(c, half) for half in template.halves]
        return Text("；并且".join(h.zh for h in halves), "; and ".join(h.en for h in halves))
    if template.kind == "persons":
        groups = [steps(c, names) for names in c.activities]
        same = template.compare == "distinct"
        zh = "与".join(group.zh for group in groups)
        en = " and ".join(group.en for group in groups)
        return Text(
            f"{zh}{'不应当' if same else '应当'}由同一人办理",
            f"{en} should {'not ' if same else ''}be done by one person",
        )
    a = steps(c, c.activation)
    if template.kind == "officers":
        return Text(
            f"{a.zh}应当至少有 {c.minimum} 人参加",
            f"at least {c.minimum} officers should take part in {a.en}",
        )
    if template.kind == "place":
        first = template.place == "first"
        return Text(
            f"{'首个' if first else '最后一个'}环节应当是{a.zh}",
            f"the {'first' if first else 'last'} step should be {a.en}",
        )
    if template.kind == "choice":
        b = steps(c, c.target)
        only = template.compare == "one"
        return Text(
            f"{a.zh}与{b.zh}应当{'有且只有其一' if only else '至少有其一'}",
            f"{'exactly' if only else 'at least'} one of {a.en} and {b.en} should happen",
        )
    return _count(c, template, a)


def _count(c: Constraint, template: Template, a: Text) -> Text:
    n = c.n if c.n is not None else template.n or 0
    near = Text("", "")
    if c.within:
        limit = _limits(c.within)
        near = Text(f"（自首个环节起{limit.zh}）", f" (counted {limit.en} from the first step)")
    if template.compare == "less_than":
        if n <= 1:
            return Text(f"不应当有{a.zh}{near.zh}", f"there should be no {a.en}{near.en}")
        return Text(
            f"{a.zh}至多 {n - 1} 次{near.zh}",
            f"{a.en} should happen at most {_times(n - 1)}{near.en}",
        )
    exactly = template.compare == "exactly"
    return Text(
        f"{a.zh}应当{'恰好' if exactly else '至少'}有 {n} 次{near.zh}",
        f"{a.en} should happen {'exactly' if exactly else 'at least'} {_times(n)}{near.en}",
    )


def _times(n: int) -> str:
    return "once" if n == 1 else "twice" if n == 2 else f"{n} times"


def _half(c: Constraint, half: Half) -> Text:
    judged, other = (c.target, c.activation) if half.swapped else (c.activation, c.target)
    a, b = steps(c, judged), steps(c, other)
    no, not_ = ("不应当", "should not") if half.negated else ("应当", "should")
    if half.counted:
        return Text(
            f"每一次{a.zh}之前{no}各有一次{b.zh}与之对应",
            f"each {a.en} {not_} have a {b.en} of its own before it",
        )
    if half.step == "chain":
        near = (
            Text(f"紧接在{a.zh}之后", f"directly after {a.en}")
            if half.side == "after"
            else Text(f"紧挨在{a.zh}之前", f"directly before {a.en}")
        )
        return _apart(c, Text(f"{near.zh}的{no}是{b.zh}", f"the step {near.en} {not_} be {b.en}"))
    if half.side == "any":
        return _apart(
            c, Text(f"有{a.zh}的，同一办件中{no}有{b.zh}", f"a case with {a.en} {not_} have {b.en}")
        )
    after = half.side == "after"
    place = Text(f"{a.zh}之{'后' if after else '前'}", f"{half.side} {a.en}")
    if half.step == "alternate":
        between = (
            Text(f"、下一次{a.zh}之前", f" and before the next {a.en}")
            if after
            else Text(f"、上一次{a.zh}之后", f" and after the previous {a.en}")
        )
        place = Text(place.zh + between.zh, place.en + between.en)
    there = "there should be no" if half.negated else "there should be"
    if (
        c.within
        and c.within.at_most is not None
        and not c.within.at_least
        and (after or half.negated)
    ):
        limit = amount(c.within.at_most, c.within.unit)
        return Text(
            f"{place.zh}{no}在 {limit.zh}内有{b.zh}", f"within {limit.en} {place.en} {there} {b.en}"
        )
    return _apart(c, Text(f"{place.zh}{no}有{b.zh}", f"{place.en} {there} {b.en}"))


def _apart(c: Constraint, said: Text) -> Text:
    if c.within is None:
        return said
    limit = _limits(c.within)
    return Text(f"{said.zh}，相隔{limit.zh}", f"{said.en}, {limit.en} apart")


def _limits(window: Window) -> Text:
    least, most = window.at_least, window.at_most
    unit = UNITS[window.unit]
    if least and most is not None:
        return Text(f" {least} 至 {most} {unit.zh}", f"{least} to {most} {unit.en}")
    if most is not None:
        limit = amount(most, window.unit)
        return Text(f"不超过 {limit.zh}", f"at most {limit.en}")
    limit = amount(least or 0, window.unit)
    return Text(f"不少于 {limit.zh}", f"at least {limit.en}")


def _counting(c: Constraint) -> Iterable[Text]:
    """How time is counted: rolled, stopped, extended."""
    window = c.within
    if window is None:
        return
    if window.roll != "none" and window.at_most is not None:
        yield Text(
            "末日不是工作日的，顺延到下一个工作日", "a last day that is no working day moves to the next one"
        )  # fmt: skip
    stops: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Suspension]] = {}
    for pause in c.suspended:
        stops.setdefault((pause.start, pause.end), []).append(pause)
    for (start, end), pauses in stops.items():
        a, b = steps(c, start), steps(c, end)
        paper = _paper(c, [pause.needs for pause in pauses])
        yield Text(
            f"从{a.zh}到{b.zh}的期间{paper.zh}不计入",
            f"time from {a.en} to {b.en}{paper.en} does not count",
        )
    if c.extension:
        yield _extended(c, c.extension, window)


def _extended(c: Constraint, extension: Extension, window: Window) -> Text:
    a, more = steps(c, extension.activity), amount(extension.at_most, window.unit)
    paper = _paper(c, [extension.needs])
    return Text(
        f"期满前有{a.zh}{paper.zh}的，再加 {more.zh}", f"{a.en}{paper.en} before the last day adds {more.en}"
    )  # fmt: skip


def _paper(c: Constraint, needed: list[str | None]) -> Text:
    """The document without which a stop or an extension does not count."""
    names = [column_name(c.process, column) for column in needed if column]
    if len(names) < len(needed):
        return Text("", "")
    zh, en = (
        "或".join(f"“{name.zh}”" for name in names),
        " or ".join(f"“{name.en}”" for name in names),
    )
    return Text(f"（须填有{zh}）", f" (with {en} on record)")


def _ending(c: Constraint, template: Template) -> Iterable[Text]:
    """What ends the duty, and within which part of the case it is asked."""
    if c.until and any(half.negated for half in template.halves):
        a = steps(c, c.until)
        yield Text(f"其间有{a.zh}的，不受此限", f"unless {a.en} happened in between")
    elif c.until:
        a = steps(c, c.until)
        in_time = Text("", "")
        if c.until_at_most is not None and c.within:
            limit = amount(c.until_at_most, c.within.unit)
            in_time = Text(f"在 {limit.zh}内", f" within {limit.en}")
        yield Text(
            f"此前{in_time.zh}有{a.zh}的，不再要求", f"not asked once {a.en} happened{in_time.en}"
        )
    if c.unless_before:
        a, b = steps(c, c.activation), steps(c, c.unless_before)
        yield Text(
            f"{a.zh}之前已有{b.zh}的，不再要求", f"not asked where {b.en} happened before {a.en}"
        )
    for columns, zh, en in ((c.same, "相同", "the same"), (c.different, "不同", "different")):
        for column in columns:
            name = column_name(c.process, column)
            yield Text(f"两者的“{name.zh}”须{zh}", f"“{name.en}” must be {en} on both")
    if c.compatible:
        names = [column_name(c.process, column) for column in c.compatible]
        yield Text(
            f"两者的{''.join(f'“{name.zh}”' for name in names)}，都填了的须相同",
            f"{' and '.join(f'“{name.en}”' for name in names)} must agree where both steps have it",
        )
    if c.per:
        names = [column_name(c.process, column) for column in c.per]
        yield Text(
            f"按{'、'.join(f'“{name.zh}”' for name in names)}分别判断",
            f"judged by {', '.join(f'“{name.en}”' for name in names)}",
        )

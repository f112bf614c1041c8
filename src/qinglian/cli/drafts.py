"""
起草规则卡与案例。Drafts of a card and its cases, that pass as they stand.

For a process check the cases follow from its template. For a formula, card and cases are those of the first rule of
the project that asks it: change them into your own.
"""

import re
from pathlib import Path
from textwrap import indent

from qinglian.engine.cases import case_file
from qinglian.engine.catalog import HOME, catalog
from qinglian.engine.catalog import check as find_check
from qinglian.model.check import Check, Param
from qinglian.model.process import Template
from qinglian.model.rule import Rule

JUDGED, OTHER = "受理", "决定"
EXAMPLES = {
    "activation": JUDGED,
    "target": OTHER,
    "activities": f"[{JUDGED}, {OTHER}]",
    "n": "1",
    "minimum": "2",
    "within": "{at_most: 20, unit: working_days}",
}
EMPTY = {int: "1", float: "1.0", bool: "true", list: "[]", dict: "{}"}
FIRST, SAME_WEEK, LAST_DAY, DAY_AFTER = "2024-03-01", "2024-03-04", "2024-03-29", "2024-04-01"
"""The twentieth working day after the first of March 2024 is the 29th."""
HINT = "# 再写本规则自己的合规情形。Add the lawful explanation that is this rule's own.\n"


def rule_files(
    check_name: str, rule_id: str, name: str, folder: Path, pack: str
) -> dict[Path, str]:
    """Card, cases and, for a new pack, its `pack.yaml`."""
    check = find_check(check_name)
    model = None if check.is_process else _model(check)
    return {
        folder / "pack.yaml": f"name: {pack}\ntitle: {{zh: 我的规则包, en: My pack}}\n",
        folder / f"{name}.yaml": _card(check, rule_id, model),
        folder / "cases" / f"{name}.yaml": _cases(check, model) + HINT,
    }


def _model(check: Check) -> Rule | None:
    """The first rule of the project that asks this check, to draft from."""
    rules = (rule for rule in catalog().rules if rule.path.is_relative_to(HOME))
    return next((rule for rule in rules if rule.card.check == check.id), None)


def _card(check: Check, rule_id: str, model: Rule | None) -> str:
    return (
        f"id: {rule_id}\n"
        f"check: {check.id}    # {check.title.zh} {check.title.en}\n"
        "name: {zh: 一句话说出疑点, en: Say the lead in one line}\n"
        "status: draft    # draft, trial, stable, retired\n"
        "basis:\n"
        "  - {title: 法律名称 第某条, in_force: 2020-01-01}\n"
        f"{_params(check, model)}"
        "severity: yellow    # red, orange, yellow, blue\n"
        "exceptions:\n"
        "  - {id: lawful, zh: 什么情形下合规, en: When it is lawful}\n"
        "meaning:\n"
        "  zh: 它提示什么，先核对什么。\n"
        "  en: What it may mean, and what to read first.\n"
    )


def _params(check: Check, model: Rule | None) -> str:
    if model is not None:
        found = re.search(r"^params:.*\n(?:[ #].*\n|\n)*", model.path.read_text("utf-8"), re.M)
        return (
            f"# 数值照 {model.id}，改成自己的 as in {model.id}: make them yours\n{found[0]}"
            if found
            else ""
        )
    lines = [_line(name, param, check) for name, param in check.params.items()]
    # What is asked for comes first, what may be added after it.
    lines.sort(key=lambda line: line.startswith("#"))
    return "params:    # 不用的行删去 delete the lines you do not need\n" + indent(
        "".join(lines), "  "
    )


def _line(name: str, param: Param, check: Check) -> str:
    said = f"{param.text.zh} {param.text.en}"
    timed = name == "within" and check.template and check.template.kind == "binary"
    if not (param.required or timed):
        return f"# {name}:    {said}\n"
    return f"{name}: {EXAMPLES.get(name) or EMPTY.get(param.type, '…')}    # {said}\n"


def _cases(check: Check, model: Rule | None) -> str:
    if check.template is not None:
        return "".join(_of_template(check.template))
    if model is not None and case_file(model).exists():
        return case_file(model).read_text("utf-8").rstrip() + "\n"
    tables = "\n".join(
        f"#   {name}: [{{{', '.join(f'{column}: …' for column in columns)}}}]"
        for name, columns in check.reads.items()
    )
    return (
        "# 每个案例写作 each case is written:\n# - name: 怎么样，提示\n#   as_of: 2024-06-30\n"
        f"{tables}\n#   expect: [{{{check.key[0]}: …, flagged: true}}]\n[]\n"
    )


def _of_template(template: Template) -> list[str]:
    """Cases that flag, that do not, and that cannot tell, for one template."""
    judged, other = (JUDGED, FIRST), (OTHER, SAME_WEEK)
    match template.kind:
        case "binary":
            return _binary(template)
        case "count" if template.compare == "at_least":
            found = [
                _case("有一次，不提示", [judged], False),
                _case("一次也没有，提示", [other], True),
            ]
        case "count" if template.compare == "exactly":
            twice = [judged, (JUDGED, SAME_WEEK)]
            found = [_case("恰有一次，不提示", [judged], False), _case("有两次，提示", twice, True)]
        case "count":
            found = [
                _case("没有发生，不提示", [other], False),
                _case("发生一次，提示", [judged], True),
            ]
        case "place":
            rows = (
                [judged, other]
                if template.place == "first"
                else [(OTHER, FIRST), (JUDGED, SAME_WEEK)]
            )
            turned = [(name, day) for (name, _), (_, day) in zip(reversed(rows), rows, strict=True)]
            found = [
                _case("次序如所求，不提示", rows, False),
                _case("次序颠倒，提示", turned, True),
            ]
        case "choice":
            both = [judged, other]
            found = [
                _case("只有其一，不提示", [judged], False),
                _case("两者都没有，提示", [("收件", FIRST)], True),
                _case("两者都有", both, template.compare == "one"),
            ]
        case "persons":
            return _persons(template.compare == "distinct")
        case _:
            return _officers()
    return [*found, _case("来源记载不了受理，无从判断", [other], None, unrecorded=JUDGED)]


def _binary(template: Template) -> list[str]:
    half = template.halves[0]
    back = half.side == "before"

    def pair(day: str) -> list[tuple[str, str]]:
        return [(OTHER, FIRST), (JUDGED, day)] if back else [(JUDGED, FIRST), (OTHER, day)]

    alone = [(JUDGED, FIRST)]
    wrong = half.negated
    word = ("不提示", "提示")
    if half.counted:
        twice = [*pair(SAME_WEEK), (JUDGED, LAST_DAY)]
        return [
            _case("一次对一次，不提示", pair(SAME_WEEK), False),
            _case("两次受理，只有一次决定，提示", twice, True),
            _case("来源记载不了决定，无从判断", alone, None, unrecorded=OTHER),
        ]
    return [
        _case(f"相隔一个工作日，{word[wrong]}", pair(SAME_WEEK), wrong),
        _case(f"恰在第二十个工作日，{word[wrong]}", pair(LAST_DAY), wrong),
        _case(f"第二十一个工作日，{word[not wrong]}", pair(DAY_AFTER), not wrong),
        _case(f"只有受理，没有决定，{word[not wrong]}", alone, not wrong),
        _case("来源记载不了决定，无从判断", alone, None, unrecorded=OTHER),
    ]


def _persons(distinct: bool) -> list[str]:
    steps = [(JUDGED, FIRST), (OTHER, SAME_WEEK)]
    word = ("不提示", "提示")
    return [
        _case(f"同一人办理，{word[distinct]}", steps, distinct, resource=("甲", "甲")),
        _case(f"两人各办其一，{word[not distinct]}", steps, not distinct, resource=("甲", "乙")),
        _case("决定人没有记载，无从判断", steps, None, "resource", resource=("甲", "")),
    ]


def _officers() -> list[str]:
    step = [(JUDGED, FIRST)]
    return [
        _case("一人参加，提示", step, True, officers=(1,)),
        _case("恰好两人，不提示", step, False, officers=(2,)),
        _case("三人参加，不提示", step, False, officers=(3,)),
        _case("人数没有记载，只录一人，无从判断", step, None, "officers", resource=("甲",)),
    ]


def _case(
    name: str,
    steps: list[tuple[str, str]],
    flagged: bool | None,
    lacks: str = "",
    *,
    unrecorded: str = "",
    **columns: tuple[object, ...],
) -> str:
    """One case in the words of a case file."""
    lines = [f"- name: {name}", "  as_of: 2024-06-30", "  event:"]
    for place, (activity, day) in enumerate(steps):
        said = "".join(
            f", {column}: {values[place]}" for column, values in columns.items() if values[place]
        )
        lines.append(f"    - {{activity: {activity}, at: {day}{said}}}")
    missing = f", missing: [event.{lacks or unrecorded}]" if flagged is None else ""
    answer = {True: "true", False: "false", None: "null"}[flagged]
    if unrecorded:
        lines.append(f"  unrecorded: [{unrecorded}]")
    lines.append(f"  expect: [{{case_id: C, flagged: {answer}{missing}}}]")
    return "\n".join(lines) + "\n"

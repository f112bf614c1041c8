"""One page a pack: every rule with its law, numbers, needs, lawful explanations and cases."""

from collections.abc import Iterator
from typing import Any

import yaml

from qinglian.engine.cases import case_file
from qinglian.engine.catalog import HOME, Pack, catalog, check
from qinglian.engine.params import is_dated
from qinglian.model.check import Check
from qinglian.model.rule import Rule
from qinglian.model.table import tables

LEVELS = {"red": "红 red", "orange": "橙 orange", "yellow": "黄 yellow", "blue": "蓝 blue"}
STATES = {
    "draft": "草案 draft",
    "trial": "试行 trial",
    "stable": "稳定 stable",
    "retired": "停用 retired",
}


def pages() -> dict[str, str]:
    """The index and a page for each pack of the project."""
    known = catalog()
    packs = [pack for pack in known.packs.values() if pack.folder.is_relative_to(HOME)]
    found = {"rules/index.md": "\n".join(_index(packs, known.rules)) + "\n"}
    for pack in packs:
        rules = [rule for rule in known.rules if rule.pack == pack.name]
        found[f"rules/{pack.name}.md"] = "\n".join(_pack(pack, rules)) + "\n"
    return found


def _index(packs: list[Pack], rules: list[Rule]) -> Iterator[str]:
    yield "# 规则目录 Rules\n"
    yield "由规则卡生成，请改规则卡，不改本页。Generated from the cards: change the cards, not this page.\n"
    yield "每条规则的依据、数据、案例与实测：[规则质量](quality.md)。Law, data, cases: [rule quality](quality.md).\n"
    yield "| 规则包 pack | 规则数 rules | 稳定 stable | 试行 trial | 草案 draft | 案例 cases |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for pack in packs:
        own = [rule for rule in rules if rule.pack == pack.name]
        count = {status: sum(rule.card.status == status for rule in own) for status in STATES}
        yield (
            f"| [{pack.title.zh} {pack.title.en}]({pack.name}.md) | {len(own)} | {count['stable']} | "
            f"{count['trial']} | {count['draft']} | {sum(len(_cases(rule)) for rule in own)} |"
        )
    yield ""


def _pack(pack: Pack, rules: list[Rule]) -> Iterator[str]:
    yield f"# {pack.title.zh} · {pack.title.en}\n"
    yield f"规则包 `{pack.name}`，由规则卡生成。Pack `{pack.name}`, generated from its cards.\n"
    yield "| 编号 id | 规则 rule | 级别 level | 状态 status |"
    yield "| --- | --- | --- | --- |"
    for rule in rules:
        card = rule.card
        name = f"{card.name.zh} {card.name.en}"
        yield f"| [{rule.id}](#{rule.id.lower()}) | {name} | {LEVELS[card.severity]} | {STATES[card.status]} |"
    yield ""
    for rule in rules:
        yield from _rule(rule, check(rule.card.check))


def _rule(rule: Rule, asked: Check) -> Iterator[str]:
    card = rule.card
    yield f'<a id="{rule.id.lower()}"></a>\n'
    yield f"## {rule.id} {card.name.zh}\n"
    yield f"{card.name.en}. {LEVELS[card.severity]} · {STATES[card.status]} · `{rule.name}` · `{card.check}`\n"
    if card.meaning:
        yield f"{card.meaning.zh}\n\n{card.meaning.en}\n"
    if card.basis:
        yield "**依据 Basis**\n"
        for basis in card.basis:
            since = f"，{basis.in_force} 起施行 in force" if basis.in_force else ""
            until = f"，至 until {basis.until}" if basis.until else ""
            yield f"- {basis.title}{since}{until}"
        yield ""
    if card.params:
        yield "**参数 Parameters**\n"
        for name, value in card.params.items():
            yield from _param(name, value, asked)
        yield ""
    yield "**所需数据 Data needed**\n"
    for name, columns in asked.needs.items():
        spec = tables()[name]
        yield f"- [{spec.title.zh}](../tables/{name}.md) `{name}`：{', '.join(f'`{c}`' for c in columns)}"
    yield ""
    if card.exceptions:
        yield "**合规情形 Lawful explanations**\n"
        for item in card.exceptions:
            yield f"- {item.zh} {item.en}"
        yield ""
    cases = _cases(rule)
    if cases:
        yield "**案例 Cases**\n"
        for case in cases:
            yield f"- {case['name']}"
        yield ""


def _param(name: str, value: Any, asked: Check) -> Iterator[str]:
    said = asked.params[name].text
    label = f"`{name}` {said.zh}" if name in asked.params else f"`{name}`"
    if not is_dated(value):
        yield f"- {label}：{_shown(value)}"
        return
    yield f"- {label}："
    for item in value:
        basis = f"（{item['basis']}）" if item.get("basis") else ""
        yield f"  - {item['from']} 起 from：{_shown(item['value'])}{basis}"


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000)
        return f"`{text.strip()}`"
    return f"`{value}`"


def _cases(rule: Rule) -> list[dict[str, Any]]:
    path = case_file(rule)
    return yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) or [] if path.exists() else []

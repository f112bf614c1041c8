"""The page on rule quality: law, needs and cases of every rule, how often it fires, and what it cannot see."""

from collections.abc import Iterator
from typing import Any

import yaml

from qinglian.engine.cases import case_file
from qinglian.engine.catalog import HOME, Pack, catalog, check
from qinglian.model.rule import Rule
from qinglian.model.table import tables
from qinglian.pages.rules import STATES

FIRED = HOME.parents[2] / "docs" / "rules" / "fired.yaml"
LAWLESS = ("OCP 红旗目录", "Cardinal", "CRI", "SASU")
"""Bases that are no law: catalogues of indicators."""
MANAGED = "清廉建设方案的管理线索"
"""How a card says that it is a lead of the programme's own management, and no law."""


def pages() -> dict[str, str]:
    """`rules/quality.md`."""
    known = catalog()
    packs = [pack for pack in known.packs.values() if pack.folder.is_relative_to(HOME)]
    return {"rules/quality.md": "\n".join(_page(packs, known.rules)) + "\n"}


def _page(packs: list[Pack], rules: list[Rule]) -> Iterator[str]:
    fired = _fired()
    yield "# 规则质量 Rule quality\n"
    yield (
        "由规则卡、案例和实测数字生成。每条规则：依据是否核对、需要什么数据、有几个案例、在真实数据上问了多少、断了多少、提示多少，以及它看不见什么。"
        "提示多不等于规则好，提示少也不等于数据清白。\n"
    )
    yield (
        "*Generated from cards, cases and measured numbers: whether the law was checked, what data each rule needs, "
        "how many cases it has, how often it was asked, decided and flagged on real data, and what it cannot see. "
        "Many flags do not make a good rule, and few do not make clean data.*\n"
    )
    yield from _data_sets(fired)
    for pack in packs:
        own = [rule for rule in rules if rule.pack == pack.name]
        yield f"## {pack.title.zh} · {pack.title.en}\n"
        yield (
            "| 规则 rule | 依据 law | 案例 cases | 需要 needs "
            "| 真实数据：提示／已断／所问 real data: flagged / decided / asked | 看不见 cannot see |"
        )
        yield "| --- | --- | ---: | --- | --- | --- |"
        for rule in own:
            yield _row(rule, fired["rules"].get(rule.id, {}))
        yield ""


def _data_sets(fired: dict[str, Any]) -> Iterator[str]:
    if not fired["sets"]:
        return
    yield f"真实数据（{fired['as_of']} 问）Real data, asked as of that day:\n"
    for name, said in fired["sets"].items():
        yield f"- `{name}`：{said['zh']}。{said['en']}."
    yield ""
    yield (
        "中国法规的规则包还没有可以公开使用的真实台账；在虚构的县里有多准，用 `qinglian measure` 量。"
        "*For the packs on Chinese law no real ledgers may be used openly yet; how right they are in a fictional "
        "county, `qinglian measure` tells.*\n"
    )


def _row(rule: Rule, fired: dict[str, Any]) -> str:
    asked = check(rule.card.check)
    needs = "；".join(tables()[name].title.zh for name in asked.needs)
    cells = [
        f"[{rule.id}]({rule.pack}.md#{rule.id.lower()}) {rule.card.name.zh} {rule.card.name.en}",
        _law(rule),
        str(_cases(rule)),
        f"{needs} ({', '.join(asked.needs)})",
        "<br>".join(_numbers(name, said) for name, said in fired.items()) or "–",
        "<br>".join(dict.fromkeys(_unseen(said) for said in fired.values() if "lacks" in said)) or _blind(rule),
    ]  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _law(rule: Rule) -> str:
    """Whether the card rests on law, and how far that was checked."""
    titles = [item.title for item in rule.card.basis]
    kind = (
        "红旗目录 catalogue"
        if all(title.startswith(LAWLESS) for title in titles)
        else "管理线索 management"
        if any(title.startswith(MANAGED) for title in titles)
        else "法条 law" if rule.card.status != "draft" else "待核 to be checked"
    )  # fmt: skip
    return f"{kind} · {STATES[rule.card.status]}"


def _numbers(name: str, said: dict[str, Any]) -> str:
    decided = said["decided"]
    share = f" ({said['flagged'] / decided:.1%})" if decided else ""
    return f"`{name}` {said['flagged']:,} / {decided:,} / {said['asked']:,}{share}"


def _unseen(said: dict[str, Any]) -> str:
    left = said["asked"] - said["decided"]
    return f"{said['lacks']['zh']} {said['lacks']['en']} ({left:,})"


def _blind(rule: Rule) -> str:
    """What the rule is blind to whatever the data: subjects whose decisive columns are empty."""
    asked = check(rule.card.check)
    if asked.is_process:
        return "台账不记的环节 steps the ledger does not record"
    names = [
        f"{tables()[name].title.zh}"
        for name, columns in asked.decisive.items()
        if any(not {*one_of} <= {*tables()[name].key} for one_of in columns)
    ]
    return f"{'、'.join(names)}所缺的列 columns not filled" if names else "–"


def _cases(rule: Rule) -> int:
    path = case_file(rule)
    return len(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) or []) if path.exists() else 0


def _fired() -> dict[str, Any]:
    if not FIRED.exists():
        return {"as_of": None, "sets": {}, "rules": {}}
    body: dict[str, Any] = yaml.load(FIRED.read_bytes(), Loader=yaml.CSafeLoader)
    return body

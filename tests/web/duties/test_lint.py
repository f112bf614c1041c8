"""What an item lacks: rules of wording against items labelled by hand. 事项的毛病。"""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from qinglian.web.duties.lint import FOUR, OWNERS, faults

HERE = Path(__file__).parent / "lint"
SHORT = dict(zip("tmcf", FOUR, strict=True))
WORDING = ("vague", "paper")


def read(name: str) -> list[dict[str, Any]]:
    """Labelled items of one half."""
    found: list[dict[str, Any]] = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    return found


def item(said: dict[str, Any]) -> SimpleNamespace:
    """An item as its label says it: owners and a cycle unless it says otherwise."""
    owners = {one: "" if one in said.get("without", ()) else "县委" for one in OWNERS}
    return SimpleNamespace(
        title=said.get("title", ""), cycle="quarter" if said.get("dated", True) else "once",
        due_on=None, **owners, **{field: said[key] for key, field in SHORT.items()},
    )  # fmt: skip


def measured(name: str, codes: tuple[str, ...] = ()) -> tuple[float, list[str]]:
    """F1 over (item, fault), and where rules and label differ."""
    right = wrong = missed = 0
    told: list[str] = []
    for said in read(name):
        found = {one.name for one in faults(item(said))}
        label = set(said["faults"])
        if codes:
            found, label = (
                {one for one in names if one.split(":")[0] in codes} for names in (found, label)
            )
        right += len(found & label)
        wrong += len(found - label)
        missed += len(label - found)
        told += [f"+{one} {said['t']} | {said['m']}" for one in sorted(found - label)]
        told += [f"-{one} {said['t']} | {said['m']}" for one in sorted(label - found)]
    return 2 * right / (2 * right + wrong + missed), told


@pytest.mark.parametrize("name", ["first"])
@pytest.mark.parametrize("codes", [(), WORDING], ids=["all", "wording"])
def test_rules_say_what_people_say(name: str, codes: tuple[str, ...]) -> None:
    score, told = measured(name, codes)
    assert score >= 0.9, "\n".join([f"{score:.3f}", *told])

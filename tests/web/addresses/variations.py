"""Addresses of variations. Roles open reading; every step is by contract: no role reaches a verb."""

from typing import Any

from qinglian.web.variations.models import Change, Paper, Step, Variation
from tests.web.addresses.bills import _item, section
from tests.web.addresses.concealed import READERS, _section
from tests.web.addressing import NOBODY, Address, World, has, lying


def _variation(world: World, relation: str) -> Variation:
    def make() -> Variation:
        return Variation.objects.create(
            section=_section(world, relation), title=f"示例变更-{relation}-", reason="design", side="owner",
            by=world.person("granter"),
        )  # fmt: skip

    return world.once(("variation", relation), make)


def variation(world: World, relation: str) -> dict[str, Any]:
    """A variation of its section."""
    return {"public_id": _variation(world, relation).public_id}


def verb(world: World, relation: str) -> dict[str, Any]:
    """Registering it."""
    return {**variation(world, relation), "verb": "register"}


def line(world: World, relation: str) -> dict[str, Any]:
    """A line of it."""

    def make() -> Change:
        return Change.objects.create(
            variation=_variation(world, relation), kind="add", item=_item(world, relation), key="B1",
            quantity=1, rule="applicable", price_fen=1, amount_fen=1,
        )  # fmt: skip

    return {"number": world.once(("variation line", relation), make).pk}


def paper(world: World, relation: str) -> dict[str, Any]:
    """A paper of its first step."""

    def make() -> Paper:
        step = Step.objects.create(
            variation=_variation(world, relation),
            verb="suggest",
            side="owner",
            by=world.person("granter"),
        )
        return Paper.objects.create(step=step, name="示例.pdf", **lying())

    return {"public_id": world.once(("variation paper", relation), make).public_id}


ADDRESSES = [
    Address(
        "variations:variations", variation, has(READERS), rows=READERS,
        text=lambda w, r: f"示例变更-{r}-",
    ),
    Address("variations:new", section, NOBODY),
    Address("variations:radar", section, READERS),
    Address("variations:table", section, NOBODY),
    Address("variations:variation", variation, READERS),
    Address("variations:act", verb, NOBODY),
    Address("variations:back", variation, NOBODY),
    Address("variations:line", variation, NOBODY),
    Address("variations:line_off", line, NOBODY),
    Address("variations:paper", paper, READERS),
]  # fmt: skip

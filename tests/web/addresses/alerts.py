"""Addresses of alerts."""

from typing import Any

from qinglian.web.alerts.models import Alert
from tests.web.addressing import Address, Audience, World, joined

OWNERS: Audience = {
    "unit_officer": "own",
    "unit_head": "own belongs",
    "leader": "own belongs",
}
AUTHORITY: Audience = {"authority_handler": "own", "authority_head": "own"}
OFFICE: Audience = {"programme_office": "own belongs", "triage_officer": "own belongs"}
TEAM: Audience = {"supervisor": "supervises", "supervision_head": "supervises"}
READERS: Audience = joined(OWNERS, AUTHORITY, OFFICE, TEAM, {"auditor": "*"})
HAVE: Audience = dict.fromkeys(READERS, "own")
"""Who has anything to do with alerts: their lists open, with what they may see."""


def alert(world: World, relation: str) -> dict[str, Any]:
    """An alert that was pushed: the body answers for it and regulates its field."""

    def make() -> Alert:
        body = world.bodies[relation]
        return Alert.objects.create(
            title=f"示例事项-{relation}-", status="pushed", level="orange", level_computed="orange",
            pack="approval_cn", anchor_kind="case", anchor_id=f"示例-{relation}", unit=body,
            authority_unit=body,
        )  # fmt: skip

    return {"public_id": world.once(("alert", relation), make).public_id}


ADDRESSES = [
    Address("desk", get={**HAVE}),
    Address("alerts:alerts", alert, HAVE, rows=READERS, text=lambda w, r: f"示例事项-{r}-"),
    Address("alerts:alert", alert, READERS),
    Address("alerts:cockpit", get=HAVE),
    Address("alerts:quality", get=HAVE),
]

"""
Who may check and strike off, held by the database itself. 初验、复核、销号的约束由数据库保证。

As for alerts (`alerts.trust`): nobody of the responsible body or of one below it, and nobody who worked on it.
"""

from qinglian.web.alerts.trust import Guard

REFUSED = "problem checked by a hand"
GUARDS = tuple(
    Guard(
        name=f"problem_{who}", writes=f"problem_{who}_body", table="rectification_problem", by=f"{who}_by",
        body=f"{who}_unit", home="unit_id", hands="rectification_hand", link="problem_id", said=REFUSED,
    )
    for who in ("first", "second", "struck")
)  # fmt: skip
DO = {
    "sqlite": [one for guard in GUARDS for one in guard.sqlite()],
    "postgresql": [one for guard in GUARDS for one in guard.postgresql()],
}
UNDO = {
    vendor: [one for guard in GUARDS for one in guard.undo(vendor)]
    for vendor in ("sqlite", "postgresql")
}

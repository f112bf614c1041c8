"""
一次落实被退回多次。One turn was returned again and again.

值是退回次数，减去因要求变更而退回的次数；后者空着按没有看。退回次数没有记的，留空。
The value is how often it was returned, less those times when what was asked had changed (blank counts as none).
Without the number nothing is concluded.
"""

from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="一次落实被退回多次", en="Returned again and again"),
    subject="duty_turn",
    scope="case",
    dated_by="due_on",
    needs={"duty_turn": ("turn_id", "returned_times")},
    helps={"duty_turn": ("due_on", "returned_for_rules", "unit_id")},
    key=("turn_id",),
    params={
        "at_least": Param(int, Text("退回至少几次", "times returned at least"), required=True, minimum=1)
    },
    threshold="at_least",
    seen=Text(
        "落实记录 {subject_id} 被退回 {value} 次", "Turn {subject_id} was returned {value} times"
    ),
)  # fmt: skip


@check
def evaluate(duty_turn: Table, *, at_least: int) -> Table:
    """Count the returns that were the unit's own."""
    own = duty_turn.returned_times - duty_turn.returned_for_rules.fill_null(0)
    return duty_turn.select("turn_id", "unit_id", value=own, flagged=own >= at_least)


@check.evidence
def evidence(flagged: Table, duty_turn: Table) -> Table:
    """The turn itself."""
    return the_row(flagged, duty_turn, table="duty_turn", key="turn_id")

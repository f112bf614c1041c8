"""
责任事项过了期限才报告完成，或者到期仍未完成。A duty was reported as done after its day, or is not done yet.

值是逾期的天数；还没有完成的，数到运行之日。批准延期的以延期后的期限为准，不再要求的不问。没有期限的、台账没有填报时间
这一列的，留空。
The value is the number of days past the due day, up to the day of the run where it is still open. An approved
extension moves the due day; what is no longer asked is left out. Without a due day, or where the ledger has no column
of reporting, nothing is concluded.
"""

from datetime import date

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.checks._turns import EPOCH, HELPS, still_asked
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="过了期限才完成", en="Done after its day"),
    subject="duty_turn",
    scope="case",
    dated_by="due_on",
    needs={"duty_turn": ("turn_id", "due_on", "done_on")},
    helps={"duty_turn": ("due_day", "done_day", "unit_id", *HELPS)},
    key=("turn_id",),
    params={
        "grace": Param(int, Text("宽限几天", "days of grace"), default=0, minimum=0),
    },
    seen=Text(
        "落实记录 {subject_id} 逾期 {value} 天", "Turn {subject_id} is {value} days past its day"
    ),
)


@check
def evaluate(duty_turn: Table, *, grace: int, as_of: date, absent: frozenset[str]) -> Table:
    """Set the day of reporting, or today, against the day due."""
    asked = still_asked(duty_turn)
    today = (as_of - EPOCH).days
    open_ = ibis.null("int64") if "duty_turn.done_on" in absent else ibis.literal(today, "int64")
    late = asked.done_day.cast("int64").coalesce(open_) - asked.due
    return asked.select("turn_id", "unit_id", value=ibis.greatest(late, 0), flagged=late > grace)


@check.evidence
def evidence(flagged: Table, duty_turn: Table) -> Table:
    """The turn itself."""
    return the_row(flagged, duty_turn, table="duty_turn", key="turn_id")

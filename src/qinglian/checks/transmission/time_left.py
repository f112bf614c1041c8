"""
责任事项留给单位的时间不足。A duty leaves too little time to do it.

值是从下发（或签收）到首次期限的工作日数，期限在前的为负。紧急事项标明的不提示；是否紧急没有记的，按不紧急看。下发、签
收或者期限不明的，留空。
The value is the number of working days from sending (or receipt) to the first day due, below zero where that had
passed. Duties marked as urgent are never flagged; a blank mark counts as not urgent. Without either day nothing is
concluded.
"""

from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="责任事项留给单位的时间不足", en="A duty leaves too little time"),
    subject="duty",
    scope="case",
    dated_by="sent_on",
    needs={"duty": ("duty_id", "first_due_on", ("sent_on", "received_on"))},
    helps={
        "duty": ("sent_wd", "received_wd", "first_due_wd", "urgent", "unit_id", "giver_unit_id")
    },
    params={
        "since": Param(
            str, Text("从下发还是从签收起算", "from sending or from receipt"), required=True,
            choices=("sent", "received"),
        ),
        "at_least": Param(
            int, Text("至少留几个工作日", "working days that must be left"), required=True
        ),
    },
    threshold="at_least",
    seen=Text(
        "责任事项 {subject_id} 只留了 {value} 个工作日",
        "Duty {subject_id} left {value} working days",
    ),
)  # fmt: skip


@check
def evaluate(duty: Table, *, since: str, at_least: int) -> Table:
    """Count the working days from one day to the other."""
    left = duty.first_due_wd - duty[f"{since}_wd"]
    whose = duty.giver_unit_id if since == "sent" else duty.unit_id
    short = (left < at_least) & ~duty.urgent.fill_null(False)
    return duty.select("duty_id", unit_id=whose, value=left, flagged=short)


@check.evidence
def evidence(flagged: Table, duty: Table) -> Table:
    """The duty itself."""
    return the_row(flagged, duty, table="duty", key="duty_id")

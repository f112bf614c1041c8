"""
签收之前就报已经落实。Reported as done before the duty was received.

值是落实日期早于签收日期的天数。以系统里已有的记录确认的不提示：事情本来就在做。落实日期、签收日期不明，或者是否以已有
记录确认没有写而足以改变结论的，留空。
The value is the number of days by which the day it was done lies before receipt. What was confirmed by a record that
was there already is never flagged: the work went on anyway. Where either day is unknown, or an unknown mark could
change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="签收之前就报已落实", en="Done before it was received"),
    subject="duty_turn",
    scope="case",
    dated_by="performed_on",
    needs={
        "duty_turn": ("turn_id", "duty_id", "performed_on"),
        "duty": ("duty_id", "received_on"),
    },
    helps={
        "duty_turn": ("performed_day", "existing_record", "unit_id"),
        "duty": ("received_day",),
    },
    key=("turn_id",),
    params={},
    seen=Text(
        "落实记录 {subject_id} 所报的日期比签收早 {value} 天",
        "Turn {subject_id} is said to have been done {value} days before receipt",
    ),
)


@check
def evaluate(duty_turn: Table, duty: Table) -> Table:
    """Set the day of each turn against the day its duty was received."""
    asked = duty_turn.filter(duty_turn.performed_on.notnull())
    known = duty.select(of_duty="duty_id", received="received_day")
    rows = asked.left_join(known, asked.duty_id == known.of_duty)
    early = (rows.received - rows.performed_day).cast("int64")
    return rows.select(
        "turn_id",
        "unit_id",
        value=ibis.greatest(early, 0),
        flagged=(early > 0) & ~rows.existing_record,
    )


@check.evidence
def evidence(flagged: Table, duty_turn: Table, duty: Table) -> Table:
    """The turn and its duty."""
    turns = flagged.select("turn_id").join(duty_turn, "turn_id")
    duties = turns.select("turn_id", "duty_id").semi_join(duty, "duty_id")
    parts = [("duty_turn", turns, turns.turn_id), ("duty", duties, duties.duty_id)]
    return ibis.union(
        *(
            rows.select(
                turn_id=rows.turn_id,
                table=ibis.literal(table),
                row_id=row_id,
                role=ibis.literal("case"),
                party_id=ibis.null("string"),
            )
            for table, rows, row_id in parts
        )
    )

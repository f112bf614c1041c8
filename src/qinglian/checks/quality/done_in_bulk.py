"""
一人在几分钟里接连报了许多件。One person reported many duties as done within minutes.

同一填报人前后两件相隔不超过 `minutes` 分钟的，算一串；一串够 `at_least` 件，提示其中第一件，值是这一串的件数。以系统已
有记录确认的、代别的单位录入的不算在内：批量确认正是系统所要的省事。填报时刻完全相同的几件（批量导入，或者只记了日
子）、填报人不明的，留空。
Turns reported by one person with no more than `minutes` between two make a run; the first of a run of `at_least` is
flagged, and the value is how many there are. Confirmations of records that were there, and entries made for another
unit, are left out: they save work as they should. Turns with one and the same instant (an import, or days only) and
those of an unknown person are undecided.
"""

import ibis
from ibis import Table

from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="一人几分钟里接连报了许多件", en="Many reported by one person within minutes"),
    subject="duty_turn",
    scope="group",
    dated_by="done_on",
    needs={"duty_turn": ("turn_id", "done_at", "done_by")},
    helps={"duty_turn": ("done_on", "existing_record", "entered_for", "unit_id")},
    key=("turn_id",),
    params={
        "minutes": Param(
            int, Text("前后两件相隔至多几分钟", "minutes between two at most"), required=True, minimum=1
        ),
        "at_least": Param(int, Text("至少几件", "how many at least"), required=True, minimum=2),
    },
    threshold="at_least",
    seen=Text(
        "从落实记录 {subject_id} 起，一人几分钟里接连报了 {value} 件",
        "From turn {subject_id} on, one person reported {value} within minutes of each other",
    ),
)  # fmt: skip


@check
def evaluate(duty_turn: Table, *, minutes: int, at_least: int) -> Table:
    """Cut what each person reported into runs."""
    asked = _asked(duty_turn)
    runs = _runs(asked, minutes)
    told = runs.select(
        in_run="turn_id", length="length", long=(runs.length >= at_least) & (runs.turn == 1)
    )
    rows = asked.left_join(told, asked.turn_id == told.in_run)
    return rows.select("turn_id", "unit_id", value=rows.length, flagged=rows.long)


@check.evidence
def evidence(flagged: Table, duty_turn: Table, *, minutes: int) -> Table:
    """All turns of the run."""
    runs = _runs(_asked(duty_turn), minutes)
    first = runs.select(first_id="turn_id", of_person="done_by", of_run="run")
    first = first.semi_join(flagged, [first.first_id == flagged.turn_id])
    rows = runs.join(first, [runs.done_by == first.of_person, runs.run == first.of_run])
    return rows.select(
        turn_id=rows.first_id,
        table=ibis.literal("duty_turn"),
        row_id=rows.turn_id,
        role=ibis.literal("officer"),
        party_id=rows.done_by,
    )


def _asked(turn: Table) -> Table:
    plain = ~turn.existing_record.fill_null(False) & ~turn.entered_for.fill_null(False)
    return turn.filter(turn.done_at.notnull(), plain)


def _runs(asked: Table, minutes: int) -> Table:
    """Turns of known persons at instants of their own: `run`, its `length`, and the `turn` within it."""
    known = asked.filter(asked.done_by.notnull()).mutate(second=asked.done_at.epoch_seconds())
    alone = known.mutate(
        same=known.count().over(ibis.window(group_by=["done_by", "second"]))
    ).filter(lambda t: t.same == 1)
    order = ibis.window(group_by="done_by", order_by="second")
    gap = alone.second - alone.second.lag().over(order)
    begun = alone.mutate(new=(gap > minutes * 60).fill_null(True).cast("int64"))
    upto = ibis.window(group_by="done_by", order_by="second", preceding=None, following=0)
    numbered = begun.mutate(run=begun.new.sum().over(upto))
    inside = ["done_by", "run"]
    return numbered.mutate(
        length=numbered.count().over(ibis.window(group_by=inside)),
        turn=ibis.row_number().over(ibis.window(group_by=inside, order_by="second")) + 1,
    )

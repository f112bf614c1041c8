"""
材料集中在期限前最后几天提交。Evidence is handed in during the last days before it is due.

值是一个单位一年里，在期限前最后 `days` 个工作日（含）或者更晚提交的材料占多少，与同一级、同一个月到期的其他单位相比。
签收到期限不足 `time` 个工作日的不算：没有时间的不怪集中。年底到期大家都集中，比例高也不提示。件数不够的不问；件数本身
不说明任何事。
The value is the share of a unit's pieces of one year that came in during the last `days` working days or later, beside
that of other units of its level with duties due in the same month. Duties that left less than `time` working days do
not count. Where all file late at the end of the year, a high share is usual and is not flagged. Few pieces are not
judged, and their number itself says nothing.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._shares import PARAMS, unusual
from qinglian.checks._turns import HELPS
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="材料集中在最后几天提交", en="Evidence handed in during the last days"),
    subject="unit",
    scope="population",
    key=("unit_id", "year"),
    needs={
        "duty_evidence": ("evidence_id", "turn_id", "filed_on"),
        "duty_turn": ("turn_id", "duty_id", "unit_id", "level", "due_on"),
        "duty": ("duty_id", "received_on"),
    },
    helps={
        "duty_evidence": ("filed_wd",),
        "duty_turn": ("due_wd", "due_moved_wd", *HELPS),
        "duty": ("received_wd",),
    },
    params={
        **PARAMS,
        "days": Param(
            int, Text("期限前最后几个工作日", "working days before it is due"), required=True, minimum=1
        ),
        "time": Param(
            int, Text("签收到期限至少几个工作日才算", "working days that receipt must have left"), default=0
        ),
    },
    seen=Text(
        "单位 {subject_id} 有 {value} 的材料在最后几天提交，同类通常为 {threshold}",
        "Unit {subject_id}: share handed in during the last days {value}, usual {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(
    duty_evidence: Table,
    duty_turn: Table,
    duty: Table,
    *,
    days: int,
    time: int,
    minimum_count: int,
    false_discovery_rate: float,
    lift: float,
) -> Table:
    """Compare each unit and year with the others."""
    pieces = _pieces(duty_evidence, duty_turn, duty, days, time)
    told = unusual(
        pieces, "body", pieces.last, groups=("of_level", "month"), minimum_count=minimum_count,
        false_discovery_rate=false_discovery_rate, lift=lift,
    )  # fmt: skip
    whose = pieces.select(of_body="body", unit_id="unit_id", year="year").distinct()
    rows = told.join(whose, told.body == whose.of_body)
    return rows.select("unit_id", "year", "value", "threshold", "flagged")


@check.evidence
def evidence(
    flagged: Table, duty_evidence: Table, duty_turn: Table, duty: Table, *, days: int, time: int
) -> Table:
    """The pieces of the last days."""
    pieces = _pieces(duty_evidence, duty_turn, duty, days, time)
    rows = pieces.filter(pieces.last.fill_null(False)).semi_join(flagged, ["unit_id", "year"])
    return rows.select(
        "unit_id",
        "year",
        table=ibis.literal("duty_evidence"),
        row_id=rows.evidence_id,
        role=ibis.literal("unit"),
        party_id=rows.unit_id,
    )


def _pieces(evidence: Table, turn: Table, duty: Table, days: int, time: int) -> Table:
    """Pieces with their unit, year and peers; `last` null where the day is unknown or there was no time."""
    asked = turn.filter(~turn.dropped.fill_null(False), turn.unit_id.notnull())
    due: Any = asked.due_moved_on.coalesce(asked.due_on)
    of = asked.select(
        "unit_id", of_turn="turn_id", of_duty="duty_id",
        of_level=asked.level.cast("string"), year=due.year().cast("string"),
        month=due.year().cast("string") + "-" + due.month().cast("string"),
        due=asked.due_moved_wd.coalesce(asked.due_wd),
    )  # fmt: skip
    had = duty.select(the_duty="duty_id", received="received_wd")
    whole = of.left_join(had, of.of_duty == had.the_duty)
    pieces = evidence.select("evidence_id", "filed_wd", its_turn="turn_id")
    rows = pieces.join(whole, pieces.its_turn == whole.of_turn)
    rows = rows.filter(rows.year.notnull())
    late = rows.due - rows.filed_wd < days
    return rows.select(
        "evidence_id", "unit_id", "year", "of_level", "month",
        body=rows.unit_id + "/" + rows.year,
        last=(rows.due - rows.received >= time).ifelse(late, ibis.null("boolean")),
    )  # fmt: skip

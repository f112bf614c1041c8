"""
影响编制的澄清修改距截止过近。A clarification that may affect bids came too shortly before closing.

《招标投标法》第二十三条、《实施条例》第二十一条：可能影响投标文件编制的，应当在截止时间至少十五日前通知（资格预审为
三日前）；不足的应当顺延截止时间。

逐次澄清分别看，值是其中距截止最短的天数，截止以最后生效的为准。是否影响编制没有写明，而天数不足的，留空。
Each clarification is looked at by itself; the value is the least number of days to the closing in force at the end.
Where it came too late and the record does not say whether it may affect bids, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._tendering import agree, one_each
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="澄清修改距截止过近", en="Clarified too shortly before closing"),
    subject="tender",
    scope="case",
    needs={
        "event": ("event_id", "process", "case_id", "activity", "occurred_at", "affects_bid"),
    },
    helps={"event": ("unit_id", "occurred_day", "lot_id", "round")},
    params={
        "step": Param(str, Text("澄清的环节", "the step that clarifies"), required=True),
        "closing": Param(str, Text("截止的环节", "the step that closes"), required=True),
        "days": Param(int, Text("至少提前几日", "at least how many days before"), required=True),
    },
    threshold="days",
    seen=Text(
        "项目 {subject_id} 影响编制的澄清修改距截止只有 {value} 日，应不少于 {threshold} 日",
        "Tender {subject_id} was clarified {value} days before closing; at least {threshold} are due",
    ),
)


@check
def evaluate(event: Table, *, step: str, closing: str, days: int) -> Table:
    """The days from every clarification to the closing in force at the end."""
    pairs = _pairs(event, step, closing)
    short = pairs.days < days
    rows = pairs.select("tender_id", "unit_id", value=pairs.days, flagged=short & pairs.affects_bid)
    return one_each(rows, "tender_id")


@check.evidence
def evidence(flagged: Table, event: Table, *, step: str, closing: str, days: int) -> Table:
    """The clarifications that came too late."""
    pairs = _pairs(event, step, closing)
    late = pairs.filter(pairs.days < days, pairs.affects_bid)
    rows = flagged.select("tender_id").join(late, "tender_id")
    return rows.select(
        "tender_id",
        table=ibis.literal("event"),
        row_id=rows.event_id,
        role=ibis.literal("clarification"),
        party_id=ibis.null("string"),
    )


def _pairs(event: Table, step: str, closing: str) -> Table:
    """Every clarification, with the days to the last closing of its lot and round; null where none is on record."""
    mine = event.filter(event.process == "tender")
    told = mine.filter(mine.activity == step).select(
        "event_id", "unit_id", "lot_id", "round", "occurred_day", tender_id="case_id",
        affects_bid=mine.affects_bid.cast("string").lower() == "true",
    )  # fmt: skip
    ends = mine.filter(mine.activity == closing).select(
        "lot_id", "round", of="case_id", end_day="occurred_day"
    )
    pairs = told.left_join(ends, [told.tender_id == ends.of, *agree(told, ends, "lot_id", "round")])
    return pairs.group_by("event_id", "unit_id", "tender_id", "affects_bid").aggregate(
        days=(pairs.end_day - pairs.occurred_day).max()
    )

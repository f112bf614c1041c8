"""
补正没有一次告知。Supplements were asked for more than once.

《行政许可法》第三十二条第一款第四项：应当当场或者在五日内一次告知申请人需要补正的全部内容。

值是告知次数：逐步台账数告知的次数，宽台账取“补正告知次数”一列，二者取大。只问告知过补正的办件；宽台账只有一个告知
日期而没有次数的，留空。
The value is the number of notices: the steps on record, or the number a wide ledger gives, whichever is
greater. Only cases with a notice are asked. Where a wide ledger shows one day of notice and no number, nothing
is concluded.
"""

import ibis
from ibis import Table

from qinglian.model.check import Check, Param
from qinglian.model.text import Text

NOTICE = "supplement_noticed"

check = Check(
    __name__,
    title=Text(zh="补正告知超过一次", en="Supplements asked for again"),
    subject="permit",
    scope="case",
    needs={
        "event": ("event_id", "process", "case_id", "activity"),
        "permit": ("permit_id", "supplement_count"),
    },
    helps={"permit": ("supplement_noticed_at",)},
    params={
        "most": Param(
            int, Text("最多告知几次", "how many notices at most"), required=True, minimum=1
        )
    },
    threshold="most",
    seen=Text(
        "办件 {subject_id} 告知补正 {value} 次",
        "Case {subject_id}: supplements were asked for {value} times",
    ),
)


@check
def evaluate(event: Table, permit: Table, *, most: int) -> Table:
    """Count the notices of every case that had one."""
    noticed = _notices(event).group_by("permit_id").aggregate(steps=ibis._.count())
    told = permit.select(
        of="permit_id", number="supplement_count", one_day=permit.supplement_noticed_at.notnull()
    )
    joined = noticed.outer_join(told, noticed.permit_id == told.of)
    joined = joined.select(
        "number",
        permit_id=joined.permit_id.coalesce(joined.of),
        one_day=joined.one_day.fill_null(False),
        seen=ibis.greatest(joined.steps.fill_null(0), joined.number.fill_null(0)),
    )
    asked = joined.filter(joined.seen > 0)
    again = ibis.cases(
        (asked.seen > most, True),
        (asked.one_day & asked.number.isnull(), ibis.null("boolean")),
        else_=False,
    )
    return asked.select("permit_id", value=asked.seen, flagged=again)


@check.evidence
def evidence(flagged: Table, event: Table) -> Table:
    """The notices on record."""
    notices = _notices(event)
    rows = flagged.select("permit_id").join(notices, "permit_id")
    return rows.select(
        "permit_id",
        table=ibis.literal("event"),
        row_id=rows.event_id,
        role=ibis.literal("notice"),
        party_id=ibis.null("string"),
    )


def _notices(event: Table) -> Table:
    mine = event.filter(event.process == "permit", event.activity == NOTICE)
    return mine.select("event_id", permit_id="case_id")

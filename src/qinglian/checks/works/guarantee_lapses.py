"""
工程未交工，履约担保、预付款保函已过期或者即将到期。A security lapses before the works are handed over.

《招标投标法实施条例》第五十八条；合同条款：履约担保应在工程接收前一直有效；到期前若干日未续的，暂停支付（P：实务惯例）。

值是到期日距今天的日历天数，过期为负。已退还的不问；有效期不明的，留空。
The value is the calendar days from today to its end, negative once past. Those given back are not asked; without an end
nothing is concluded.
"""

from datetime import date

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="担保将到期或已过期", en="Security lapsing"),
    subject="guarantee",
    scope="case",
    needs={
        "guarantee": (
            "guarantee_id",
            "to_day",
            "kind",
        )
    },
    helps={
        "guarantee": (
            "returned_at",
            "section_id",
        )
    },
    params={
        "kinds": Param(list, Text("问这些担保", "kinds asked"), required=True),
        "days": Param(int, Text("到期前几天起提示", "days ahead"), required=True, minimum=0),
    },
    threshold="days",
    seen=Text(
        "担保 {subject_id} 距到期 {value} 天（提前 {threshold} 天提示）",
        "Security {subject_id} ends in {value} days",
    ),
)


@check
def evaluate(guarantee: Table, *, kinds: list[str], days: int, as_of: date) -> Table:
    """Security lapsing, row by row."""
    r = guarantee
    r = r.filter(r.kind.isin(kinds) | r.kind.isnull(), r.returned_at.isnull())
    left = r.to_day - (as_of - date(1970, 1, 1)).days
    soon = left < days
    flagged = ibis.cases((r.kind.isnull(), soon.nullif(True)), else_=soon)
    return r.select("guarantee_id", value=left, flagged=flagged)


@check.evidence
def evidence(flagged: Table, guarantee: Table) -> Table:
    """The row itself."""
    return the_row(flagged, guarantee, table="guarantee", key="guarantee_id")

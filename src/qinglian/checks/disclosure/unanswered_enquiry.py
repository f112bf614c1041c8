"""
投标人的提问没有答复。A bidder's question went unanswered.

开放采购红旗目录 R039。投标截止之后（或项目已完成、失败），仍没有答复内容也没有答复时间的提问；值是这样的提问数。尚
未截止的为待办。没有提问记录的：来源里有足够多的过程登载提问时为没有提问，否则留空。
OCP red flag R039. Questions with neither an answer nor its day, after bids have closed (or the tender is complete
or unsuccessful); the value is how many. While the tender is open they are pending. A process without questions on
record had none where the source carries questions for enough processes; else nothing is concluded.
"""

from datetime import date

import ibis
from ibis import Table

from qinglian.checks._carried import CARRIED, carried, cite_rows
from qinglian.checks._procurement import EXCLUDED, KEY, TENDER, per_process, processes
from qinglian.model.check import Check
from qinglian.model.text import Text

CLOSED = ("complete", "unsuccessful", "withdrawn")

check = Check(
    __name__,
    title=Text(zh="投标人的提问没有答复", en="Unanswered bidder questions"),
    subject="contracting_process",
    scope="population",
    needs={
        "tender": ("tender_id", "period_end_at"),
        "enquiry": ("enquiry_id", "tender_id", ("answer", "answered_at")),
    },
    helps={"tender": (*TENDER, "period_end_on", "enquiries_recorded")},
    params={**CARRIED, **EXCLUDED},
    seen=Text(
        "采购过程 {subject_id} 截止后仍有 {value} 个提问没有答复",
        "Contracting process {subject_id} closed with {value} questions unanswered",
    ),
)


@check
def evaluate(
    tender: Table,
    enquiry: Table,
    *,
    as_of: date,
    minimum_count: int,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Count the open questions of each closed tender."""
    open_ones = (
        enquiry.answer.isnull() | (enquiry.answer.strip() == "")
    ) & enquiry.answered_at.isnull()
    counted = enquiry.group_by(of_tender="tender_id").aggregate(
        asked=enquiry.count(), unanswered=open_ones.cast("int64").sum()
    )
    rows = processes(
        tender,
        "status",
        "period_end_on",
        "enquiries_recorded",
        excluded=excluded_procurement_method_details,
    ).left_join(counted, [("tender_id", "of_tender")])
    has = rows.asked.notnull()
    rows = rows.mutate(carries=carried(rows, has, [], minimum_count))
    none = rows.asked.isnull() & (rows.carries | rows.enquiries_recorded.fill_null(False))
    unanswered = none.ifelse(0, rows.unanswered).cast("float64")
    closed = rows.status.isin(CLOSED).fill_null(False) | (rows.period_end_on < as_of)
    left = ibis.cases(
        (unanswered == 0, False),
        (closed, unanswered > 0),
        (~closed, False),
        else_=ibis.null("boolean"),
    )
    return per_process(rows, left, unanswered)


@check.evidence
def evidence(flagged: Table, tender: Table, enquiry: Table) -> Table:
    """The questions without answer, and the tender."""
    mine = processes(tender).semi_join(flagged, KEY).select("tender_id", KEY)
    left = enquiry.filter(
        enquiry.answer.isnull() | (enquiry.answer.strip() == ""), enquiry.answered_at.isnull()
    )
    rows = left.inner_join(mine, "tender_id")
    return cite_rows(flagged, tender, rows, "enquiry", "enquiry_id")

"""
采购过程受到质疑或投诉。A complaint was made about the process.

开放采购红旗目录 R020。值是质疑投诉的件数（不算所列状态的），有一件即提示。没有记录的：来源里有足够多的过程登载投诉
时为没有，否则留空。
OCP red flag R020. The value is the number of complaints, those in the listed states left aside, flagged from one. A
process without any on record had none where the source carries complaints for enough processes; else nothing is
concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._carried import CARRIED, carried, cite_rows
from qinglian.checks._procurement import (
    EXCLUDED,
    KEY,
    TENDER,
    listed,
    per_process,
    processes,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="采购过程受到质疑投诉", en="Tender has a complaint"),
    subject="contracting_process",
    scope="population",
    needs={"tender": ("tender_id",), "complaint": ("complaint_id", "tender_id")},
    helps={"tender": TENDER, "complaint": ("status",)},
    params={
        "ignored_statuses": Param(
            list, Text("不算这些状态的投诉", "leave aside complaints in these states")
        ),
        **CARRIED,
        **EXCLUDED,
    },
    seen=Text(
        "采购过程 {subject_id} 有 {value} 件质疑投诉",
        "Contracting process {subject_id} has {value} complaints",
    ),
)


@check
def evaluate(
    tender: Table,
    complaint: Table,
    *,
    minimum_count: int,
    ignored_statuses: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Count the complaints about each process."""
    ignored = complaint.status.isin(listed(ignored_statuses)).fill_null(False)
    counted = complaint.group_by(of_tender="tender_id").aggregate(
        complaints=(~ignored).cast("int64").sum()
    )
    rows = processes(tender, excluded=excluded_procurement_method_details)
    rows = rows.left_join(counted, [("tender_id", "of_tender")])
    rows = rows.mutate(carries=carried(rows, rows.complaints.notnull(), [], minimum_count))
    number = rows.complaints.coalesce(rows.carries.ifelse(0, ibis.null("int64"))).cast("float64")
    rows = rows.mutate(number=number)
    return per_process(rows, rows.number > 0, rows.number)


@check.evidence
def evidence(
    flagged: Table, tender: Table, complaint: Table, *, ignored_statuses: list[str] | None = None
) -> Table:
    """The complaints, and the tender."""
    mine = processes(tender).semi_join(flagged, KEY).select("tender_id", KEY)
    ignored = complaint.status.isin(listed(ignored_statuses)).fill_null(False)
    rows = complaint.filter(~ignored).inner_join(mine, "tender_id")
    return cite_rows(flagged, tender, rows, "complaint", "complaint_id")

"""
招标公告发得晚。The call for bids was advertised late.

开放采购红旗目录 R004。值是最早一份公告（所列种类的文件，或公告发布时间）比招标开始日晚几天，多于界线的提示；公告在
开始当日或之前的为零或负。没有公告记录或没有开始日的，留空：没有登载不等于没有公告，见 R005。
OCP red flag R004. The value is how many days the first notice (a document of the listed types, or the tender's own
day of publication) came after the start of the tender period, flagged above the threshold. Without a dated notice,
or the start, nothing is concluded: not on record is not the same as not advertised, and is asked by R005.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    EXCLUDED,
    KEY,
    TENDER,
    cite_tenders,
    listed,
    per_process,
    processes,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="招标公告发得晚", en="Advertised late"),
    subject="contracting_process",
    scope="case",
    dated_by="period_start_on",
    needs={
        "tender": ("tender_id", "period_start_at"),
        "document": ("document_id", "tender_id", "document_type", "published_at"),
    },
    helps={
        "tender": (*TENDER, "published_at", "published_day", "period_start_day", "period_start_on"),
        "document": ("published_day",),
    },
    params={
        "threshold": Param(int, Text("最多晚几天", "most days late"), required=True, minimum=0),
        "document_types": Param(
            list, Text("算作公告的文件种类", "types of documents that are notices"), required=True
        ),
        **EXCLUDED,
    },
    threshold="threshold",
    seen=Text(
        "采购过程 {subject_id} 的公告比招标开始晚 {value} 天",
        "Contracting process {subject_id} was advertised {value} days after bidding began",
    ),
)


@check
def evaluate(
    tender: Table,
    document: Table,
    *,
    threshold: int,
    document_types: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare the first notice with the start of the tender period."""
    notices = document.filter(document.document_type.isin(listed(document_types)))
    first = notices.group_by(of_tender="tender_id").aggregate(noticed=notices.published_day.min())
    rows = processes(
        tender,
        "published_day",
        "period_start_day",
        excluded=excluded_procurement_method_details,
    ).left_join(first, [("tender_id", "of_tender")])
    day = ibis.least(
        rows.noticed.coalesce(rows.published_day), rows.published_day.coalesce(rows.noticed)
    )
    late = (day - rows.period_start_day).cast("float64")
    rows = rows.select(KEY, "position", "unit_id", late=late)
    return per_process(rows, rows.late > threshold, rows.late)


@check.evidence
def evidence(flagged: Table, tender: Table, document: Table, *, document_types: list[str]) -> Table:
    """The notices, and the tender."""
    mine = processes(tender).semi_join(flagged, KEY).select("tender_id", KEY)
    notices = document.filter(document.document_type.isin(listed(document_types)))
    rows = notices.inner_join(mine, "tender_id")
    cited = rows.select(
        KEY,
        table=ibis.literal("document"),
        row_id=rows.document_id,
        role=ibis.literal("procuring_entity"),
        party_id=ibis.null("string"),
    )
    return cited.union(cite_tenders(flagged, tender))

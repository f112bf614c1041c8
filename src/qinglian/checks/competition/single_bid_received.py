"""
只有一家投标。A single bid was received.

开放采购红旗目录 R018。只看发布的投标人数，不数投标记录；值为 1 表示只有一家，0 表示不止一家或没有。
OCP red flag R018. The published number of tenderers is read, bids are not counted. The value is 1 for a single
tenderer, else 0. Without the number, or without the method, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    EXCLUDED,
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
    title=Text(zh="只有一家投标", en="Single bid received"),
    subject="contracting_process",
    scope="case",
    dated_by="period_start_on",
    needs={"tender": ("tender_id", "method", "number_of_tenderers")},
    helps={"tender": (*TENDER, "period_start_on")},
    params={
        "procurement_methods": Param(
            list,
            Text("应有竞争的采购方式", "procurement methods meant to be competitive"),
            required=True,
        ),
        **EXCLUDED,
    },
    seen=Text(
        "采购过程 {subject_id} 采用竞争方式，却只有一家投标",
        "Contracting process {subject_id} was competitive, and received a single bid",
    ),
)


@check
def evaluate(
    tender: Table,
    *,
    procurement_methods: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Look at the number of tenderers of each competitive process."""
    asked = processes(
        tender, "method", "number_of_tenderers", excluded=excluded_procurement_method_details
    )
    asked = asked.filter(asked.method.isin(listed(procurement_methods)) | asked.method.isnull())
    single = asked.number_of_tenderers == 1
    return per_process(asked, asked.method.isnull().ifelse(ibis.null("boolean"), single))


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The tender, its buyer and procuring entity."""
    return cite_tenders(flagged, tender)

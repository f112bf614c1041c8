"""
采用非竞争方式而没有说明理由。A method without competition was used, and no rationale is given.

开放采购红旗目录 R010。方式在所列之中而没有理由（procurementMethodRationale 为空）的提示；值为 1 表示没有，0 表示有。
来源很少登载理由的，缺不说明问题，留空。
OCP red flag R010. The method is one of those listed, and there is no rationale; the value is 1 where it is missing,
else 0. Where the source hardly carries rationales their lack says nothing, and nothing is concluded. What the
rationale says is for people to read.
"""

import ibis
from ibis import Table

from qinglian.checks._carried import CARRIED, carried
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
    title=Text(zh="非竞争采购没有说明理由", en="Unjustified use of a non-competitive procedure"),
    subject="contracting_process",
    scope="population",
    needs={"tender": ("tender_id", "method", "method_rationale")},
    helps={"tender": TENDER},
    params={
        "methods": Param(list, Text("非竞争的方式", "methods without competition"), required=True),
        **CARRIED,
        **EXCLUDED,
    },
    seen=Text(
        "采购过程 {subject_id} 采用非竞争方式，没有说明理由",
        "Contracting process {subject_id} used a method without competition and gives no rationale",
    ),
)


@check
def evaluate(
    tender: Table,
    *,
    methods: list[str],
    minimum_count: int,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Look for the rationale of each non-competitive process."""
    rows = processes(
        tender, "method", "method_rationale", excluded=excluded_procurement_method_details
    )
    rows = rows.filter(rows.method.isin(listed(methods)) | rows.method.isnull())
    said = rows.method_rationale.notnull() & (rows.method_rationale.strip() != "")
    rows = rows.mutate(said=said.fill_null(False))
    rows = rows.mutate(usual=carried(rows, rows.said, [], minimum_count))
    lacks = ibis.cases(
        (rows.said, False), (rows.usual & rows.method.notnull(), True), else_=ibis.null("boolean")
    )
    return per_process(rows, lacks)


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The tender, its buyer and procuring entity."""
    return cite_tenders(flagged, tender)

"""
没有公开采购计划文件。No planning document is available.

开放采购红旗目录 R001。值为 1 表示没有所列种类（不列则任何种类）的计划文件，0 表示有。来源很少登载计划文件的，缺不说
明问题，留空；有一份文件阶段不明的，也许就是，也留空。
OCP red flag R001. The value is 1 where no planning document of the listed types (of any type, where none is listed)
is on record, else 0. Where the source hardly carries planning documents their lack says nothing, and nothing is
concluded; nor where a document of unknown stage may be the one.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._carried import CARRIED, carried
from qinglian.checks._peers import COLUMNS, PEERS, peer_names, with_peers
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
    title=Text(zh="没有公开采购计划文件", en="Planning documents not available"),
    subject="contracting_process",
    scope="population",
    needs={
        "tender": ("tender_id",),
        "document": ("document_id", "tender_id", "stage", "document_type"),
    },
    helps={"tender": (*TENDER, *COLUMNS), "document": ("bid_id", "contract_id")},
    params={
        "document_types": Param(
            list, Text("只认这些种类的文件", "count only documents of these types")
        ),
        **CARRIED,
        **PEERS,
        **EXCLUDED,
    },
    seen=Text(
        "采购过程 {subject_id} 没有公开采购计划文件，而同类过程有",
        "No planning document of contracting process {subject_id} is published, where its peers have them",
    ),
)


@check
def evaluate(
    tender: Table,
    document: Table,
    *,
    minimum_count: int,
    document_types: list[str] | None = None,
    peers: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Look for a planning document of each process."""
    groups = peer_names(peers)
    apart = document.bid_id.notnull() | document.contract_id.notnull()
    plans = document.filter((document.stage == "planning") | (document.stage.isnull() & ~apart))
    types = listed(document_types)
    if types:
        plans = plans.filter(plans.document_type.isin(types) | plans.document_type.isnull())
    sure: Any = plans.stage.notnull()
    if types:
        sure = sure & plans.document_type.notnull()
    found = plans.group_by(of_tender="tender_id").aggregate(sure=sure.max())
    asked = processes(
        with_peers(tender, peers), *groups, excluded=excluded_procurement_method_details
    )
    rows = asked.left_join(found, [("tender_id", "of_tender")])
    has = rows.sure.fill_null(False)
    rows = rows.mutate(has=has, usual=carried(rows, has, groups, minimum_count))
    missing = ibis.cases(
        (rows.has, False),
        (rows.usual & rows.sure.isnull(), True),
        else_=ibis.null("boolean"),
    )
    return per_process(rows, missing)


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The tender, its buyer and procuring entity."""
    return cite_tenders(flagged, tender)

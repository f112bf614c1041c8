"""
招标的关键文件没有在截止前公开。Key tender documents were not available in time.

开放采购红旗目录 R005。值是所列种类中，投标截止前没有公开的有几种；一种以上的提示。某一种来源很少登载的，缺不说明问
题；文件没有公开时间或项目没有截止时间的，不知是否及时；文件的阶段或种类不明的，也许正是缺的那一份：都不计入，足以改变
结论的留空。
OCP red flag R005. The value is how many of the listed types of documents were not published before bids closed,
flagged from one. Where the source hardly carries a type, its lack says nothing; where a document has no day, or the
tender no deadline, it is not known whether it came in time; a document of unknown stage or type may be the very one.
None of these counts, and where one could change the answer nothing is concluded.
"""

from functools import reduce
from operator import add
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._carried import CARRIED, carried, cite_rows
from qinglian.checks._peers import COLUMNS, PEERS, peer_names, with_peers
from qinglian.checks._procurement import EXCLUDED, KEY, TENDER, listed, per_process, processes
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="招标关键文件没有及时公开", en="Key tender documents are not available"),
    subject="contracting_process",
    scope="population",
    needs={
        "tender": ("tender_id", "period_end_at"),
        "document": ("document_id", "tender_id", "stage", "document_type", "published_at"),
    },
    helps={
        "tender": (*TENDER, *COLUMNS, "period_end_on"),
        "document": ("published_on", "published_date_only", "bid_id", "contract_id"),
    },
    params={
        "document_types": Param(
            list, Text("应当公开的文件种类", "types of documents that must be there"), required=True
        ),
        "in_time": Param(
            bool,
            Text("须在截止前公开；否则有即可", "published before bids close, not merely on record"),
            default=True,
        ),
        "procurement_methods": Param(
            list, Text("只问这些采购方式", "ask only of these procurement methods")
        ),
        **CARRIED,
        **PEERS,
        **EXCLUDED,
    },
    seen=Text(
        "采购过程 {subject_id} 有 {value} 种关键文件没有及时公开",
        "Contracting process {subject_id} lacks {value} kinds of key documents, or had them late",
    ),
)


@check
def evaluate(
    tender: Table,
    document: Table,
    *,
    document_types: list[str],
    minimum_count: int,
    in_time: bool = True,
    procurement_methods: list[str] | None = None,
    peers: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Look for each type of document of each tender."""
    groups, types = peer_names(peers), listed(document_types)
    methods = listed(procurement_methods)
    asked = processes(
        with_peers(tender, peers),
        *groups,
        "method",
        "period_end_at",
        "period_end_on",
        excluded=excluded_procurement_method_details,
    )
    if methods:
        asked = asked.filter(asked.method.isin(methods) | asked.method.isnull())
    docs = _papers(document).filter(
        ibis._.document_type.isin(types) | ibis._.document_type.isnull()
    )
    dated = docs.left_join(
        asked.select("period_end_at", "period_end_on", of_tender="tender_id"),
        [("tender_id", "of_tender")],
    )
    dated = dated.mutate(timely=_timely(dated) if in_time else ibis.literal(True))
    columns = {}
    for n, name in enumerate(types):
        mine = dated.sure & (dated.document_type == name)
        columns[f"timely_{n}"] = dated.timely.max(where=mine)
        columns[f"unknown_{n}"] = dated.timely.isnull().max(where=mine)
    columns["nameless"] = (~dated.sure).max()
    found = dated.group_by(of_docs="tender_id").aggregate(**columns)
    rows = asked.left_join(found, [("tender_id", "of_docs")])
    usual = {
        f"usual_{n}": carried(rows, rows[f"unknown_{n}"].notnull(), groups, minimum_count)
        for n in range(len(types))
    }
    rows = rows.mutate(**usual)
    lacks = [_lack(rows, n) for n in range(len(types))]
    missing = reduce(add, [lack.fill_null(False).cast("int64") for lack in lacks])
    unknown = reduce(add, [lack.isnull().cast("int64") for lack in lacks])
    rows = rows.mutate(missing=missing.cast("float64"), unknown=unknown)
    unsure: Any = rows.method.isnull() if methods else ibis.literal(False)
    flagged = ibis.cases(
        ((rows.missing == 0) & (rows.unknown == 0), False),
        (unsure, ibis.null("boolean")),
        (rows.missing > 0, True),
        else_=ibis.null("boolean"),
    )
    return per_process(rows, flagged, rows.missing)


@check.evidence
def evidence(flagged: Table, tender: Table, document: Table, *, document_types: list[str]) -> Table:
    """The documents of these types that are on record, and the tender."""
    mine = processes(tender).semi_join(flagged, KEY).select("tender_id", KEY)
    docs = document.filter(
        document.stage == "tender", document.document_type.isin(listed(document_types))
    )
    rows = docs.inner_join(mine, "tender_id")
    return cite_rows(flagged, tender, rows, "document", "document_id")


def _papers(document: Table) -> Table:
    """Documents that are, or may be, of the call: `sure` where both stage and type are known."""
    apart = document.bid_id.notnull() | document.contract_id.notnull()
    told = document.mutate(sure=document.stage.notnull() & document.document_type.notnull())
    return told.filter((told.stage == "tender") | (told.stage.isnull() & ~apart))


def _timely(rows: Table) -> Any:
    """Whether a document came before the deadline; a day without time is in time through the last day."""
    by_day = rows.published_date_only.fill_null(False)
    return by_day.ifelse(
        rows.published_on <= rows.period_end_on, rows.published_at <= rows.period_end_at
    )


def _lack(rows: Table, n: int) -> Any:
    """Whether the n-th type is missing or late; null where that cannot be told."""
    timely, unknown = rows[f"timely_{n}"], rows[f"unknown_{n}"]
    return ibis.cases(
        (timely.fill_null(False), False),
        (unknown.fill_null(False) | rows.nameless.fill_null(False), ibis.null("boolean")),
        (timely.notnull() | rows[f"usual_{n}"], True),
        else_=ibis.null("boolean"),
    )

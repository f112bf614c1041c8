"""
应当公开招标而邀请招标。A selective tender where the law asks for an open one.

《实施条例》第八条：国有资金占控股或者主导地位的依法必须进行招标的项目，应当公开招标；两种情形可以邀请，均须认定。

值是 1 或 0。只问邀请招标和方式不明的。已有认定文号的，已知不属于依法必须招标或者国有资金不占控股、主导地位的，不提
示；资金性质不明、来源没有认定文号一列的，留空。
The value is 1 or 0. Asked of selective tenders and of those of unknown method. An approval on record, or a tender
known not to be mandatory or not of state funds, clears it; unknown funds, or a source without a column for the
approval, do not decide.
"""

import ibis
from ibis import Table

from qinglian.checks._tendering import (
    LAW,
    UNIT,
    answers_for,
    cite_tenders,
    one_each,
    under_tendering,
    unless_mandatory,
)
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="应当公开招标而邀请招标", en="Selective tender where an open one is due"),
    subject="tender",
    scope="case",
    needs={"tender": ("tender_id", "method", "state_controlled", "selective_doc_no")},
    helps={
        "tender": (
            *UNIT,
            *LAW,
            "mandatory",
        )
    },
    params={},
    seen=Text(
        "项目 {subject_id} 为国有资金控股或主导，采用邀请招标，没有认定文号",
        "Tender {subject_id}, of state funds, was selective without an approval on record",
    ),
)


@check
def evaluate(tender: Table, *, absent: frozenset[str] = frozenset()) -> Table:
    """Every selective tender by its funds and its approval."""
    asked = under_tendering(tender).filter((tender.method == "selective") | tender.method.isnull())
    approved = asked.selective_doc_no.notnull()
    if "tender.selective_doc_no" in absent:
        approved = ibis.null("boolean")
    selective = (asked.method == "selective") & asked.state_controlled & ~approved
    flagged = unless_mandatory(asked, selective)
    rows = asked.select(
        "tender_id", unit_id=answers_for(asked), value=flagged.cast("int64"), flagged=flagged
    )
    return one_each(rows, "tender_id")


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The tender and its procuring entity."""
    return cite_tenders(flagged, tender)

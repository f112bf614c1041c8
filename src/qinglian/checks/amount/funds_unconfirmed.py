"""
资金没有落实即招标。Tendered before the funds were secured.

《招标投标法》第九条第二款：招标人应当有进行招标项目的相应资金或者资金来源已经落实，并应当在招标文件中如实载明。

值是 1 或 0，只问已发公告或者邀请书的。填有资金证明文号的算已经落实；是否落实没有写明的，留空。
The value is 1 or 0, asked once a notice or invitation is out. A proof of the funds on record answers it; where the
ledger does not say, nothing is concluded.
"""

from ibis import Table

from qinglian.checks._tendering import (
    LAW,
    UNIT,
    answers_for,
    cite_tenders,
    one_each,
    tendered,
)
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="资金没有落实即招标", en="Tendered without secured funds"),
    subject="tender",
    scope="case",
    needs={"tender": ("tender_id", ("published_at", "invited_at"), ("fund_confirmed", "fund_doc_no"))},
    helps={"tender": (*UNIT, *LAW)},
    params={},
    seen=Text(
        "项目 {subject_id} 已发公告或邀请书，台账记载资金没有落实",
        "Tender {subject_id} is out and the ledger says that its funds are not secured",
    ),
)  # fmt: skip


@check
def evaluate(tender: Table) -> Table:
    """Every tender that is out, by its funds."""
    out = tendered(tender).filter(tender.published_at.notnull() | tender.invited_at.notnull())
    secured = out.fund_doc_no.notnull().ifelse(True, out.fund_confirmed)
    rows = out.select(
        "tender_id", unit_id=answers_for(out), value=(~secured).cast("int64"), flagged=~secured
    )
    return one_each(rows, "tender_id")


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The tender and its procuring entity."""
    return cite_tenders(flagged, tender)

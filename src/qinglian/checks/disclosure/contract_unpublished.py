"""
合同文本没有公开。The signed contract is not published.

开放采购红旗目录 R063。签订后过了界线天数，公开的文件中仍没有合同文本的提示；期限未到的为待办。值是签订以来的日历天数。
同一来源（按 ocid 前缀）都没有合同文件，而该合同也没有文件清单的，说明来源不含文件，不下结论；列有种类不明的文件的，也
不下结论。
OCP red flag R063. Flagged where the days allowed since the signature have passed and no document of these kinds is
among those of the contract; pending before that. The value is the number of calendar days since the signature. Where
no contract of the same publisher (told by the prefix of the ocid) has such a document and this one lists none at all,
the source carries no documents and nothing is concluded; nor where a document of unknown type is listed.
"""

from datetime import date

import ibis
from ibis import Table

from qinglian.checks._carried import publisher
from qinglian.checks._contracts import CONTRACT, UNIT, cite_contracts, entered
from qinglian.checks._procurement import listed
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

EPOCH = date(1970, 1, 1)

check = Check(
    __name__,
    title=Text(zh="合同文本没有公开", en="Contract is not published"),
    subject="contract",
    scope="population",
    needs={
        "contract": ("contract_id", "signed_day"),
        "document": ("contract_id", "document_type", "tender_id"),
        "tender": (),
    },
    helps={"contract": (*CONTRACT, "supplier_id", "documents_recorded"), "tender": UNIT},
    params={
        "kinds": Param(list, Text("算作合同文本的种类", "document types that are the contract"), required=True),
        "days": Param(int, Text("签订后几天内公开", "days allowed since signature"), required=True, minimum=0),
    },
    threshold="days",
    seen=Text(
        "合同 {subject_id} 签订 {value} 天后仍没有公开文本",
        "Contract {subject_id} is not published {value} days after its signature",
    ),
)  # fmt: skip


@check
def evaluate(
    contract: Table,
    document: Table,
    tender: Table,
    *,
    as_of: date,
    kinds: list[str],
    days: int,
) -> Table:
    """Look for the text of every signed contract."""
    today = (as_of - EPOCH).days
    texts = document.filter(document.document_type.isin(listed(kinds)))
    rows = entered(contract, tender, "signed_day", "documents_recorded", "status")
    rows = rows.filter(rows.signed_day.notnull() | rows.status.isin(["active", "terminated"]))
    rows = rows.left_join(
        texts.select(published="contract_id").distinct(), [("contract_id", "published")]
    )
    rows = rows.mutate(of_source=publisher(rows.tender_id.fill_null("")))
    nameless = document.filter(document.document_type.isnull(), document.contract_id.notnull())
    rows = rows.left_join(
        nameless.select(maybe="contract_id").distinct(), [("contract_id", "maybe")]
    )
    carried = texts.select(source=publisher(texts.tender_id)).distinct()
    rows = rows.left_join(carried, [("of_source", "source")])
    told = rows.source.notnull() | rows.documents_recorded.fill_null(False)
    age = today - rows.signed_day
    missing = ibis.cases(
        (rows.published.notnull(), False),
        (age <= days, False),
        (told & age.notnull() & rows.maybe.isnull(), True),
    )
    pending = rows.published.isnull() & (age <= days)
    return rows.select(
        "contract_id",
        unit_id="unit",
        value=age,
        flagged=missing,
        state=pending.ifelse("pending", ibis.null("string")),
    )


@check.evidence
def evidence(flagged: Table, contract: Table) -> Table:
    """The contract itself."""
    return cite_contracts(flagged, contract)

"""
采购文件有差别待遇的条款。The documents of a purchase hold clauses that treat suppliers differently.

《政府采购法实施条例》第二十条列举八类以不合理的条件实行差别待遇或者歧视待遇的情形。

条款由人或者文本工具先行标记，这里只看标记。值是命中的条款数。没有条款记录的，不知道是没有这样的条款还是没有看过，留空；
看过没有问题的，标记为“无”。有条款没有标记而其余未命中的，也留空。
Clauses are tagged beforehand, by people or a text tool; only the tags are read. The value counts the clauses so
tagged. Without any clause on record it is unknown whether nobody looked; documents found in order are tagged “none”.
Where a clause has no tag and no other is found, nothing is concluded either.
"""

import ibis
from ibis import Table

from qinglian.checks._purchases import asked_of
from qinglian.checks._tendering import UNIT, answers_for
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="差别待遇条款", en="Clauses of unequal treatment"),
    subject="tender",
    scope="case",
    dated_by="published_on",
    needs={
        "tender": ("tender_id", "published_on"),
        "clause": ("clause_id", "tender_id", "tag"),
    },
    helps={"tender": ("regime", "category", "method", *UNIT)},
    params={"tags": Param(list, Text("命中的条款标签", "tags that are meant"), required=True)},
    seen=Text(
        "采购项目 {subject_id} 的文件有 {value} 条标记为差别待遇的条款",
        "Purchase {subject_id}: {value} clauses of its documents are tagged as unequal treatment",
    ),
)


@check
def evaluate(tender: Table, clause: Table, *, tags: list[str]) -> Table:
    """Count the clauses of every purchase that are so tagged."""
    asked = asked_of(tender)
    found = clause.mutate(hit=clause.tag.isin(tags))
    counted = found.group_by(of="tender_id").aggregate(
        hits=found.hit.fill_null(False).sum(), unknown=found.hit.isnull().any()
    )
    rows = asked.left_join(counted, asked.tender_id == counted.of)
    flagged = ibis.cases(
        (rows.hits > 0, True), (rows.unknown.fill_null(True), ibis.null("boolean")), else_=False
    )
    return rows.select(
        "tender_id", unit_id=answers_for(rows), value=rows.hits, flagged=flagged & rows.governed
    )


@check.evidence
def evidence(flagged: Table, clause: Table, *, tags: list[str]) -> Table:
    """The clauses that were found."""
    found = clause.filter(clause.tag.isin(tags))
    rows = flagged.select("tender_id").join(found, "tender_id")
    return rows.select(
        "tender_id",
        table=ibis.literal("clause"),
        row_id=rows.clause_id,
        role=ibis.literal("clause"),
        party_id=ibis.null("string"),
    )

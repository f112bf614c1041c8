"""
招标文件条款限制、排斥潜在投标人。Tender documents hold a clause that limits or keeps out bidders.

《实施条例》第三十二条：招标人不得以不合理的条件限制、排斥潜在投标人或者投标人。

值是命中的条款数：标签属于所列种类的，没有标签而原文含所列字词的也算（字词只是线索）。既没有标签又没有原文、足以改变
结论的，留空。政府采购另有规则，已知按政府采购或者其他制度的项目不问。
The value is the number of clauses found: by their tag, or where a clause has none by words in its text, which are
only a hint. A clause with neither tag nor text that could change the answer leaves it open. Purchases known to follow
another law are not asked; government procurement has a rule of its own.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._tendering import LAW, not_elsewhere
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="条款限制排斥潜在投标人", en="Clause that keeps bidders out"),
    subject="tender",
    scope="case",
    needs={"clause": ("clause_id", "tender_id", ("tag", "clause_text")), "tender": ()},
    helps={"tender": ("tender_id", *LAW)},
    params={
        "tags": Param(list, Text("命中的条款标签", "tags that are meant"), required=True),
        "words": Param(list, Text("没有标签时，原文命中的正则", "patterns of an untagged text"), default=[]),
    },
    seen=Text(
        "项目 {subject_id} 的招标文件有 {value} 条可能限制、排斥投标人的条款",
        "Tender {subject_id} has {value} clauses that may keep bidders out",
    ),
)  # fmt: skip


@check
def evaluate(clause: Table, tender: Table, *, tags: list[str], words: list[str]) -> Table:
    """Count the clauses of every tender that limit who may bid."""
    asked = not_elsewhere(clause, tender)
    hits = asked.mutate(hit=_hit(asked, tags, words))
    counted = hits.group_by("tender_id").aggregate(
        value=hits.count(where=hits.hit.fill_null(False)), unknown=hits.hit.isnull().any()
    )
    flagged = ibis.cases(
        (counted.value > 0, True), (counted.unknown, ibis.null("boolean")), else_=False
    )
    return counted.select("tender_id", value=counted.value, flagged=flagged)


@check.evidence
def evidence(
    flagged: Table, clause: Table, tender: Table, *, tags: list[str], words: list[str]
) -> Table:
    """The clauses that were found."""
    found = clause.filter(_hit(clause, tags, words).fill_null(False))
    rows = flagged.select("tender_id").join(found, "tender_id")
    return rows.select(
        "tender_id",
        table=ibis.literal("clause"),
        row_id=rows.clause_id,
        role=ibis.literal("clause"),
        party_id=ibis.null("string"),
    )


def _hit(clause: Table, tags: list[str], words: list[str]) -> Any:
    said = ibis.or_(*(clause.clause_text.re_search(word) for word in words)) if words else None
    return clause.tag.isin(tags) if said is None else clause.tag.isin(tags).coalesce(said)

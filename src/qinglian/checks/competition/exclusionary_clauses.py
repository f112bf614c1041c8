"""
采购文件有差别待遇的条款。The documents hold clauses that treat suppliers differently.

《政府采购法实施条例》第二十条列举八类以不合理条件实行差别待遇或者歧视待遇的情形。

条款由人或者文本工具先行标记，这里只看标记。值是命中的类数。没有标记的，不知道是没有这样的条款还是没有看过，留空；看
过而没有问题的，标记为“无”。
Clauses are tagged beforehand, by people or a text tool; only the tags are read. The value counts the kinds that
are tagged. Without a tag it is unknown whether nobody looked; documents that were read and found in order are
tagged 无 (none).
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._purchases import asked_of, cite_tender
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="差别待遇条款", en="Clauses of unequal treatment"),
    subject="tender",
    scope="case",
    dated_by="published_on",
    needs={"tender": ("tender_id", "clause_tags", "published_on")},
    helps={"tender": ("regime", "category", "method", "buyer_id")},
    params={
        "kinds": Param(
            dict, Text("类别 → 标记的叫法", "kind of clause → words of its tag"), required=True
        )
    },
    seen=Text(
        "采购项目 {subject_id} 的文件标记有 {value} 类差别待遇条款",
        "Purchase {subject_id}: {value} kinds of clauses are tagged as unequal treatment",
    ),
)


@check
def evaluate(tender: Table, *, kinds: dict[str, list[str]]) -> Table:
    """Count the kinds of clauses that are tagged."""
    asked = asked_of(tender)
    tags = asked.clause_tags
    count = sum(_any(tags, [kind, *words]).cast("int64") for kind, words in kinds.items())
    known = tags.length() > 0
    return asked.select(
        "tender_id",
        unit_id=asked.buyer_id,
        value=known.ifelse(count, None),
        flagged=known.ifelse(count > 0, None) & asked.governed,
    )


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The purchase, with its tags."""
    return cite_tender(flagged, tender)


def _any(tags: Any, words: list[str]) -> Any:
    """Whether one of these words is among the tags."""
    return ibis.or_(*(tags.contains(word) for word in words))

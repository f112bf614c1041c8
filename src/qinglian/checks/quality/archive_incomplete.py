"""
采购档案缺少应当保存的文件。The archive of a purchase lacks papers that must be kept.

《政府采购法》第四十二条：采购文件包括采购活动记录、采购预算、招标文件、投标文件、评标标准、评估报告、定标文件、合同
文本、验收证明、质疑答复、投诉处理决定及其他有关文件、资料。

值是缺少的类数。归档目录空着的，不知道是没有归档还是没有登记，留空；质疑答复和投诉处理决定只在发生过时才有，不在必备
之列。
The value counts the kinds of papers lacking. Without any list it is unknown whether nothing was kept or nothing
entered; answers to challenges and decisions on complaints exist only where there were such, and are not asked
for.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._purchases import asked_of, cite_tender
from qinglian.checks._tendering import UNIT, answers_for
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="采购档案不全", en="Archive of a purchase incomplete"),
    subject="tender",
    scope="case",
    dated_by="ended_on",
    needs={"tender": ("tender_id", "archive_items", "ended_on")},
    helps={"tender": ("regime", "category", "method", *UNIT)},
    params={
        "papers": Param(
            dict, Text("应存的文件 → 目录中的叫法", "papers to be kept → how lists call them"), required=True
        )
    },
    seen=Text(
        "采购项目 {subject_id} 的归档目录缺 {value} 类文件",
        "Purchase {subject_id}: {value} kinds of papers are not in the list of its archive",
    ),
)  # fmt: skip


@check
def evaluate(tender: Table, *, papers: dict[str, list[str]]) -> Table:
    """Count the papers that the list of each archive does not have."""
    asked = asked_of(tender)
    items = asked.archive_items
    lacking = sum((~_any(items, [kind, *words])).cast("int64") for kind, words in papers.items())
    known = items.length() > 0
    return asked.select(
        "tender_id",
        unit_id=answers_for(asked),
        value=known.ifelse(lacking, None),
        flagged=known.ifelse(lacking > 0, None) & asked.governed,
    )


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The purchase, with the list of its archive."""
    return cite_tender(flagged, tender)


def _any(items: Any, words: list[str]) -> Any:
    """Whether a paper stands in the list under one of its names."""
    return ibis.or_(*(items.contains(word) for word in words))

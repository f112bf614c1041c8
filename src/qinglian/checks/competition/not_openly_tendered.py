"""
达到公开招标数额标准而未公开招标。Not openly tendered, though the amount called for it.

《政府采购法》第二十六条、第二十七条：公开招标应作为主要采购方式；因特殊情况采用其他方式的，应当在采购活动开始前获得
设区的市以上财政部门的批准。数额标准由省级人民政府规定，按区划填写。

只问货物和服务。值是采购预算。数额标准以下的不提示；方式、类别、适用何法不明，或者来源没有批准文号一列的，留空。
Goods and services only. The value is the budget. Below the amount nothing is flagged; where method, category or the
governing law is unknown, or no source has a column for the approval, nothing is concluded.
"""

from collections.abc import Mapping

from ibis import Table

from qinglian.checks._purchases import AREA, asked_of, cite_tender, open_tender_amount, said
from qinglian.checks._tendering import UNIT, answers_for
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="达到公开招标数额标准而未公开招标", en="Not openly tendered above the amount"),
    subject="tender",
    scope="case",
    dated_by="published_on",
    needs={
        "tender": (
            "tender_id",
            "method",
            "category",
            "amount_yuan",
            "regime",
            "method_approval_doc_no",
            "published_on",
        )
    },
    helps={"tender": ("region", *UNIT)},
    params={
        "amount": Param(
            float,
            Text("公开招标数额标准（元）", "amount from which open tender is due, yuan"),
            required=True,
            minimum=0,
        ),
        **AREA,
    },
    threshold="amount",
    seen=Text(
        "采购项目 {subject_id} 预算 {value} 元，没有公开招标，也没有批准文号",
        "Purchase {subject_id}: a budget of {value} yuan, no open tender and no approval on record",
    ),
)


@check
def evaluate(
    tender: Table, *, amount: float, by_region: Mapping[str, float], absent: frozenset[str]
) -> Table:
    """Compare the budget of each purchase by another method with the local amount."""
    asked = asked_of(tender)
    asked = asked.filter(asked.category.isin(["goods", "services"]).fill_null(True))
    large = asked.amount_yuan.cast("float64") >= open_tender_amount(asked, amount, by_region)
    approved = said(absent, "tender", asked.method_approval_doc_no)
    bought = asked.category.isin(["goods", "services"])
    return asked.select(
        "tender_id",
        unit_id=answers_for(asked),
        value=asked.amount_yuan,
        flagged=large & (asked.method != "open") & ~approved & bought & asked.governed,
    )


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The purchase and its buyer."""
    return cite_tender(flagged, tender)

"""
一个预算项目下同一品目多次采购，合计超过公开招标数额。
Purchases of one class under one budget item add up beyond open tender.

《政府采购法实施条例》第二十八条：在一个财政年度内，将一个预算项目下的同一品目或者类别的货物、服务采用公开招标以外的
方式多次采购，累计资金数额超过公开招标数额标准的，属于以化整为零方式规避公开招标；预算项目调整或者经批准的除外。

一个对象是一个单位、一个预算项目、一个品目、一个财政年度。值是确知的累计金额；不足次数的不提示。金额、方式、类别不明而足
以改变结论的，或者单位、预算项目、品目不明的，留空。补充合同、已作废的和有批准文号的不计。
The subject is one unit, budget item, class and fiscal year. The value is the sum surely bought by other methods.
Where an unknown amount, method or kind could change the answer, or unit, item or class is unknown, nothing is
concluded. Supplements, cancelled contracts and those with an approval are left out.
"""

from collections.abc import Mapping

import ibis
from ibis import Table

from qinglian.checks._purchases import AREA, open_tender_amount
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

KEY = ("unit_id", "budget_item", "item_class", "year")
GONE = ("cancelled",)

check = Check(
    __name__,
    title=Text(zh="同一品目化整为零", en="One class bought in pieces"),
    subject="purchases",
    scope="group",
    dated_by="signed_on",
    key=KEY,
    needs={
        "contract": (
            "contract_id", "unit_id", "budget_item", "item_class", "contract_type", "method",
            "amount_yuan", "signed_on",
        )
    },
    helps={
        "contract": ("regime", "region", "method_approval_doc_no", "status", "supplement_of", "supplier_id")
    },
    params={
        "amount": Param(
            float,
            Text("公开招标数额标准（元）", "amount from which open tender is due, yuan"),
            required=True,
            minimum=0,
        ),
        "minimum_count": Param(
            int, Text("至少采购几次", "at least how many purchases"), default=2, minimum=1
        ),
        **AREA,
    },
    threshold="amount",
    seen=Text(
        "{subject_id}：同一预算项目同一品目一年内以其他方式采购合计 {value} 元",
        "{subject_id}: {value} yuan of one class under one budget item in a year, none by open tender",
    ),
)  # fmt: skip


@check
def evaluate(
    contract: Table, *, amount: float, minimum_count: int, by_region: Mapping[str, float]
) -> Table:
    """Add up what each unit bought of a class under an item in a year."""
    bought = _bought(contract)
    bought = bought.mutate(
        bar=open_tender_amount(bought, amount, by_region), known=bought.amount_yuan.notnull()
    )
    sums = bought.group_by(*KEY).aggregate(
        sure=bought.amount_yuan.sum(where=bought.sure).fill_null(0),
        times=bought.sure.sum(),
        most=bought.amount_yuan.sum().fill_null(0),
        most_times=bought.count(),
        unpriced=(~bought.known).any(),
        bar=bought.bar.max(),
        period=bought.year.max().cast("string"),
    )
    whole = ibis.and_(*(sums[name].notnull() for name in KEY))
    enough = (sums.sure.cast("float64") > sums.bar) & (sums.times >= minimum_count)
    maybe = (sums.most.cast("float64") > sums.bar) | sums.unpriced
    flagged = ibis.cases(
        (~whole, ibis.null("boolean")),
        (enough, True),
        (maybe & (sums.most_times >= minimum_count), ibis.null("boolean")),
        else_=False,
    )
    return sums.select(*KEY, "period", value=sums.sure, flagged=flagged)


@check.evidence
def evidence(flagged: Table, contract: Table) -> Table:
    """The contracts that were added up, each with its supplier."""
    bought = _bought(contract)
    rows = bought.filter(bought.sure).semi_join(flagged, list(KEY))
    return rows.select(
        *KEY,
        table=ibis.literal("contract"),
        row_id=rows.contract_id,
        role=ibis.literal("supplier"),
        party_id=rows.supplier_id,
    )


def _bought(contract: Table) -> Table:
    """Purchases that were, or may have been, of goods or services by another method; `sure` where it is known."""
    c = contract
    gone = c.status.isin(GONE).fill_null(False) | c.supplement_of.notnull()
    left_out = (
        c.regime.isin(["tendering", "outside"]).fill_null(False)
        | c.method_approval_doc_no.notnull()
    )
    kind = c.contract_type.isin(["goods", "services"])
    other = c.method != "open"
    told = c.mutate(
        year=c.signed_on.year(), sure=(kind & other).fill_null(False), may=(kind & other).fill_null(True)
    )  # fmt: skip
    return told.filter(~gone, ~left_out, told.may)

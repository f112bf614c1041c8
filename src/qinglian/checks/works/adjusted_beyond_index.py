"""
材料调差金额超过按指数推得的金额。A price adjustment claims more than the index gives.

合同价格调整条款：调差＝数量×（当期价格－基期价格－约定风险幅度内的部分）；跌价同理。

值是调差金额与推得金额之差占基期金额的比例；价格、数量不明的，留空。没有约定风险幅度的按零。
The value is what was claimed less what the index gives, over the base value. Without price or quantity nothing is
concluded; a risk not agreed counts as none.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="调差超过指数", en="Adjusted beyond the index"),
    subject="price_adjustment",
    scope="case",
    needs={
        "price_adjustment": (
            "price_adjustment_id",
            "base_price_yuan",
            "current_price_yuan",
            "quantity",
            "amount_yuan",
        )
    },
    helps={"price_adjustment": ("risk_share",)},
    params={"share": Param(float, Text("界线", "limit"), required=True, minimum=0)},
    threshold="share",
    seen=Text(
        "调差 {subject_id} 比按指数推得的多出基期金额的 {value}",
        "Adjustment {subject_id} exceeds what the index gives by {value} of the base value",
    ),
)


@check
def evaluate(price_adjustment: Table, *, share: float) -> Table:
    """Adjusted beyond the index, row by row."""
    r = price_adjustment
    base, now = r.base_price_yuan.cast("float64"), r.current_price_yuan.cast("float64")
    risk = base * r.risk_share.fill_null(0.0)
    due = ibis.cases(
        (now > base + risk, now - base - risk), (now < base - risk, now - base + risk), else_=0.0
    )
    due = (base.isnull() | now.isnull()).ifelse(ibis.null("float64"), due * r.quantity)
    more = (r.amount_yuan.cast("float64") - due) / (base * r.quantity).nullif(0)
    return r.select("price_adjustment_id", value=more, flagged=more > share + 1e-9)


@check.evidence
def evidence(flagged: Table, price_adjustment: Table) -> Table:
    """The row itself."""
    return the_row(flagged, price_adjustment, table="price_adjustment", key="price_adjustment_id")

"""
预留的质量保证金超过结算价款的法定比例。More was kept for quality than the rules allow.

《建设工程质量保证金管理办法》（建质〔2017〕138号）第七条：保证金总预留比例不得高于工程价款结算总额的百分之三。

值是质保金与结算额之比；金额不明的，留空。
The value is the money kept over the settled value; without either nothing is concluded.
"""

from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="质保金超过比例", en="Guarantee above its share"),
    subject="retention",
    scope="case",
    needs={
        "retention": (
            "retention_id",
            "amount_yuan",
            "settled_yuan",
        )
    },
    helps={"retention": ("unit_id",)},
    params={"share": Param(float, Text("界线", "limit"), required=True, minimum=0)},
    threshold="share",
    seen=Text(
        "质保金 {subject_id} 为结算额的 {value} 倍，限 {threshold}",
        "Guarantee {subject_id} is {value} of the settled value, at most {threshold}",
    ),
)


@check
def evaluate(retention: Table, *, share: float) -> Table:
    """Guarantee above its share, row by row."""
    r = retention
    kept, settled = r.amount_yuan.cast("float64"), r.settled_yuan.cast("float64")
    return r.select(
        "retention_id",
        "unit_id",
        value=kept / settled.nullif(0),
        flagged=kept > (settled * share).round(2),
    )


@check.evidence
def evidence(flagged: Table, retention: Table) -> Table:
    """The row itself."""
    return the_row(flagged, retention, table="retention", key="retention_id")

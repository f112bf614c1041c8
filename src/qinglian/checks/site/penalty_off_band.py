"""
业主、监理的合同处理不在裁量基准的幅度内。A contract penalty of an owner or supervisor lies outside its band of
discretion.

工程管理单位的“裁量基准”约束业主和监理对参建单位的违约金、扣款、信用扣分，不是行政处罚的裁量基准。

值是金额（信用扣分的为分数）。幅度外而记有从轻从重理由的不提示；上下限不明而足以改变结论的、幅度外而来源没有理由一列
的，留空。
The value is the amount, or the points where points are taken. Outside the band a recorded reason clears. Where an
end of the band is unknown and could change the answer, or the source has no column of reasons, nothing is
concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="合同处理不在幅度内", en="Contract penalty outside its band"),
    subject="contract_penalty",
    scope="case",
    dated_by="decided_on",
    needs={
        "contract_penalty": (
            "contract_penalty_id", "kind", "decided_on", ("amount_yuan", "points"), "band_min", "band_max", "reason",
        )
    },
    helps={"contract_penalty": ("unit_id", "party_id", "ground_code", "level")},
    params={
        "money": Param(list, Text("哪些处理看金额", "kinds judged by money"), required=True),
        "scored": Param(list, Text("哪些处理看分数", "kinds judged by points"), required=True),
    },
    seen=Text(
        "合同处理 {subject_id} 的 {value} 不在裁量幅度内",
        "Contract penalty {subject_id}: {value} lies outside the band of discretion",
    ),
)  # fmt: skip


@check
def evaluate(
    contract_penalty: Table, *, money: list[str], scored: list[str], absent: frozenset[str]
) -> Table:
    """Compare every penalty with its band."""
    asked = contract_penalty.filter(contract_penalty.kind.isin([*money, *scored]))
    yuan = asked.amount_yuan.cast("float64")
    size = asked.kind.isin(scored).ifelse(asked.points, yuan)
    outside = (size > asked.band_max) | (size < asked.band_min)
    told = ibis.literal(True)
    if "contract_penalty.reason" in absent:
        told = unknown()
    flagged = ibis.cases((asked.reason.notnull(), False), (outside, told), else_=outside)
    return asked.select("contract_penalty_id", "unit_id", value=size, flagged=flagged)


@check.evidence
def evidence(flagged: Table, contract_penalty: Table) -> Table:
    """The decision, with the firm concerned."""
    return of_row(
        flagged, contract_penalty, "contract_penalty", "contract_penalty_id", "contractor", "party_id"
    )  # fmt: skip

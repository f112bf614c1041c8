"""
罚款不在裁量基准的幅度内。A fine lies outside the band of its discretion benchmark.

《行政处罚法》第五条、第三十四条：处罚与违法行为的事实、性质、情节相当；裁量基准向社会公布。

值是罚款金额。低于下限而记有从轻、减轻事由，或者裁量档次为减轻的，不提示；上下限不明、不足以判断的，
低于下限而来源没有事由一列、档次也不明的，留空。
The value is the fine. Below the band, a recorded reason or a mitigated level explains it. Where the ends of the
band are unknown and could change the answer, nothing is concluded; nor below the band where the source has no
column for a reason and the level is unknown.
"""

from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="罚款不在裁量基准的幅度内", en="Fine outside its band of discretion"),
    subject="penalty",
    scope="case",
    dated_by="decided_on",
    needs={
        "penalty": (
            "penalty_id",
            "amount_yuan",
            "discretion_min_yuan",
            "discretion_max_yuan",
            ("discretion_reason", "discretion_level"),
            "decided_on",
        )
    },
    helps={"penalty": ("unit_id",)},
    params={
        "explained_by": Param(
            list,
            Text("可以低于下限的裁量档次", "levels of discretion that may lie below the band"),
            required=True,
        )
    },
    seen=Text(
        "案件 {subject_id} 罚款 {value} 元，不在所用裁量幅度内",
        "Case {subject_id}: fined {value} yuan, outside the band that was applied",
    ),
)


@check
def evaluate(
    penalty: Table, *, explained_by: list[str], absent: frozenset[str] = frozenset()
) -> Table:
    """Compare every fine with the band on record."""
    asked = penalty.filter(penalty.amount_yuan > 0)
    mitigated = asked.discretion_level.isin(explained_by)
    explained = mitigated.fill_null(False) | asked.discretion_reason.notnull()
    if "penalty.discretion_reason" in absent:
        explained = mitigated
    above = asked.amount_yuan > asked.discretion_max_yuan
    below = (asked.amount_yuan < asked.discretion_min_yuan) & ~explained
    return asked.select("penalty_id", "unit_id", value=asked.amount_yuan, flagged=above | below)


@check.evidence
def evidence(flagged: Table, penalty: Table) -> Table:
    """The case itself."""
    return the_row(flagged, penalty, table="penalty", key="penalty_id")

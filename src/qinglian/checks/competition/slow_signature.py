"""
定标之后久不签约。A long time passed between the award and the signing of the contract.

开放采购红旗目录 R060。值是定标日到签订日的日历天数；超过界线的提示。签约早于定标的，值为负数，不提示。
OCP red flag R060. The value is the number of calendar days from the award to the signature, flagged above the limit. A
contract signed before its award has a negative value and is not flagged here. Without one of the two days nothing is
concluded. The limit is a convention, not a test: no rate of false alarms can be stated for it.
"""

from ibis import Table

from qinglian.checks._contracts import CONTRACT, UNIT, cite, cite_contracts, entered
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="定标之后久不签约", en="Long time between award and signature"),
    subject="contract",
    scope="case",
    dated_by="signed_at",
    needs={
        "contract": ("contract_id", "signed_day", ("award_id", "awarded_day")),
        "award": ("award_id", "awarded_day"),
        "tender": (),
    },
    helps={"contract": (*CONTRACT, "supplier_id", "signed_on"), "tender": UNIT},
    params={"at_most": Param(int, Text("最多多少日历天", "calendar days at most"), required=True, minimum=0)},
    threshold="at_most",
    seen=Text(
        "合同 {subject_id} 在定标后 {value} 天才签订，超过 {threshold} 天",
        "Contract {subject_id} was signed {value} days after the award, more than {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(contract: Table, award: Table, tender: Table, *, at_most: int) -> Table:
    """Count the days from the award to the signature of every contract."""
    rows = entered(contract, tender, "award_id", "awarded_day", "signed_day", "status")
    rows = rows.filter(~(rows.status == "pending").fill_null(False))
    days = award.select(of_award="award_id", award_day="awarded_day")
    rows = rows.left_join(days, [("award_id", "of_award")])
    waited = rows.signed_day - rows.awarded_day.coalesce(rows.award_day)
    return rows.select("contract_id", unit_id="unit", value=waited, flagged=waited > at_most)


@check.evidence
def evidence(flagged: Table, contract: Table, award: Table) -> Table:
    """The contract, and the award it followed."""
    mine = contract.semi_join(flagged, "contract_id").select("contract_id", of_award="award_id")
    rows = mine.inner_join(award, [("of_award", "award_id")])
    awards = cite(rows, "contract_id", table="award", row_id=rows.award_id)
    return cite_contracts(flagged, contract).union(awards)

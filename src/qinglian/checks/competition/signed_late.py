"""
合同台账上中标通知书与签约相隔过久。A contract ledger shows too long a time from award letter to signature.

《招标投标法》第四十六条：自中标通知书发出之日起三十日内，按照招标文件和中标人的投标文件订立书面合同。

值是相隔的自然日数，发出之日不计。合同没有写方式的，看它的招标项目；只问公开、邀请招标和方式不明的合同；日期不明，或
者超过而方式不明的，留空。
The value is the number of calendar days, the day of the letter not counted. A contract without a method has that of
its tender. Asked of contracts after an open or selective tender and of those of unknown method; without a day, or
late and of unknown method, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.checks._tendering import CONTRACT_LAW, LAW, answers_for, tendered, with_law
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="中标通知书发出后签约过晚", en="Signed too late after the award letter"),
    subject="contract",
    scope="case",
    dated_by="awarded_at",
    needs={
        "contract": ("contract_id", "awarded_at", "signed_at", ("method", "tender_id")),
        "tender": ("tender_id", "method"),
    },
    helps={
        "contract": (
            "unit_id",
            "buyer_id",
            "awarded_day",
            "signed_day",
            "supplement_of",
            *CONTRACT_LAW,
        ),
        "tender": LAW,
    },
    params={"days": Param(int, Text("几日以内", "within how many days"), required=True, minimum=0)},
    threshold="days",
    seen=Text(
        "合同 {subject_id} 在中标通知书发出 {value} 日后签订，应在 {threshold} 日以内",
        "Contract {subject_id} was signed {value} days after the award letter, where {threshold} are allowed",
    ),
)


@check
def evaluate(contract: Table, tender: Table, *, days: int) -> Table:
    """The days from award letter to signature of every contract."""
    asked = contract.filter(contract.supplement_of.isnull())
    asked = tendered(with_law(asked, tender))
    gap = asked.signed_day - asked.awarded_day
    known = asked.method.notnull().ifelse(True, ibis.null("boolean"))
    return asked.select(
        "contract_id", unit_id=answers_for(asked), value=gap, flagged=(gap > days) & known
    )


@check.evidence
def evidence(flagged: Table, contract: Table) -> Table:
    """The contract itself."""
    return the_row(flagged, contract, table="contract", key="contract_id", role="contract")

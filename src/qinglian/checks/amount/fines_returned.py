"""
财政支付的用途写着返还罚没款。A payment returns fine money to an authority.

《行政处罚法》第七十四条第三款：除依法应当退还、退赔的外，财政部门不得以任何形式向作出行政处罚决定的行政机关返还罚款、
没收的违法所得或者没收非法财物拍卖的款项。

值是支付金额。没有用途的，留空；写明退还、退赔的不提示。
The value is the amount paid. A payment without a purpose is not concluded; one that says it refunds a party is not
flagged.
"""

from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="支付用途为返还罚没款", en="Payment that returns fine money"),
    subject="payment",
    scope="case",
    dated_by="paid_on",
    needs={"payment": ("payment_id", "purpose", "paid_on")},
    helps={"payment": ("unit_id", "amount_yuan", "status")},
    params={
        "pattern": Param(str, Text("用途中要找的说法", "what the purpose says"), required=True),
        "lawful": Param(
            str, Text("依法退还、退赔的说法", "what lawful refunds say"), required=True
        ),
        "unpaid": Param(
            list, Text("没有付成的支付状态", "states of payments not made"), required=True
        ),
    },
    seen=Text(
        "支付 {subject_id}（{value} 元）的用途写着返还罚没款",
        "Payment {subject_id} of {value} yuan says that it returns fine money",
    ),
)


@check
def evaluate(payment: Table, *, pattern: str, lawful: str, unpaid: list[str]) -> Table:
    """Read the purpose of every payment that was made."""
    asked = payment.filter(payment.status.notin(unpaid).fill_null(True))
    said = asked.purpose.re_search(pattern) & ~asked.purpose.re_search(lawful)
    return asked.select("payment_id", "unit_id", value=asked.amount_yuan, flagged=said)


@check.evidence
def evidence(flagged: Table, payment: Table) -> Table:
    """The payment itself."""
    return the_row(flagged, payment, table="payment", key="payment_id", role="payment")

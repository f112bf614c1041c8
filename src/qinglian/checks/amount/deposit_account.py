"""
投标保证金没有从基本账户转出。A bid security was not paid from the bidder's basic account.

《招标投标法实施条例》第二十六条第二款：依法必须进行招标的项目的境内投标单位，以现金或者支票形式提交的投标保证金应当
从其基本账户转出。

值是保证金金额。只问卡上所列形式的保证金；境外投标人不问。付款账号或者基本户账号缺一，或者形式、是否境外不明而足以改
变结论的，留空。已知按政府采购或者其他制度的项目不问。
The value is the security. Only the forms on the card are asked, and no bidders from abroad. Without the paying or
the basic account, or where an unknown form could change the answer, nothing is concluded. Purchases known to follow
another law are not asked.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.checks._tendering import LAW, not_elsewhere
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="投标保证金没有从基本账户转出", en="Security not from the basic account"),
    subject="deposit",
    scope="case",
    dated_by="paid_on",
    needs={
        "deposit": ("deposit_id", "form", "payer_account", "basic_account", "paid_on"),
        "tender": (),
    },
    helps={
        "deposit": ("bidder_id", "tender_id", "amount_yuan", "foreign_flag"),
        "tender": ("tender_id", *LAW),
    },
    params={
        "forms": Param(
            list, Text("须从基本户转出的形式", "forms to be paid from it"), required=True
        )
    },
    seen=Text(
        "保证金 {subject_id}（{value} 元）的付款账号不是投标人的基本户账号",
        "Security {subject_id} of {value} yuan was not paid from the bidder's basic account",
    ),
)


@check
def evaluate(deposit: Table, tender: Table, *, forms: list[str]) -> Table:
    """Compare the paying account of every such security with the basic account."""
    own = not_elsewhere(deposit, tender)
    asked = own.filter(own.form.isin(forms) | own.form.isnull(), ~own.foreign_flag.fill_null(False))
    elsewhere = asked.payer_account != asked.basic_account
    flagged = ibis.cases(
        (~elsewhere, False), (asked.form.isnull(), ibis.null("boolean")), else_=elsewhere
    )
    return asked.select("deposit_id", value=asked.amount_yuan, flagged=flagged)


@check.evidence
def evidence(flagged: Table, deposit: Table, tender: Table) -> Table:
    """The security, and whose it is."""
    row = the_row(flagged, deposit, table="deposit", key="deposit_id", role="tenderer")
    whose = deposit.select(of_deposit="deposit_id", whose="bidder_id")
    named = row.join(whose, row.deposit_id == whose.of_deposit)
    return named.select("deposit_id", "table", "row_id", "role", party_id=named.whose)

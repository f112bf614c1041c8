"""
不同投标人的保证金出自同一账户。The securities of different bidders came from one account.

《招标投标法实施条例》第四十条第六项：不同投标人的投标保证金从同一单位或者个人的账户转出的，视为投标人相互串通投标。

值是付款账户与对手相同的投标份数。保函、保险等没有付款账户的形式不比；标为银行清算过渡户的不比。有投标没有保证金记
录、形式不明或者账户不明，足以改变结论的，留空。
The value counts the bids whose security was paid from the account of a rival's. Guarantees and insurances have no
paying account and are not compared, nor are clearing accounts of a bank marked as such. Where a bid has no security
on record, or an unknown form or account could change the answer, nothing is concluded.
"""

from ibis import Table

from qinglian.checks import _regime
from qinglian.checks.collusion import _sides
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="不同投标人的保证金出自同一账户", en="Securities of rivals from one account"),
    subject="tender",
    scope="population",
    dated_by="opened_on",
    needs={
        "tender": _sides.TENDER,
        "bid": _sides.BID,
        "deposit": ("tender_id", _sides.WHOSE, "payer_account"),
    },
    helps={
        "tender": _sides.TENDER_HELPS,
        "bid": _sides.BID_HELPS,
        "deposit": (*_sides.TRACE, "form", "clearing_flag"),
    },
    params={
        **_regime.LAW,
        "forms": Param(
            list, Text("从账户转出的形式", "forms that are paid from an account"), required=True
        ),
    },
    seen=Text(
        "项目 {subject_id} 有 {value} 份投标的保证金付款账户与对手相同",
        "Tender {subject_id}: the securities of {value} bids came from the account of a rival's",
    ),
)


@check
def evaluate(tender: Table, bid: Table, deposit: Table, *, forms: list[str], law: str) -> Table:
    """Compare the paying accounts; a security in another form settles its bid."""
    rows = _sides.sided(deposit, bid, "deposit_id")
    accounts = _accounts(rows, forms)
    other = rows.filter(rows.form.notin(forms))
    known = accounts.filter(accounts.known).select("tender_id", "side")
    known = known.union(other.select("tender_id", "side"))
    return _sides.judged(tender, bid, known, _sides.paired(_sides.beside(accounts)), law=law)


@check.evidence
def evidence(flagged: Table, bid: Table, deposit: Table, *, forms: list[str]) -> Table:
    """The securities from one account."""
    found = _sides.beside(_accounts(_sides.sided(deposit, bid, "deposit_id"), forms))
    return _sides.cited(flagged, found, _sides.paired(found), "deposit")


def _accounts(rows: Table, forms: list[str]) -> Table:
    """Paying accounts. Where the form is not known, an account that paid is one all the same."""
    paid = rows.filter(rows.form.isin(forms) | rows.form.isnull())
    return _sides.parts(paid.mutate(public_flag=paid.clearing_flag), ["payer_account"])

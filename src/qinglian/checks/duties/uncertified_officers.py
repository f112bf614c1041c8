"""
执法人员未持有效执法证。Officers of the case do not all hold a valid certificate.

《行政处罚法》第四十二条：行政处罚应当由具有行政执法资格的执法人员实施。

台账没有写明是否持证的，留空。 Where the ledger does not say, nothing is concluded.
"""

from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="执法人员未持有效执法证", en="Officers without a valid certificate"),
    subject="penalty",
    scope="case",
    dated_by="decided_on",
    needs={"penalty": ("penalty_id", "officers_certified", "decided_on")},
    helps={"penalty": ("unit_id",)},
    params={
        "certified": Param(
            bool, Text("执法人员应当持证", "officers must be certified"), required=True
        )
    },
    seen=Text(
        "案件 {subject_id} 的台账写明执法人员未全部持有效执法证",
        "Case {subject_id}: the ledger says that not all officers held valid certificates",
    ),
)


@check
def evaluate(penalty: Table, *, certified: bool) -> Table:
    """Every case, by what its ledger says of the certificates."""
    return penalty.select(
        "penalty_id",
        "unit_id",
        value=penalty.officers_certified.cast("int64"),
        flagged=penalty.officers_certified != certified,
    )


@check.evidence
def evidence(flagged: Table, penalty: Table) -> Table:
    """The case itself."""
    return the_row(flagged, penalty, table="penalty", key="penalty_id")

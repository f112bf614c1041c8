"""
承诺时限长于法定时限。The promised time is longer than the law allows.

《优化营商环境条例》第三十六条：各地区可以在国家规定的政务服务事项办理时限内进一步压减时间。

值是承诺的工作日数，与台账所载法定时限相比；二者有一项没有的，留空：单行法可能另定期限，不能一律按二十日推断。
The value is the promised number of working days, compared with the legal term in the ledger. Where either is
missing nothing is concluded: a law of its own may set another term, so twenty days are not assumed.
"""

from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="承诺时限长于法定时限", en="Promised time beyond the legal term"),
    subject="permit",
    scope="case",
    needs={"permit": ("permit_id", "promised_days", "legal_days")},
    params={},
    seen=Text(
        "办件 {subject_id} 承诺 {value} 个工作日，长于法定的 {threshold} 个",
        "Case {subject_id}: {value} working days promised where the law allows {threshold}",
    ),
)


@check
def evaluate(permit: Table) -> Table:
    """Compare promise and law, case by case."""
    return permit.select(
        "permit_id",
        value=permit.promised_days,
        threshold=permit.legal_days,
        flagged=permit.promised_days > permit.legal_days,
    )


@check.evidence
def evidence(flagged: Table, permit: Table) -> Table:
    """The case itself."""
    return the_row(flagged, permit, table="permit", key="permit_id")

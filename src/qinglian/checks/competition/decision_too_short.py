"""
截标后很快定标。The award followed the closing of bids within very few days.

开放采购红旗目录 R061。值是截标到第一个生效中标的日历天数；不多于界线的提示。定标早于截标的也提示，值为负数。
OCP red flag R061. The value is the number of calendar days from the closing of bids to the first active award,
flagged at or below the limit; an award dated before the closing is flagged too, with a negative value. The limit is a
convention of the Corruption Risk Index (award within 5 days of the deadline), which gives no rate of false alarms.
"""

from ibis import Table

from qinglian.checks._procurement import per_process
from qinglian.checks.competition._decision import HELPS, NEEDS, PARAMS, cite_decision, decision_days
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="评审决定过快", en="Decision period extremely short"),
    subject="contracting_process",
    scope="case",
    needs=NEEDS,
    helps=HELPS,
    params=PARAMS,
    threshold="days",
    seen=Text(
        "采购过程 {subject_id} 截标后 {value} 天即定标，不多于 {threshold} 天",
        "Contracting process {subject_id} was awarded {value} days after bids closed, {threshold} or fewer",
    ),
)


@check
def evaluate(
    tender: Table,
    award: Table,
    *,
    days: int,
    procurement_methods: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare the days to the first award with the least number."""
    rows = decision_days(
        tender, award, which="first", methods=procurement_methods, excluded=excluded_procurement_method_details
    )  # fmt: skip
    return per_process(rows, rows.days <= days, rows.days.cast("float64"))


@check.evidence
def evidence(flagged: Table, tender: Table, award: Table) -> Table:
    """The tender and its awards."""
    return cite_decision(flagged, tender, award)

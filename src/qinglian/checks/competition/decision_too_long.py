"""
截标后久不定标。The award came very long after the closing of bids.

开放采购红旗目录 R062。值是截标到最后一个生效中标的日历天数；多于界线的提示。尚未定标的不问。
OCP red flag R062. The value is the number of calendar days from the closing of bids to the last active award, flagged
above the limit. A process without award is not asked. The limit is a convention of the Corruption Risk Index (award
after more than 100 days), which gives no rate of false alarms.
"""

from ibis import Table

from qinglian.checks._procurement import per_process
from qinglian.checks.competition._decision import HELPS, NEEDS, PARAMS, cite_decision, decision_days
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="评审决定过慢", en="Decision period extremely long"),
    subject="contracting_process",
    scope="case",
    needs=NEEDS,
    helps=HELPS,
    params=PARAMS,
    threshold="days",
    seen=Text(
        "采购过程 {subject_id} 截标后 {value} 天才定标，多于 {threshold} 天",
        "Contracting process {subject_id} was awarded {value} days after bids closed, more than {threshold}",
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
    """Compare the days to the last award with the greatest number."""
    rows = decision_days(
        tender, award, which="last", methods=procurement_methods, excluded=excluded_procurement_method_details
    )  # fmt: skip
    return per_process(rows, rows.days > days, rows.days.cast("float64"))


@check.evidence
def evidence(flagged: Table, tender: Table, award: Table) -> Table:
    """The tender and its awards."""
    return cite_decision(flagged, tender, award)

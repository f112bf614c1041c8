"""
中标后把大部分转给别人做。The supplier subcontracts all or most of what it won.

开放采购红旗目录 R071。值是分包比例：公布的下限，或分包金额÷中标金额。达到界线的提示；只知上限而低于界线的不提示，区间
跨着界线的不下结论。不分包的为零。
OCP red flag R071. The value is the share subcontracted: the least share published, or the value subcontracted / the
award, flagged at or above the limit. Where only a range is known that has the limit inside it, nothing is concluded;
an award declared without subcontracting has 0. Shares outside 0 to 1 are not read.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._contracts import UNIT, cite
from qinglian.checks._procurement import EXCLUDED, TENDER, money, price, processes, suppliers
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

SHARE = (
    "subcontracted", "subcontracted_least", "subcontracted_most", "subcontracted_amount", "subcontracted_currency",
)  # fmt: skip

check = Check(
    __name__,
    title=Text(zh="中标后大部分分包", en="All or most of the work is subcontracted"),
    subject="award",
    scope="case",
    needs={
        "award": ("award_id", "tender_id", "status", ("subcontracted_least", "subcontracted_amount", "subcontracted")),
        "tender": (),
    },
    helps={
        "award": (*SHARE, "amount", "amount_yuan", "currency", "supplier_id", "supplier_ids"),
        "tender": tuple(dict.fromkeys((*TENDER, *UNIT))),
    },
    params={
        "at_least": Param(float, Text("分包比例达到", "share subcontracted at least"), required=True, minimum=0),
        **EXCLUDED,
    },
    threshold="at_least",
    seen=Text(
        "中标 {subject_id} 分包的比例至少为 {value}，达到 {threshold}",
        "At least {value} of award {subject_id} is subcontracted, {threshold} or more",
    ),
)  # fmt: skip


@check
def evaluate(
    award: Table,
    tender: Table,
    *,
    at_least: float,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare the share subcontracted of every active award with the limit."""
    asked = processes(tender, excluded=excluded_procurement_method_details)
    active = award.filter(award.status == "active").inner_join(
        asked.select("tender_id", "unit_id"), "tender_id"
    )
    same = (active.subcontracted_currency == money(active)) & (price(active) > 0)
    exact = same.ifelse(active.subcontracted_amount / price(active), ibis.null("float64"))
    none = (active.subcontracted == False).ifelse(0.0, ibis.null("float64"))  # noqa: E712
    least, most = _share(active.subcontracted_least), _share(active.subcontracted_most)
    low = least.coalesce(exact, none)
    high = most.coalesce(exact, none)
    flagged = ibis.cases((low >= at_least, True), (high < at_least, False))
    return active.select("award_id", "unit_id", value=low, flagged=flagged)


def _share(column: Any) -> Any:
    return column.between(0, 1).ifelse(column, ibis.null("float64"))


@check.evidence
def evidence(flagged: Table, award: Table) -> Table:
    """The award with its suppliers."""
    rows = award.semi_join(flagged, "award_id")
    rows = rows.select("award_id", party=suppliers(rows).unnest())
    return cite(
        rows, "award_id", table="award", row_id=rows.award_id, role="supplier", party=rows.party
    )

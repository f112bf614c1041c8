"""
供应商中标的品目过杂。A supplier wins goods and services of unusually many kinds.

开放采购红旗目录 R048。值是中标品目编码前几位的不同个数；在过程够多的供应商中达到上界（Q3＋1.5 倍四分位距）的提示。
只看一家中标的生效结果。
OCP red flag R048. The value is the number of distinct prefixes of the classification codes won, flagged at or above the
upper fence of all suppliers seen in enough processes; only active awards to one supplier count. With too few processes
nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    EXCLUDED,
    MINIMUM_COUNT,
    TENDER,
    cite_awards,
    processes,
    suppliers,
)
from qinglian.checks._statistics import upper_fence
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="供应商中标的品目过杂", en="Heterogeneous supplier"),
    subject="tenderer",
    scope="population",
    needs={
        "tender": ("tender_id",),
        "award": ("award_id", "tender_id", "status", "supplier_id"),
        "item": ("award_id", "classification_id"),
    },
    helps={"tender": TENDER, "award": ("supplier_ids",)},
    params={
        "digits": Param(
            int, Text("比较编码的前几位", "how many characters of the code count"), required=True, minimum=0
        ),
        "minimum_contracting_processes": Param(
            int, Text("至少这么多个采购过程", "least number of contracting processes"), required=True, minimum=0
        ),
        "threshold": Param(float, Text("界线；不写则由全体求出", "fence; taken from all where absent")),
        **EXCLUDED,
        **MINIMUM_COUNT,
    },
    threshold="threshold",
    seen=Text(
        "供应商 {subject_id} 中标的品目多达 {value} 类，达到界线 {threshold}",
        "Supplier {subject_id} won {value} kinds of items, at or above the fence of {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    award: Table,
    item: Table,
    *,
    digits: int,
    minimum_contracting_processes: int,
    threshold: float | None = None,
    excluded_procurement_method_details: list[str] | None = None,
    minimum_count: int = 0,
) -> Table:
    """Compare the number of kinds of each supplier with all others."""
    active = _active(tender, award, excluded_procurement_method_details)
    everybody = active.select(tenderer_id=suppliers(active).unnest()).distinct()
    won = _won(active, item)
    counted = won.group_by(of="tenderer_id").aggregate(
        kinds=won.classification_id.left(digits).nunique(), processes=won.tender_id.nunique()
    )
    enough = counted.processes >= minimum_contracting_processes
    kinds = counted.kinds.cast("float64")
    counted = counted.select("of", value=kinds, judged=enough.ifelse(kinds, ibis.null("float64")))
    rows = everybody.left_join(counted, [("tenderer_id", "of")])
    rows = rows.filter(rows.tenderer_id.notnull())
    if threshold is None:
        rows = rows.cross_join(upper_fence(counted, "judged"))
        fence = (rows.subjects >= minimum_count).ifelse(rows.fence, ibis.null("float64"))
    else:
        fence = ibis.literal(threshold, "float64")
    return rows.select("tenderer_id", "value", flagged=rows.judged >= fence, threshold=fence)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    award: Table,
    item: Table,
    *,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The awards whose items were counted."""
    active = _active(tender, award, excluded_procurement_method_details)
    won = _won(active, item).semi_join(flagged, "tenderer_id").distinct()
    return cite_awards(won, key="tenderer_id", supplier=won.tenderer_id).distinct()


def _active(tender: Table, award: Table, excluded: list[str] | None) -> Table:
    active = award.filter(award.status == "active")
    return active.semi_join(processes(tender, excluded=excluded), "tender_id")


def _won(active: Table, item: Table) -> Table:
    """Classified items of active awards with one supplier."""
    sole = active.filter(active.supplier_id.notnull())
    sole = sole.select("award_id", "tender_id", tenderer_id="supplier_id")
    named = item.filter(item.classification_id.notnull()).select("award_id", "classification_id")
    return named.inner_join(sole, "award_id")

"""
同一机关对同一企业的检查超过公布的年度频次。An authority inspected an enterprise more often than it announced for
the year.

值是到这一次为止当年计入频次的检查次数；提示超出上限的各次。投诉举报、转办交办、企业申请的检查不计入。上限没有公布，
或者是否计入不明、足以改变结论的，留空。
The value counts the inspections of the year up to this one that count towards the limit; those beyond it are
flagged. Complaints, transferred matters and the enterprise's own requests do not count. Without an announced limit,
or where an unknown kind could change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="入企检查超过公布的年度频次", en="Inspected more often than announced"),
    subject="inspection",
    scope="group",
    dated_by="inspected_on",
    needs={
        "inspection": (
            "inspection_id",
            "unit_id",
            "party_id",
            "inspected_on",
            ("counted", "kind"),
            "yearly_limit",
        )
    },
    params={
        "uncounted": Param(
            list,
            Text("不计入频次的检查方式", "kinds that do not count towards the limit"),
            required=True,
        )
    },
    seen=Text(
        "检查 {subject_id} 是该机关当年对该企业的第 {value} 次，超过公布上限",
        "Inspection {subject_id} is number {value} of the year, beyond the announced limit",
    ),
)


@check
def evaluate(inspection: Table, *, uncounted: list[str]) -> Table:
    """Number the inspections of each enterprise by each authority and year."""
    counts = inspection.counted.coalesce(inspection.kind.notin(uncounted))
    known = inspection.mutate(counts=counts, year=inspection.inspected_on.year()).filter(
        counts.fill_null(True)
    )
    up_to = ibis.window(
        group_by=["unit_id", "party_id", "year"],
        order_by=["inspected_on", "inspection_id"],
        preceding=None,
        following=0,
    )
    sure = known.counts.cast("int64").sum().over(up_to).fill_null(0)
    most = known.count().over(up_to)
    numbered = known.mutate(sure=sure, most=most)
    whose = numbered.unit_id.isnull() | numbered.party_id.isnull() | numbered.year.isnull()
    beyond = ibis.cases(
        (whose | numbered.yearly_limit.isnull(), ibis.null("boolean")),
        (numbered.most <= numbered.yearly_limit, False),
        (numbered.counts & (numbered.sure > numbered.yearly_limit), True),
    )
    return numbered.select("inspection_id", "unit_id", value=numbered.sure, flagged=beyond)


@check.evidence
def evidence(flagged: Table, inspection: Table) -> Table:
    """The inspections of the year, and this one among them."""
    rows = inspection.mutate(year=inspection.inspected_on.year())
    mine = flagged.select("inspection_id").join(rows, "inspection_id")
    mine = mine.select("inspection_id", "unit_id", "party_id", "year")
    others = rows.select(row_id="inspection_id", unit="unit_id", party="party_id", of_year="year")
    pairs = mine.join(
        others,
        [mine.unit_id == others.unit, mine.party_id == others.party, mine.year == others.of_year],
    )
    return pairs.select(
        "inspection_id",
        table=ibis.literal("inspection"),
        row_id=pairs.row_id,
        role=ibis.literal("enterprise"),
        party_id=pairs.party_id,
    )

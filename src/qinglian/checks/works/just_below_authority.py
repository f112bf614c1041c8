"""
变更金额聚在业主授权档之下。Variations heap just below the owner's own limits of authority.

各业主有自己的授权表（多少元以下由谁批准），门槛取自该表，不是五百万元的行政分级线。值是从一份变更往回数若干日、同一标段金额
落在某一档上限的若干成到上限之间的份数；达到界线的提示。授权表没有该业主的，或者日期、金额不明的，留空。
Each owner has a table of who approves up to what; its limits are the thresholds here, not the line of five million. The
value counts variations of one section, within some days, that lie between a share of a limit and the limit. Without a
table of the owner, day or money nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="变更金额聚在授权档之下", en="Variations just below authority"),
    subject="variation",
    scope="group",
    needs={
        "variation": ("variation_id", "section_id", "unit_id", "amount_yuan", ("approved_day", "ordered_day")),
        "approval_limit": ("approval_limit_id", "unit_id", "up_to_yuan"),
    },
    helps={
        "variation": ("approved_day", "ordered_day"),
        "approval_limit": ("from_day", "to_day"),
    },
    params={
        "share": Param(float, Text("上限的几成以上算贴近", "share of a limit that is near"), required=True, minimum=0),
        "days": Param(int, Text("窗口的天数", "days of the window"), required=True, minimum=1),
        "least": Param(int, Text("至少几份", "at least so many"), required=True, minimum=2),
    },
    threshold="least",
    seen=Text(
        "变更 {subject_id} 前后短期内有 {value} 份金额贴在同一授权上限之下",
        "With variation {subject_id}, {value} lie just below one limit of authority within a short time",
    ),
)  # fmt: skip


@check
def evaluate(
    variation: Table, approval_limit: Table, *, share: float, days: int, least: int
) -> Table:
    """Find the limit just above every variation, and count its likes shortly before."""
    v = variation.mutate(
        day=variation.approved_day.coalesce(variation.ordered_day),
        money=variation.amount_yuan.cast("float64"),
    )
    table = approval_limit.select(
        owner="unit_id",
        up_to=approval_limit.up_to_yuan.cast("float64"),
        begun="from_day",
        ended="to_day",
    )
    tabled = table.select(tabled="owner").distinct()
    near = v.inner_join(table, v.unit_id == table.owner)
    near = near.filter(
        near.money <= near.up_to,
        near.money >= near.up_to * share,
        (near.begun <= near.day).fill_null(True),
        (near.ended >= near.day).fill_null(True),
        near.day.notnull(),
    )
    limits = near.group_by(of="variation_id").aggregate(ceiling=near.up_to.min())
    v = v.left_join(limits, v.variation_id == limits.of).left_join(
        tabled, v.unit_id == tabled.tabled
    )
    v = v.mutate(counted=v.ceiling.notnull())
    frame = ibis.range_window(
        group_by=["section_id", "ceiling", "counted"],
        order_by="day",
        preceding=days - 1,
        following=0,
    )
    v = v.mutate(n=v.variation_id.count().over(frame))
    known = v.tabled.notnull() & v.day.notnull() & v.money.notnull() & v.section_id.notnull()
    flagged = ibis.cases((~known, ibis.null("boolean")), (v.counted, v.n >= least), else_=False)
    return v.select("variation_id", "unit_id", value=v.counted.ifelse(v.n, 0), flagged=flagged)


@check.evidence
def evidence(flagged: Table, variation: Table) -> Table:
    """The variation."""
    return the_row(flagged, variation, table="variation", key="variation_id")

"""
达到公开招标数额的唯一供应商采购没有公示够。A single-source purchase above open tender was not announced long enough.

《政府采购法实施条例》第三十八条：达到公开招标数额标准，只能从唯一供应商处采购的，应当将采购项目信息和唯一供应商名称
公示，公示期不得少于5个工作日。

值是公示的工作日数，没有公示为 0；没有公示结束时间的算到确定供应商之日。数额标准以下的、因紧急情况或添购而单一来源的
不提示；理由、方式、金额不明，来源没有公示一列，或者当年放假安排未知的，留空。
The value counts working days of the notice, 0 without one; where its end is not on record it runs to the day the
supplier was chosen. Purchases below the amount, urgent ones and additions are not flagged; where ground, method
or amount is unknown, no source has the notice, or the calendar does not know the year, nothing is concluded.
"""

from collections.abc import Mapping

import ibis
from ibis import Table

from qinglian.checks._purchases import AREA, asked_of, cite_tender, open_tender_amount
from qinglian.checks._tendering import UNIT, answers_for
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="单一来源没有公示够", en="Single source not announced long enough"),
    subject="tender",
    scope="case",
    dated_by="winner_decided_on",
    needs={
        "tender": (
            "tender_id", "way", "amount_yuan", "single_source_reason",
            "ss_published_on", "winner_decided_on",
        )
    },
    helps={
        "tender": (
            "regime", "category", "method", "region", *UNIT,
            "ss_published_wd", "ss_closed_on", "ss_closed_wd", "winner_decided_wd",
        )
    },
    params={
        "working_days": Param(
            int, Text("公示至少几个工作日", "working days of the notice"), required=True, minimum=0
        ),
        "amount": Param(
            float,
            Text("公开招标数额标准（元）", "amount from which open tender is due, yuan"),
            required=True,
            minimum=0,
        ),
        **AREA,
    },
    threshold="working_days",
    seen=Text(
        "单一来源采购 {subject_id} 公示 {value} 个工作日，应不少于 {threshold} 个",
        "Single-source purchase {subject_id}: announced for {value} working days, {threshold} at least",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    *,
    working_days: int,
    amount: float,
    by_region: Mapping[str, float],
    absent: frozenset[str],
) -> Table:
    """Measure the notice of every purchase from a sole supplier."""
    asked = asked_of(tender)
    sole = (asked.way == "single_source") & (asked.single_source_reason == "sole")
    large = asked.amount_yuan.cast("float64") >= open_tender_amount(asked, amount, by_region)
    meant = sole & large & asked.governed
    asked = asked.mutate(meant=meant).filter(meant.fill_null(True))
    none = ibis.literal(0) if "tender.ss_published_on" not in absent else ibis.null("int64")
    end = ibis.least(asked.ss_closed_wd.coalesce(asked.winner_decided_wd), asked.winner_decided_wd)
    days = asked.ss_published_on.isnull().ifelse(none, end - asked.ss_published_wd)
    return asked.select(
        "tender_id",
        unit_id=answers_for(asked),
        value=ibis.greatest(days, 0),
        flagged=(days < working_days) & asked.meant,
    )


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The purchase and its buyer."""
    return cite_tender(flagged, tender)

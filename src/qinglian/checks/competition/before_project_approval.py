"""
招标早于投资项目清单所载的批复。Tendered before the day the list of projects gives for the approval.

《招标投标法》第九条第一款：招标项目按照国家有关规定需要履行项目审批手续的，应当先履行审批手续，取得批准。

值是公告或者邀请书早于批复的天数，不早的为零或者负数；以项目代码与项目清单相连。清单里没有这个项目，或者没有批复日期
的，留空。
The value is by how many days notice or invitation came before the approval; zero or less where it did not. Joined
to the list of projects by code. A project that is not on the list, or has no day of approval there, decides
nothing.
"""

import ibis
from ibis import Table

from qinglian.checks._tendering import LAW, UNIT, answers_for, one_each, tendered
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="招标早于项目批复", en="Tendered before the project's approval"),
    subject="tender",
    scope="case",
    needs={
        "tender": ("tender_id", "project_id", ("published_at", "invited_at", "prequal_published_at")),
        "project": ("project_id", "feasibility_approved_at"),
    },
    helps={
        "tender": (*UNIT, *LAW, "method", "published_day", "invited_day", "prequal_published_day"),
        "project": ("feasibility_approved_day",),
    },
    params={},
    seen=Text(
        "项目 {subject_id} 的公告或邀请书比批复早 {value} 日",
        "Tender {subject_id} was out {value} days before its project was approved",
    ),
)  # fmt: skip


@check
def evaluate(tender: Table, project: Table) -> Table:
    """Compare the first notice of every tender with the approval of its project."""
    days = [tender.published_day, tender.invited_day, tender.prequal_published_day]
    out = tendered(tender.mutate(out_day=ibis.least(*(day.coalesce(2**30) for day in days))))
    out = out.filter(out.out_day < 2**30)
    approved = project.select(of_project="project_id", day="feasibility_approved_day")
    rows = out.left_join(approved, out.project_id == approved.of_project)
    early = rows.day - rows.out_day
    return one_each(
        rows.select("tender_id", unit_id=answers_for(rows), value=early, flagged=early > 0),
        "tender_id",
    )


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The tender, and the project it belongs to."""
    mine = flagged.select("tender_id").join(tender, "tender_id")
    one = mine.select("tender_id", table=ibis.literal("tender"), row_id=mine.tender_id)
    other = mine.select("tender_id", table=ibis.literal("project"), row_id=mine.project_id)
    rows = ibis.union(one, other, distinct=True)
    return rows.mutate(role=ibis.literal("tender"), party_id=ibis.null("string"))

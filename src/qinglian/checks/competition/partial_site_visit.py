"""
只组织部分潜在投标人踏勘。Only some of the potential bidders were taken to the site.

《实施条例》第二十八条：招标人不得组织单个或者部分潜在投标人踏勘项目现场。

值是获取了文件、没有参加踏勘、也没有通知记录的单位数。只问招标人组织了踏勘的（没有写明的，有人参加即是）。缺席而是否
通知没有记载的，留空：自愿缺席有通知的，不在此列。
The value counts those who took the documents, did not join the visit and were not told of it. Asked where the
tenderer held a visit, or where somebody is on record as visiting. Absence with no word on the notice decides
nothing: who was told may stay away.
"""

import ibis
from ibis import Table

from qinglian.checks._tendering import LAW, UNIT, agree, answers_for, one_each, tendered
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="只组织部分潜在投标人踏勘", en="Site visit for some bidders only"),
    subject="tender",
    scope="case",
    needs={
        "tender": ("tender_id", "site_visit"),
        "participant": ("participant_id", "tender_id", "docs_taken_at", "visited", "visit_notified"),
    },
    helps={"tender": (*UNIT, *LAW, "round"), "participant": ("party_id", "round")},
    params={},
    seen=Text(
        "项目 {subject_id} 组织了踏勘，有 {value} 家获取文件的单位没有被通知",
        "Tender {subject_id} held a site visit of which {value} bodies that took the documents were not told",
    ),
)  # fmt: skip


@check
def evaluate(tender: Table, participant: Table) -> Table:
    """Look at who took the documents and who was told of the visit."""
    took = participant.filter(participant.docs_taken_at.notnull()).rename(of="tender_id")
    told = tendered(tender).mutate(unit_id=answers_for(tender))
    pairs = told.join(took, [told.tender_id == took.of, *agree(told, took, "round")])
    left_out = ~pairs.visited & ~pairs.visit_notified
    counted = pairs.group_by("tender_id", "unit_id", "site_visit", "round").aggregate(
        value=pairs.count(where=left_out.fill_null(False)),
        unknown=left_out.isnull().any(),
        anyone=pairs.visited.fill_null(False).any(),
    )
    held = counted.site_visit.coalesce(counted.anyone.ifelse(True, ibis.null("boolean")))
    counted = counted.mutate(held=held).filter(ibis._.held.fill_null(True))
    one_sided = ibis.cases(
        (counted.value > 0, counted.held),
        (counted.unknown, ibis.null("boolean")),
        else_=False,
    )
    rows = counted.select("tender_id", "unit_id", value=counted.value, flagged=one_sided)
    return one_each(rows, "tender_id")


@check.evidence
def evidence(flagged: Table, participant: Table) -> Table:
    """Who took the documents, and whether they visited."""
    rows = flagged.select("tender_id").join(participant, "tender_id")
    return rows.select(
        "tender_id",
        table=ibis.literal("participant"),
        row_id=rows.participant_id,
        role=ibis.literal("tenderer"),
        party_id=rows.party_id,
    )

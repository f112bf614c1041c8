"""
退件后不久同一申请人就同一事项另起办件。Sent back, and soon received again as another case.

许可期限自受理起算，退件后另行收件会使时钟归零；申请人自己撤回的不在此列。

值是从退件到再次收件的工作日数。只问记有撤回、退件日期的办件；有申请人撤回申请书文号的，不提示。缺代码的，申请人、事项各
按名称比；两样都缺而日期相合、足以改变结论的，以及工作日历不覆盖的，留空。
The value is the number of working days between sending back and receiving again. Only cases with a day of
withdrawal are asked; those with the applicant's own signed withdrawal are not flagged. Where a code is missing,
applicant and matter are compared by their names; where these are missing too in a case that fits by its day and
could change the answer, or outside the calendar, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._matter import with_matter
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="退件后同一申请另起办件", en="Sent back and received anew"),
    subject="permit",
    scope="group",
    needs={
        "permit": (
            "permit_id", ("matter_code", "matter_name"), ("party_id", "person_id_no", "party_name"), "received_wd",
            "withdrawn_on", "withdrawn_wd",
        )
    },
    helps={"permit": ("unit_id", "person_name", "withdrawal_doc_no")},
    params={
        "within_days": Param(int, Text("几个工作日之内", "within how many working days"), required=True, minimum=0)
    },
    threshold="within_days",
    seen=Text(
        "办件 {subject_id} 退件后 {value} 个工作日，同一申请人就同一事项另起办件",
        "Case {subject_id}: received again under another number {value} working days after it was sent back",
    ),
)  # fmt: skip


@check
def evaluate(permit: Table, *, within_days: int) -> Table:
    """Look for the next case of the same applicant, matter and authority."""
    asked = _known(permit).filter(ibis._.withdrawn_on.notnull())
    pairs = _pairs(permit, within_days)
    next_one = pairs.group_by("permit_id").aggregate(
        days=pairs.days.min(where=pairs.same), unsure=pairs.same.isnull().any()
    )
    next_one = next_one.rename(again="permit_id")
    joined = asked.left_join(next_one, asked.permit_id == next_one.again)
    nobody = joined.party.isnull() & joined.party_title.isnull()
    unknown = nobody | joined.matter.isnull() | joined.withdrawn_wd.isnull()
    flagged = ibis.cases(
        (joined.withdrawal_doc_no.notnull(), False),
        (joined.days.notnull(), True),
        (unknown | joined.unsure.fill_null(False), ibis.null("boolean")),
        else_=False,
    )
    return joined.select("permit_id", value=joined.days, flagged=flagged)


@check.evidence
def evidence(flagged: Table, permit: Table, *, within_days: int) -> Table:
    """The case sent back and the one that followed it."""
    pairs = _pairs(permit, within_days).filter(ibis._.same).semi_join(flagged, "permit_id")
    first = pairs.select("permit_id", row_id="permit_id", party_id="party").distinct()
    later = pairs.select("permit_id", row_id="other", party_id="party")
    rows = ibis.union(
        first.mutate(role=ibis.literal("sent_back")),
        later.mutate(role=ibis.literal("received_anew")),
    )
    return rows.mutate(table=ibis.literal("permit"))


def _known(permit: Table) -> Table:
    rows = with_matter(permit)
    return rows.mutate(
        party=rows.party_id.coalesce(rows.person_id_no),
        party_title=rows.party_name.coalesce(rows.person_name),
    )


def _pairs(permit: Table, within_days: int) -> Table:
    """Cases sent back, each with those of the authority received soon after.

    `same`: of one applicant and matter; null where that cannot be told.
    """
    back = _known(permit).filter(ibis._.withdrawn_on.notnull(), ibis._.withdrawn_wd.notnull())
    first = back.withdrawn_wd
    soon = back.mutate(begun=ibis.range(first, first + within_days + 1, 1).unnest())
    later = _known(permit).select(
        other="permit_id", unit="unit_id", of="party", titled="party_title", what="matter", came="received_wd"
    )  # fmt: skip
    pairs = soon.join(
        later,
        [
            soon.begun == later.came,
            soon.unit_id.fill_null("") == later.unit.fill_null(""),
            soon.permit_id != later.other,
        ],
    )
    by_code = pairs.party == pairs.of
    party = by_code.coalesce(pairs.party_title == pairs.titled)
    return pairs.select(
        "permit_id",
        "other",
        party=pairs.party.coalesce(pairs.party_title),
        days=pairs.came - pairs.withdrawn_wd,
        same=party & (pairs.matter == pairs.what),
    ).filter(lambda rows: rows.same.fill_null(True))

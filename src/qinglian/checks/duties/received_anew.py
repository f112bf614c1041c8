"""
退件后不久同一申请人就同一事项另起办件。Sent back, and soon received again as another case.

许可期限自受理起算，退件后另行收件会使时钟归零；申请人自己撤回的不在此列。

值是从退件到再次收件的工作日数。只问记有撤回、退件日期的办件；有申请人撤回申请书文号的，不提示；申请人或事项不明、工
作日历不覆盖的，留空。
The value is the number of working days between sending back and receiving again. Only cases with a day of
withdrawal are asked; those with the applicant's own signed withdrawal are not flagged. Without applicant or
matter, or outside the calendar, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="退件后同一申请另起办件", en="Sent back and received anew"),
    subject="permit",
    scope="group",
    needs={
        "permit": (
            "permit_id", ("matter_code", "matter_name"), ("party_id", "person_id_no"), "received_wd", "withdrawn_on",
            "withdrawn_wd",
        )
    },
    helps={"permit": ("unit_id", "withdrawal_doc_no")},
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
    next_one = _pairs(permit, within_days).group_by("permit_id").aggregate(days=ibis._.days.min())
    next_one = next_one.rename(again="permit_id")
    joined = asked.left_join(next_one, asked.permit_id == next_one.again)
    unknown = joined.party.isnull() | joined.matter.isnull() | joined.withdrawn_wd.isnull()
    flagged = ibis.cases(
        (joined.withdrawal_doc_no.notnull(), False),
        (unknown, ibis.null("boolean")),
        else_=joined.days.notnull(),
    )
    return joined.select("permit_id", value=joined.days, flagged=flagged)


@check.evidence
def evidence(flagged: Table, permit: Table, *, within_days: int) -> Table:
    """The case sent back and the one that followed it."""
    pairs = _pairs(permit, within_days).semi_join(flagged, "permit_id")
    first = pairs.select("permit_id", row_id="permit_id", party_id="party").distinct()
    later = pairs.select("permit_id", row_id="other", party_id="party")
    rows = ibis.union(
        first.mutate(role=ibis.literal("sent_back")),
        later.mutate(role=ibis.literal("received_anew")),
    )
    return rows.mutate(table=ibis.literal("permit"))


def _known(permit: Table) -> Table:
    return permit.mutate(
        party=permit.party_id.coalesce(permit.person_id_no),
        matter=permit.matter_code.coalesce(permit.matter_name),
    )


def _pairs(permit: Table, within_days: int) -> Table:
    """Cases sent back, each with those of the same applicant, matter and authority received soon after."""
    back = _known(permit).filter(ibis._.withdrawn_on.notnull())
    later = _known(permit).select(
        other="permit_id", unit="unit_id", of="party", what="matter", begun="received_wd"
    )
    pairs = back.join(
        later,
        [
            back.party == later.of,
            back.matter == later.what,
            back.unit_id.fill_null("") == later.unit.fill_null(""),
            back.permit_id != later.other,
        ],
    )
    pairs = pairs.mutate(days=pairs.begun - pairs.withdrawn_wd)
    return pairs.filter(pairs.days.between(0, within_days)).select(
        "permit_id", "other", "party", "days"
    )

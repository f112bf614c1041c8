"""
关键人员的社会保险由别的单位缴纳。The social insurance of a key person is paid by another body.

清廉指标 GC15；《建筑法》第二十六条、第二十八条：不得借用资质，不得转包。

值是任职之日为其缴费的别的单位数。任职之日由派驻单位（也）缴费的不提示；参保记录没有这个人的，看名册上的缴纳单位；两
处都没有的，留空。
The value is how many other bodies paid the person's insurance on the first day in the post. Where the firm itself
paid (too), nothing is flagged. Without a record of the insurance office the roster's own column counts; without
either, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="关键人员社保由别的单位缴纳", en="Key person insured by another body"),
    subject="key_person",
    scope="group",
    dated_by="from_on",
    needs={
        "key_person": ("key_person_id", "post", "person_id", "party_id", "from_on", "insured_by_id"),
        "insured_person": (),
    },
    helps={
        "key_person": ("unit_id",),
        "insured_person": ("insured_person_id", "party_id", "person_id_no", "from_on", "to_on"),
    },
    params={"posts": Param(list, Text("哪些岗位", "which posts"), required=True)},
    seen=Text(
        "关键人员 {subject_id} 到岗时由 {value} 个别的单位缴纳社会保险",
        "When key person {subject_id} came, {value} other bodies paid the social insurance",
    ),
)  # fmt: skip


@check
def evaluate(key_person: Table, insured_person: Table, *, posts: list[str]) -> Table:
    """Look for who paid on the first day in the post."""
    asked = key_person.filter(key_person.post.isin(posts))
    paid = _paid(asked, insured_person)
    found = paid.group_by(of_post="key_person_id").aggregate(
        own=(paid.payer == paid.party_id).any(), others=paid.payer.nunique()
    )
    rows = asked.left_join(found, asked.key_person_id == found.of_post)
    said = rows.insured_by_id != rows.party_id
    elsewhere = rows.of_post.isnull().ifelse(said, ~rows.own)
    others = ibis.cases(
        (rows.others.notnull(), rows.others - rows.own.cast("int64")),
        (said, 1), else_=0,
    )  # fmt: skip
    return rows.select(
        "key_person_id",
        "unit_id",
        value=others,
        flagged=rows.party_id.isnull().ifelse(unknown(), elsewhere),
    )


@check.evidence
def evidence(
    flagged: Table, key_person: Table, insured_person: Table, *, posts: list[str]
) -> Table:
    """The post with the firm named in the contract, and the records of the insurance office."""
    mine = key_person.semi_join(flagged, "key_person_id")
    paid = _paid(mine, insured_person)
    return ibis.union(
        of_row(flagged, key_person, "key_person", "key_person_id", "contractor", "party_id"),
        cite(paid, "key_person_id", table="insured_person", row_id=paid.insured_person_id, role="employer",
             party=paid.payer),
    )  # fmt: skip


def _paid(asked: Table, insured: Table) -> Table:
    """Records of insurance that ran on the first day in the post."""
    runs = insured.select(
        "insured_person_id", "person_id_no", payer="party_id", paid_from="from_on", paid_to="to_on"
    )
    rows = asked.join(runs, [("person_id", "person_id_no")])
    return rows.filter(
        (rows.paid_from <= rows.from_on).fill_null(True),
        (rows.paid_to >= rows.from_on).fill_null(True),
    )

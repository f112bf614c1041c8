"""
关键人员的工资由别的单位发放。The wage of a key person is paid by another body than the one that sent them.

《建筑法》第二十八条：不得转包。值是一（由别的单位发放）或者零；发放单位或派驻单位不明的，留空。
The value is one where another body pays, else none. Where either is unknown, nothing is concluded.
"""

from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="关键人员工资由别的单位发放", en="Key person paid by another body"),
    subject="key_person",
    scope="case",
    dated_by="from_on",
    needs={"key_person": ("key_person_id", "post", "party_id", "paid_by_id", "from_on")},
    helps={"key_person": ("unit_id", "section_id")},
    params={"posts": Param(list, Text("哪些岗位", "which posts"), required=True)},
    seen=Text(
        "关键人员 {subject_id} 的工资不由派驻单位发放",
        "The wage of key person {subject_id} is not paid by the firm that sent them",
    ),
)


@check
def evaluate(key_person: Table, *, posts: list[str]) -> Table:
    """Compare who pays with who sent."""
    asked = key_person.filter(key_person.post.isin(posts))
    other = asked.paid_by_id != asked.party_id
    return asked.select("key_person_id", "unit_id", value=other.cast("int64"), flagged=other)


@check.evidence
def evidence(flagged: Table, key_person: Table) -> Table:
    """The post, with the body that pays."""
    rows = key_person.semi_join(flagged, "key_person_id")
    return cite(
        rows,
        "key_person_id",
        table="key_person",
        row_id=rows.key_person_id,
        role="employer",
        party=rows.paid_by_id,
    )

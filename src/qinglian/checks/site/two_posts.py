"""
同一人同期在两个以上项目任关键岗位。One person holds key posts on two works at once.

《建设工程质量管理条例》第三十七条与招标文件：项目经理、总监按约定到岗，未经同意不得兼任。

值是任职时间相交的别的项目数，提示后开始的那一段任职。同一项目的两个标段不算；建设单位同意兼任的不提示。起止日期不明
而足以改变结论的、来源没有“兼任同意”一列的，留空。
The value is how many other works this time in a post overlaps with; the one that began later is flagged. Two
sections of one project are not two works; the owner's consent clears. Where days are unknown and could change the
answer, or the source has no column of consents, nothing is concluded.
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
    title=Text(zh="同期在两个项目任关键岗位", en="Key posts on two works at once"),
    subject="key_person",
    scope="group",
    needs={
        "key_person": (
            "key_person_id", "post", "person_id", ("project_id", "section_id"), "from_on", "concurrent_doc_no",
        )
    },
    helps={"key_person": ("to_on", "party_id", "unit_id")},
    params={"posts": Param(list, Text("哪些岗位", "which posts"), required=True)},
    seen=Text(
        "任职 {subject_id} 期间，同一人还在 {value} 个别的项目任关键岗位",
        "During the post {subject_id} the same person held key posts on {value} other works",
    ),
)  # fmt: skip


@check
def evaluate(key_person: Table, *, posts: list[str], absent: frozenset[str]) -> Table:
    """Set every time in a post beside the others of that person."""
    asked = key_person.filter(key_person.post.isin(posts))
    pairs = _pairs(asked)
    both = pairs.mutate(told=~pairs.consented)
    both = both.mutate(sure=both.at_once & both.told, may=both.at_once.fill_null(True) & both.told)
    if "key_person.concurrent_doc_no" in absent:
        both = both.mutate(sure=ibis.literal(False))
    found = both.group_by(of_post="key_person_id").aggregate(
        works=both.other_work.nunique(where=both.sure.fill_null(False)), may=both.may.any()
    )
    rows = asked.left_join(found, asked.key_person_id == found.of_post)
    works = rows.works.fill_null(0)
    flagged = ibis.cases(
        (works > 0, True), (rows.may.fill_null(False), unknown()), else_=False
    )  # fmt: skip
    return rows.select("key_person_id", "unit_id", value=works, flagged=flagged)


@check.evidence
def evidence(flagged: Table, key_person: Table, *, posts: list[str]) -> Table:
    """This post and the others, each with the firm that sent the person."""
    asked = key_person.filter(key_person.post.isin(posts))
    pairs = _pairs(asked)
    pairs = pairs.filter(pairs.at_once).semi_join(flagged, "key_person_id")
    others = pairs.select("key_person_id", "other_id", "other_party")
    return ibis.union(
        of_row(flagged, key_person, "key_person", "key_person_id", "contractor", "party_id"),
        cite(others, "key_person_id", table="key_person", row_id=others.other_id, role="contractor",
             party=others.other_party),
    )  # fmt: skip


def _pairs(asked: Table) -> Table:
    """Each time in a post with those of other works that began before it, whether both ran `at_once`."""
    mine = asked.mutate(work=asked.project_id.coalesce(asked.section_id))
    other = mine.select(
        "person_id",
        other_id="key_person_id",
        other_work="work",
        other_from="from_on",
        other_to="to_on",
        other_party="party_id",
        other_consent=mine.concurrent_doc_no.notnull(),
    )
    both = mine.join(other, "person_id").filter(lambda t: t.work != t.other_work)
    later = (both.from_on > both.other_from) | (
        (both.from_on == both.other_from) & (both.key_person_id > both.other_id)
    )
    both = both.filter(later.fill_null(True))
    # Who has not left yet is still there; who left before the later one began was never there with them.
    at_once = (both.other_to >= both.from_on).fill_null(both.other_to.isnull())
    known = both.from_on.notnull() & both.other_from.notnull()
    return both.mutate(
        at_once=known.ifelse(at_once, unknown()),
        consented=both.concurrent_doc_no.notnull() | both.other_consent,
    )

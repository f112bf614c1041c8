"""
中标人信用等级过低，或者在限制投标期内。The winner's credit grade was too low, or it was barred, on the day of the
award.

《公路工程建设项目招标投标管理办法》（2015年第24号）、公路建设市场管理的信用评价规则。

值是当日属于所列等级或在限制期内的评价记录数。名单里没有这家的不提示（没有评过）；没有名单的、定标日不明的、中标人没
有代码的、记录起始日不明的，留空。
The value is how many records put the winner in such a grade or under a bar on that day. A firm not on the list was
never rated and is clear; without a list, a day, a code of the winner or the first day of a record nothing is
concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="中标人信用等级过低或被限制", en="Winner barred or of too low a grade"),
    subject="award",
    scope="group",
    dated_by="awarded_on",
    needs={
        "award": ("award_id", "supplier_id", "awarded_on", "status"),
        "credit_rating": ("credit_rating_id", "party_id", ("grade", "restricted_from_on")),
    },
    helps={"credit_rating": ("valid_from_on", "valid_to_on", "restricted_to_on")},
    params={"grades": Param(list, Text("哪些等级不得中标", "grades that may not win"), required=True)},
    seen=Text(
        "中标 {subject_id} 的中标人当日信用等级过低或者在限制期内（{value} 条记录）",
        "Award {subject_id}: the winner was barred or of too low a grade that day ({value} records)",
    ),
)  # fmt: skip


@check
def evaluate(award: Table, credit_rating: Table, *, grades: list[str]) -> Table:
    """Look for the winner in the ratings of the day."""
    asked = award.filter((award.status == "active").fill_null(True))
    met = _met(asked, credit_rating, grades)
    found = met.group_by(of_award="award_id").aggregate(
        records=met.told.fill_null(False).sum(), may=met.told.isnull().any()
    )
    rows = asked.left_join(found, asked.award_id == found.of_award)
    rows = rows.cross_join(credit_rating.aggregate(listed=credit_rating.count()))
    records = rows.records.fill_null(0)
    nobody = rows.supplier_id.isnull() | rows.awarded_on.isnull()
    flagged = ibis.cases(
        (nobody | (rows.listed == 0), unknown()),
        (records > 0, True),
        (rows.may.fill_null(False), unknown()),
        else_=False,
    )
    return rows.select("award_id", value=records, flagged=flagged)


@check.evidence
def evidence(flagged: Table, award: Table, credit_rating: Table, *, grades: list[str]) -> Table:
    """The ratings, with the winner."""
    mine = award.join(flagged.select("award_id"), "award_id")
    met = _met(mine, credit_rating, grades)
    told = met.filter(met.told.fill_null(False))
    return cite(
        told, "award_id", table="credit_rating", row_id=told.credit_rating_id, role="supplier", party=told.supplier_id
    )  # fmt: skip


def _met(award: Table, rating: Table, grades: list[str]) -> Table:
    """Awards with the ratings of their winner, and whether these speak against it on that day (`told`)."""
    rows = award.join(rating, [("supplier_id", "party_id")])
    day = rows.awarded_on
    low = rows.grade.isin(grades) & (rows.valid_from_on <= day)
    low = low & (rows.valid_to_on >= day).fill_null(True)
    barred = (rows.restricted_from_on <= day) & (rows.restricted_to_on >= day).fill_null(True)
    # A record without grade, or without a bar, says nothing of that.
    low = rows.grade.isnull().ifelse(False, low)
    none = rows.restricted_from_on.isnull() & rows.restricted_to_on.isnull()
    return rows.mutate(told=low | none.ifelse(False, barred))

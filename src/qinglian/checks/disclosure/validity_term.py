"""
规范性文件的有效期长于规定。A rule document is valid for longer than allowed.

各地行政规范性文件管理规定多规定有效期一般不超过五年，名称冠以“暂行”“试行”的不超过二年。

值是从施行日到有效期届满日的整月数，届满日当日计入。是否暂行、试行，台账没有写明的看名称。没有施行日期或者有效期的，类别或者名称
不明足以改变结论的，留空。
The value is the number of whole months from the day of force to the last day of validity, which counts. Whether it is
provisional is read from the title where the ledger does not say. Without either day, or where an unknown kind or title
could change the answer, nothing is concluded.
"""

from collections.abc import Mapping

import ibis
from ibis import Table

from qinglian.checks._months import later_than, whole_months
from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="规范性文件有效期过长", en="Rule document valid for too long"),
    subject="policy",
    scope="case",
    needs={"policy": ("policy_id", "policy_kind", "effective_on", "valid_to_on", ("trial", "title"))},
    helps={"policy": ("unit_id",)},
    params={
        "kinds": Param(list, Text("问哪几类事项", "kinds that are asked"), required=True),
        "most_months": Param(
            dict, Text("最长几个月，{ordinary, trial}", "longest months, {ordinary, trial}"), required=True
        ),
        "trial_words": Param(
            list, Text("名称中表示暂行的词", "words of a title that say provisional"), required=True
        ),
    },
    seen=Text(
        "{subject_id} 有效期 {value} 个月，长于规定",
        "{subject_id} is valid for {value} months, longer than allowed",
    ),
)  # fmt: skip


@check
def evaluate(
    policy: Table, *, kinds: list[str], most_months: Mapping[str, int], trial_words: list[str]
) -> Table:
    """Every document in force, by its term and by whether it is provisional."""
    asked = policy.filter(
        policy.effective_on.notnull() | policy.valid_to_on.notnull(),
        policy.policy_kind.isin(kinds).fill_null(True),
    )
    first, last = asked.effective_on, asked.valid_to_on
    trial = asked.trial.coalesce(ibis.or_(*(asked.title.contains(word) for word in trial_words)))
    ordinary = later_than(first, last, most_months["ordinary"])
    provisional = later_than(first, last, most_months["trial"])
    long = ibis.cases(
        (trial == ibis.literal(True), provisional),
        (trial == ibis.literal(False), ordinary),
        (ordinary & provisional, True),
        (~ordinary & ~provisional, False),
    )
    known = asked.policy_kind.notnull()
    flagged = ibis.cases((long == ibis.literal(False), False), (known, long))
    return asked.select("policy_id", "unit_id", value=whole_months(first, last), flagged=flagged)


@check.evidence
def evidence(flagged: Table, policy: Table) -> Table:
    """The document itself."""
    return the_row(flagged, policy, table="policy", key="policy_id")

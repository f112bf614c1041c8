"""
评标委员会的专家少于三分之二。Experts are less than two thirds of a panel.

《招标投标法》第三十七条第二款：其中技术、经济等方面的专家不得少于成员总数的三分之二。

以整数相乘比较，不取小数：六人之中四名专家恰合。值是专家最少的评标委员会的专家人数。成员类别不明或者是否到场不明，足
以改变结论的，留空。
Whole numbers are compared, without fractions: four experts of six are just enough. The value is the number of
experts of the panel that has the fewest. Where an unknown kind of member or unknown attendance could change the
answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks import _panel
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="评标委员会的专家比例不足", en="Too few experts on a panel"),
    subject="tender",
    scope="case",
    dated_by="opened_on",
    needs={"tender": _panel.TENDER, "panel_member": ("tender_id", "kind")},
    helps={
        "tender": _panel.TENDER_HELPS,
        "panel_member": ("lot_id", "status", "person_id", "person_id_no"),
    },
    params={
        "experts": Param(
            int, Text("专家占几份", "experts: so many parts"), required=True, minimum=1
        ),
        "of": Param(int, Text("全体共几份", "of so many parts"), required=True, minimum=1),
        "methods": Param(list, Text("哪些方式", "methods that are asked"), required=True),
    },
    seen=Text(
        "项目 {subject_id} 的评标委员会只有 {value} 名专家，不到法定比例",
        "Tender {subject_id}: only {value} experts on a panel, less than the share the law asks",
    ),
)


@check
def evaluate(
    tender: Table,
    panel_member: Table,
    *,
    experts: int,
    of: int,
    methods: list[str],
    absent: frozenset[str],
) -> Table:
    """Weigh the experts of every panel against its other members, at the best and at the worst."""
    members = _panel.sitting(panel_member, absent)
    expert, other = members.kind == "expert", members.kind != "expert"
    counted = members.group_by("tender_id", "lot_id").aggregate(
        sure=members.person.nunique(where=expert & members.sits),
        most=members.person.nunique(where=expert.fill_null(True)),
        others=members.person.nunique(where=other & members.sits),
        most_others=members.person.nunique(where=other.fill_null(True)),
    )
    best = counted.most * of >= (counted.most + counted.others) * experts
    worst = counted.sure * of >= (counted.sure + counted.most_others) * experts
    flagged = ibis.cases((~best, True), (worst, False), else_=ibis.null("boolean"))
    panels = counted.select("tender_id", value=counted.sure, flagged=flagged)
    return _panel.judged(tender, panels, methods)


@check.evidence
def evidence(flagged: Table, panel_member: Table, *, absent: frozenset[str]) -> Table:
    """The members of its panels."""
    return _panel.cited(flagged, _panel.sitting(panel_member, absent))

"""
评标委员会人数少于法定人数或者为偶数。A panel has too few members, or an even number.

《招标投标法》第三十七条第二款：依法必须进行招标的项目，其评标委员会由招标人的代表和有关技术、经济等方面的专家组成，
成员人数为五人以上单数。

各标段分设评标委员会的，分别看。值是人数不合的评标委员会中最少的人数，都合的是最少的一个。没有名单、方式不明、或者是
否到场不明而足以改变结论的，留空。
Panels of lots are judged apart. The value is the size of the smallest panel that falls short, else of the smallest.
Without a list or a method, or where unknown attendance could change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks import _panel
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="评标委员会人数不合", en="Panel of the wrong size"),
    subject="tender",
    scope="case",
    dated_by="opened_on",
    needs={"tender": _panel.TENDER, "panel_member": ("tender_id",)},
    helps={
        "tender": _panel.TENDER_HELPS,
        "panel_member": ("lot_id", "status", "person_id", "person_id_no"),
    },
    params={
        "minimum": Param(int, Text("成员至少几人", "members at least"), required=True, minimum=1),
        "odd": Param(bool, Text("须为单数", "an odd number"), required=True),
        "methods": Param(list, Text("哪些方式", "methods that are asked"), required=True),
    },
    threshold="minimum",
    seen=Text(
        "项目 {subject_id} 的评标委员会有 {value} 人，应为 {threshold} 人以上单数",
        "Tender {subject_id}: a panel of {value}, where an odd number of {threshold} or more is asked",
    ),
)


@check
def evaluate(
    tender: Table,
    panel_member: Table,
    *,
    minimum: int,
    odd: bool,
    methods: list[str],
    absent: frozenset[str],
) -> Table:
    """Count the members of every panel."""
    members = _panel.sitting(panel_member, absent)
    sized = members.group_by("tender_id", "lot_id").aggregate(
        sure=members.person.nunique(where=members.sits), most=members.person.nunique()
    )
    wrong = (sized.most < minimum) | ((sized.most % 2 == 0) & odd)
    flagged = ibis.cases(
        (sized.most < minimum, True),
        (sized.sure != sized.most, ibis.null("boolean")),
        else_=wrong,
    )
    panels = sized.select("tender_id", value=sized.most, flagged=flagged)
    return _panel.judged(tender, panels, methods)


@check.evidence
def evidence(flagged: Table, panel_member: Table, *, absent: frozenset[str]) -> Table:
    """The members of its panels."""
    return _panel.cited(flagged, _panel.sitting(panel_member, absent))

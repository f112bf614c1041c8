"""
监督部门的人员进了评标委员会。Somebody of the supervising authority sat on the panel.

《招标投标法实施条例》第四十六条第四款：有关行政监督部门应当按照规定的职责分工，对评标委员会成员的确定方式、评标专家
的抽取和评标活动进行监督；行政监督部门的工作人员不得担任本部门负责监督项目的评标委员会成员。

值是参加评标的监督部门人员人数。是否监督部门人员、是否到场不明，足以改变结论的，留空。
The value counts such members. Where it is not known whether a member works for the authority, or sat, and that
could change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks import _panel
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="监督部门人员担任评委", en="Supervisor on the panel"),
    subject="tender",
    scope="case",
    dated_by="opened_on",
    needs={"tender": _panel.TENDER, "panel_member": ("tender_id", "supervisor_flag")},
    helps={
        "tender": _panel.TENDER_HELPS,
        "panel_member": ("status", "person_id", "person_id_no"),
    },
    params={
        "allowed": Param(int, Text("最多几人", "members at most"), required=True, minimum=0),
        "methods": Param(list, Text("哪些方式", "methods that are asked"), required=True),
    },
    threshold="allowed",
    seen=Text(
        "项目 {subject_id} 的评标委员会有 {value} 名监督部门人员",
        "Tender {subject_id}: {value} members of the panel work for the supervising authority",
    ),
)


@check
def evaluate(
    tender: Table,
    panel_member: Table,
    *,
    allowed: int,
    methods: list[str],
    absent: frozenset[str],
) -> Table:
    """Count the members that supervise the tender."""
    members = _panel.sitting(panel_member, absent)
    barred = members.supervisor_flag
    counted = members.group_by("tender_id").aggregate(
        value=members.person.nunique(where=barred & members.sits),
        most=members.person.nunique(where=barred.fill_null(True)),
    )
    flagged = ibis.cases(
        (counted.value > allowed, True),
        (counted.most <= allowed, False),
        else_=ibis.null("boolean"),
    )
    panels = counted.select("tender_id", "value", flagged=flagged)
    return _panel.judged(tender, panels, methods)


@check.evidence
def evidence(flagged: Table, panel_member: Table, *, absent: frozenset[str]) -> Table:
    """Those members."""
    members = _panel.sitting(panel_member, absent)
    return _panel.cited(flagged, members.filter(members.supervisor_flag))

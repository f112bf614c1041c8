"""
无法定事由更换评标委员会成员。A member of a panel was replaced without a ground in law.

《招标投标法实施条例》第四十六条第二款：依法必须进行招标的项目的招标人非因招标投标法和本条例规定的事由，不得更换依法
确定的评标委员会成员。第四十八条第三款：评标过程中，成员有回避事由、擅离职守或者因健康等原因不能继续评标的，应当及时
更换。

值是以其他事由更换的人数。更换事由空着，或者是否更换不明的，留空。
The value counts the members replaced for other reasons. Where the reason is not written, or it is not known whether
a member was replaced, nothing is concluded.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks import _panel
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="无法定事由更换评委", en="Panel member replaced without a lawful ground"),
    subject="tender",
    scope="case",
    dated_by="opened_on",
    needs={"tender": _panel.TENDER, "panel_member": ("tender_id", "status", "replaced_reason")},
    helps={"tender": _panel.TENDER_HELPS, "panel_member": ("person_id",)},
    params={
        "lawful": Param(list, Text("法定的更换事由", "lawful grounds"), required=True),
        "methods": Param(list, Text("哪些方式", "methods that are asked"), required=True),
    },
    seen=Text(
        "项目 {subject_id} 有 {value} 名评委以法定之外的事由被更换",
        "Tender {subject_id}: {value} panel members were replaced for a reason the law does not give",
    ),
)


@check
def evaluate(tender: Table, panel_member: Table, *, lawful: list[str], methods: list[str]) -> Table:
    """Read why each member was replaced."""
    rows = panel_member.mutate(unlawful=_unlawful(panel_member, lawful))
    counted = rows.group_by("tender_id").aggregate(
        value=rows.unlawful.fill_null(False).sum(), unknown=rows.unlawful.isnull().any()
    )
    flagged = ibis.cases(
        (counted.value > 0, True), (counted.unknown, ibis.null("boolean")), else_=False
    )
    panels = counted.select("tender_id", "value", flagged=flagged)
    return _panel.judged(tender, panels, methods)


@check.evidence
def evidence(flagged: Table, panel_member: Table, *, lawful: list[str]) -> Table:
    """The members that were replaced so."""
    return _panel.cited(flagged, panel_member.filter(_unlawful(panel_member, lawful)))


def _unlawful(panel_member: Table, lawful: list[str]) -> Any:
    replaced = panel_member.status == "replaced"
    return replaced & panel_member.replaced_reason.notin(lawful)

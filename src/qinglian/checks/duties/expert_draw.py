"""
评标专家不是随机抽取确定的。Experts of a panel were not drawn at random.

《招标投标法》第三十七条第三款：一般招标项目可以采取随机抽取方式，特殊招标项目可以由招标人直接确定。《招标投标法实施
条例》第四十六条第一款：除特殊招标项目外，依法必须进行招标的项目，其评标委员会的专家成员应当从评标专家库内相关专业的
专家名单中以随机抽取方式确定。第四十七条：特殊招标项目是指技术复杂、专业性强或者国家有特殊要求，采取随机抽取方式确定
的专家难以保证胜任的项目。

值是不经随机抽取、又没有写明直接确定依据的专家人数；写明依据的，依据是否成立由人核对。招标人代表不问。来源没有直接确
定依据一列、确定方式或者成员类别不明，足以改变结论的，留空。
The value counts the experts that were not drawn at random and for whom no ground for a direct choice is written
down; whether a ground holds is for people to see. Representatives of the tenderer are not asked. Where no source
has the column of grounds, or an unknown way or kind could change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks import _panel
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="评标专家不是随机抽取", en="Experts not drawn at random"),
    subject="tender",
    scope="case",
    dated_by="opened_on",
    needs={
        "tender": _panel.TENDER,
        "panel_member": ("tender_id", "kind", "draw_method", "direct_basis"),
    },
    helps={"tender": _panel.TENDER_HELPS, "panel_member": ("person_id",)},
    params={
        "lawful": Param(list, Text("合法的确定方式", "ways that are lawful"), required=True),
        "methods": Param(list, Text("哪些方式", "methods that are asked"), required=True),
    },
    seen=Text(
        "项目 {subject_id} 有 {value} 名评标专家不是随机抽取，也没有写明直接确定的依据",
        "Tender {subject_id}: {value} experts were not drawn at random, and no ground is written down",
    ),
)


@check
def evaluate(
    tender: Table,
    panel_member: Table,
    *,
    lawful: list[str],
    methods: list[str],
    absent: frozenset[str],
) -> Table:
    """Look how each expert was chosen."""
    rows = _chosen(panel_member, lawful, absent)
    counted = rows.group_by("tender_id").aggregate(
        value=rows.chosen.fill_null(False).sum(), unknown=rows.chosen.isnull().any()
    )
    flagged = ibis.cases(
        (counted.value > 0, True), (counted.unknown, ibis.null("boolean")), else_=False
    )
    panels = counted.select("tender_id", "value", flagged=flagged)
    return _panel.judged(tender, panels, methods)


@check.evidence
def evidence(
    flagged: Table, panel_member: Table, *, lawful: list[str], absent: frozenset[str]
) -> Table:
    """The experts that were chosen otherwise."""
    rows = _chosen(panel_member, lawful, absent)
    return _panel.cited(flagged, rows.filter(rows.chosen))


def _chosen(panel_member: Table, lawful: list[str], absent: frozenset[str]) -> Table:
    """Members, and whether each surely is an expert who was chosen otherwise than the law lets."""
    expert = panel_member.kind == "expert"
    otherwise = panel_member.draw_method.notin(lawful)
    groundless = panel_member.direct_basis.isnull()
    if "panel_member.direct_basis" in absent:
        groundless = ibis.null("boolean")
    return panel_member.mutate(chosen=expert & otherwise & groundless)

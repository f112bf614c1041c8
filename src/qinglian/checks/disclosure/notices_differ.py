"""
不同媒介的公告内容不一致。Notices of one tender differ between media.

《实施条例》第十五条第三款：在不同媒介发布的同一招标项目的资格预审公告或者招标公告的内容应当一致；第六十三条：影响潜
在投标人申请资格预审或者投标的，依法处罚。

值是不一致的项数：资格条件、截止时间、地点。只问有两份以上同类公告的；更正公告不比。几项都没有差异，而有的公告没有填、
又不知全文是否相同的，留空。已知按政府采购或者其他制度的项目不问。
The value counts what differs: who may bid, when it closes, where. Asked where two or more notices of one kind are
there; corrections are not compared. No difference but empty cells, and texts not known to be the same: nothing is
concluded. Purchases known to follow another law are not asked.
"""

import ibis
from ibis import Table

from qinglian.checks._tendering import LAW, not_elsewhere
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

ESSENTIAL = ("qualification", "closes_at", "place")

check = Check(
    __name__,
    title=Text(zh="不同媒介的公告内容不一致", en="Notices differ between media"),
    subject="tender",
    scope="case",
    needs={
        "notice": ("notice_id", "tender_id", "media", "qualification", "closes_at", "place"),
        "tender": (),
    },
    helps={"notice": ("kind", "round", "content_hash"), "tender": ("tender_id", *LAW)},
    params={
        "kinds": Param(list, Text("只比这些公告", "compares these notices"), required=True),
    },
    seen=Text(
        "项目 {subject_id} 在不同媒介的公告有 {value} 项实质内容不一致",
        "Tender {subject_id}: notices in different media differ in {value} essential points",
    ),
)


@check
def evaluate(notice: Table, tender: Table, *, kinds: list[str]) -> Table:
    """Compare the notices of every tender, by kind and round."""
    asked = not_elsewhere(notice, tender)
    alike = asked.filter(asked.kind.isin(kinds)).group_by("tender_id", "kind", "round")
    said = alike.aggregate(
        number=ibis._.count(),
        hashes=ibis._.content_hash.nunique(),
        hashed=ibis._.content_hash.count(),
        **{f"{name}_values": asked[name].nunique() for name in ESSENTIAL},
        **{f"{name}_filled": asked[name].count() for name in ESSENTIAL},
    )
    said = said.filter(said.number > 1)
    differ = sum((said[f"{name}_values"] > 1).cast("int64") for name in ESSENTIAL)
    same = (said.hashes == 1) & (said.hashed == said.number)
    empty = ibis.or_(*(said[f"{name}_filled"] < said.number for name in ESSENTIAL))
    judged = said.select(
        "tender_id",
        value=differ,
        flagged=ibis.cases((differ > 0, True), (empty & ~same, ibis.null("boolean")), else_=False),
    )
    worst = judged.group_by("tender_id").aggregate(
        value=judged.value.max(), unknown=judged.flagged.isnull().any()
    )
    flagged = ibis.cases(
        (worst.value > 0, True), (worst.unknown, ibis.null("boolean")), else_=False
    )
    return worst.select("tender_id", value=worst.value, flagged=flagged)


@check.evidence
def evidence(flagged: Table, notice: Table, tender: Table, *, kinds: list[str]) -> Table:
    """The notices that were compared."""
    rows = flagged.select("tender_id").join(notice.filter(notice.kind.isin(kinds)), "tender_id")
    return rows.select(
        "tender_id",
        table=ibis.literal("notice"),
        row_id=rows.notice_id,
        role=ibis.literal("notice"),
        party_id=ibis.null("string"),
    )

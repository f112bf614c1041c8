"""
公告没有在指定媒介发布。A tender notice did not appear in a designated medium.

《实施条例》第十五条第三款：依法必须进行招标的项目的资格预审公告和招标公告，应当在国务院发展改革部门依法指定的媒介发
布。

值是发布过的指定媒介个数，各轮分别看。已知不属于依法必须招标的不提示；媒介没有写明、足以改变结论的，或者没有公告记录
的，留空。邀请招标不发公告，不问。
The value is the number of designated media, by round. A tender known not to be mandatory is clear; a medium that is
not told, or no notice on record, decides nothing. Selective tenders have no notice and are not asked.
"""

from collections.abc import Mapping

import ibis
from ibis import Table

from qinglian.checks._tendering import (
    LAW,
    UNIT,
    agree,
    answers_for,
    cite_tenders,
    one_each,
    under_tendering,
    unless_mandatory,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="公告没有在指定媒介发布", en="Notice outside the designated media"),
    subject="tender",
    scope="case",
    needs={"tender": ("tender_id", "method"), "notice": ("notice_id", "tender_id", "media", "kind")},
    helps={"tender": (*UNIT, *LAW, "mandatory", "region", "round"), "notice": ("round",)},
    params={
        "media": Param(list, Text("指定媒介的名称", "names of the designated media"), required=True),
        "by_region": Param(dict, Text("区划代码前缀 → 当地的指定媒介", "region prefix → media there"), default={}),
        "kinds": Param(list, Text("只看这些公告", "looks at these notices"), default=["tender", "prequalification"]),
    },
    seen=Text(
        "项目 {subject_id} 的公告没有在指定媒介发布的记录",
        "Tender {subject_id}: no notice in a designated medium is on record",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    notice: Table,
    *,
    media: list[str],
    by_region: Mapping[str, list[str]],
    kinds: list[str],
) -> Table:
    """Look for a designated medium among the notices of every open tender."""
    asked = under_tendering(tender).filter((tender.method == "open") | tender.method.isnull())
    asked = asked.select(
        "tender_id", "method", "mandatory", "region", "round", unit_id=answers_for(asked)
    )
    told = notice.filter(notice.kind.isin(kinds) | notice.kind.isnull())
    told = told.select("round", "kind", "media", of="tender_id")
    pairs = asked.left_join(told, [asked.tender_id == told.of, *agree(asked, told, "round")])
    here = pairs.media.isin(media)
    for prefix, names in by_region.items():
        here = here | (pairs.region.startswith(prefix).fill_null(False) & pairs.media.isin(names))
    known = pairs.kind.notnull().ifelse(True, ibis.null("boolean"))
    pairs = pairs.mutate(here=here & known)
    said = pairs.group_by("tender_id", "method", "mandatory", "round", "unit_id").aggregate(
        value=pairs.media.nunique(where=pairs.here.fill_null(False)),
        unknown=pairs.here.isnull().any(),
    )
    outside = ibis.cases(
        (said.value > 0, False),
        (said.unknown | said.method.isnull(), ibis.null("boolean")),
        else_=True,
    )
    rows = said.select(
        "tender_id", "unit_id", value=said.value, flagged=unless_mandatory(said, outside)
    )
    return one_each(rows, "tender_id")


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The tender and its procuring entity."""
    return cite_tenders(flagged, tender)

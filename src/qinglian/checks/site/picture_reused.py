"""
一张工程照片先后用在两处或两个日子。One picture of the works stands for two places or two days.

清廉指标 GC12：同一指纹出现在两个地点、日期。比对由工具做，本检查不看影像。

只看后拍（后收）的一张；值是相似度最高的百分数。同一部位、相近里程、同一天的不算两处；注明共用理由的不提示。没有比对
过的、地点或日期不明而足以改变结论的，留空。
A tool compares; this check sees no picture. Only the later one is judged, and the value is the highest likeness.
The same part, near distance and day are one place; a stated reason for standing twice clears. A picture not
compared, or whose places or days are unknown so that the answer could change, is undecided.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

WHERE = ("picture_id", "section_id", "route", "part", "place_m", "taken_on", "reuse_note")

check = Check(
    __name__,
    title=Text(zh="同一张照片用在两处", en="One picture for two places"),
    subject="picture",
    scope="population",
    needs={
        "site_picture": ("picture_id", ("section_id", "route"), "taken_on", "compared_on"),
        "picture_pair": ("picture_pair_id", "picture_id", "other_picture_id", "percent"),
    },
    helps={"site_picture": ("part", "place_m", "reuse_note", "unit_id", "process_id")},
    params={
        "percent": Param(float, Text("相似度达到百分之几", "likeness from which it is told"), required=True),
        "metres": Param(float, Text("相距几米以上算两处", "metres from which it is another place"), required=True),
    },
    threshold="percent",
    seen=Text(
        "影像 {subject_id} 与另一处的一张相似 {value}%",
        "Picture {subject_id} is {value} per cent like one of another place or day",
    ),
)  # fmt: skip


@check
def evaluate(site_picture: Table, picture_pair: Table, *, percent: float, metres: float) -> Table:
    """Find the picture before that each is most like, and whether it shows another place."""
    pairs = _pairs(site_picture, picture_pair, percent, metres)
    most = pairs.group_by(of_picture="picture_id").aggregate(
        value=pairs.percent.max(),
        sure=pairs.told.fill_null(False).any(),
        may=pairs.told.fill_null(True).any(),
    )
    rows = site_picture.left_join(most, site_picture.picture_id == most.of_picture)
    flagged = ibis.cases(
        (rows.sure.fill_null(False), True),
        (rows.may.fill_null(False) | rows.compared_on.isnull(), unknown()),
        else_=False,
    )
    return rows.select("picture_id", "unit_id", value=rows.value.fill_null(0.0), flagged=flagged)


@check.evidence
def evidence(
    flagged: Table, site_picture: Table, picture_pair: Table, *, percent: float, metres: float
) -> Table:
    """The picture, the one before it, and the comparison."""
    pairs = _pairs(site_picture, picture_pair, percent, metres)
    told = pairs.filter(pairs.told.fill_null(False)).semi_join(flagged, "picture_id")
    return ibis.union(
        of_row(flagged, site_picture, "site_picture", "picture_id"),
        cite(told, "picture_id", table="site_picture", row_id=told.was_picture_id),
        cite(told, "picture_id", table="picture_pair", row_id=told.picture_pair_id),
    )


def _pairs(picture: Table, pair: Table, percent: float, metres: float) -> Table:
    """Each picture with those before it that are alike enough; `told` where they show another place or day."""
    one = pair.select("picture_pair_id", "percent", first="picture_id", second="other_picture_id")
    two = pair.select("picture_pair_id", "percent", first="other_picture_id", second="picture_id")
    both = one.union(two)
    both = both.filter(both.percent >= percent)
    now = picture.select(*WHERE)
    was = picture.select(**{f"was_{name}": name for name in WHERE})
    rows = both.join(now, both.first == now.picture_id)
    rows = rows.join(was, rows.second == was.was_picture_id)
    later = (rows.taken_on > rows.was_taken_on) | (
        (rows.taken_on == rows.was_taken_on) & (rows.picture_id > rows.was_picture_id)
    )
    rows = rows.filter(later.fill_null(rows.picture_id > rows.was_picture_id))
    site, was_site = (
        rows.section_id.coalesce(rows.route),
        rows.was_section_id.coalesce(rows.was_route),
    )
    apart = ibis.cases(
        (rows.reuse_note.notnull() | rows.was_reuse_note.notnull(), False),
        (site != was_site, True),
        (rows.taken_on != rows.was_taken_on, True),
        ((rows.place_m - rows.was_place_m).abs() > metres, True),
        (rows.part != rows.was_part, True),
        (site.isnull() | was_site.isnull(), unknown()),
        (rows.taken_on.isnull() | rows.was_taken_on.isnull(), unknown()),
        else_=False,
    )
    return rows.mutate(told=apart)

"""
照片的卫星位置离所报桩号太远。The satellites place a picture far from the stake it is filed under.

清廉指标 GC12：定位与桩号相距五百米以上。隧道、桥下没有卫星信号，扫码点、掌子面里程和申报的位置不问。

值是距离的米数。距离减去定位误差仍超过的才提示；误差范围跨过界限的、误差不明而超过的，留空。
The value is the distance in metres. Flagged is what stays beyond the limit when the radius of the position is taken
off; where the radius reaches across, or is unknown beyond it, nothing is concluded. Places known by a code, a
portal or a declaration are not asked: there are no satellites in tunnels and under decks.
"""

import ibis
from ibis import Table

from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="照片离所报桩号太远", en="Picture far from its stake"),
    subject="picture",
    scope="case",
    needs={"site_picture": ("picture_id", "position_kind", "from_stake_m", "confidence_m")},
    helps={"site_picture": ("unit_id", "section_id", "part")},
    params={"metres": Param(float, Text("超过几米", "metres beyond which it is told"), required=True, minimum=0)},
    threshold="metres",
    seen=Text(
        "影像 {subject_id} 的位置距所报桩号 {value} 米",
        "Picture {subject_id} was taken {value} metres from the stake it is filed under",
    ),
)  # fmt: skip


@check
def evaluate(site_picture: Table, *, metres: float) -> Table:
    """Take the radius of the position from the distance, and add it."""
    asked = site_picture.filter((site_picture.position_kind == "gnss").fill_null(True))
    far = asked.from_stake_m
    flagged = ibis.cases(
        (asked.position_kind.isnull(), unknown()),
        (far - asked.confidence_m > metres, True),
        (far + asked.confidence_m <= metres, False),
        else_=unknown(),
    )
    return asked.select("picture_id", "unit_id", value=far, flagged=flagged)


@check.evidence
def evidence(flagged: Table, site_picture: Table) -> Table:
    """The picture's record."""
    return of_row(flagged, site_picture, "site_picture", "picture_id")

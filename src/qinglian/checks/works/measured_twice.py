"""
同一部位重复计量。One place measured twice.

同一标段、子目、路线、幅别、层位、横向范围、图号的台账行，按沿线距离（不按桩号）区间相交，相交一片的累计计量超过按其中最大
的每米设计量推得的数量，才提示；仅仅相交不提示。首尾相接不算相交。结构物没有距离的，按同一部位路径合并。图号不明而足以改变
结论的，留空。

值是超出设计量的数量。全幅与左、右幅视为不同的行，不作比较。
Ledger rows of one item with one alignment, side, layer, band and drawing whose ranges overlap, by distance and not by
stake, form a place; it is flagged only where more was measured in it than the greatest design quantity per metre gives
for its length. Touching ends do not overlap. Structures without a distance are joined by their part. The value is the
excess. Where the drawing is unknown nothing is concluded.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks.works._items import cite_rows
from qinglian.checks.works._ledger import (
    LINE,
    LINE_HELPS,
    ROW,
    ROW_HELPS,
    above,
    measured,
    with_unit,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

PLACE = ("section_id", "item_code", "alignment", "side", "layer", "band", "drawing_no", "spot")

check = Check(
    __name__,
    title=Text(zh="同一部位重复计量", en="One place measured twice"),
    subject="ledger_item",
    key=("section_id", "item_code"),
    scope="group",
    needs={
        "measure_line": LINE,
        "ledger_row": (*ROW, ("from_m", "part"), ("to_m", "part"), "drawing_no"),
        "section": (),
    },
    helps={
        "measure_line": LINE_HELPS,
        "ledger_row": (*ROW_HELPS, "part", "alignment", "from_m", "to_m", "side", "layer", "band"),
        "section": ("section_id", "unit_id"),
    },
    params={
        "touching_m": Param(
            float, Text("首尾相接的容差（米）", "metres by which ends may touch"), default=0.01, minimum=0
        )
    },
    seen=Text(
        "标段子目 {subject_id} 有台账行部位相交，计量超过设计量 {value}",
        "Item {subject_id} has ledger rows in one place, measured {value} above the design",
    ),
)  # fmt: skip


@check
def evaluate(measure_line: Table, ledger_row: Table, section: Table, *, touching_m: float) -> Table:
    """Join overlapping rows of every item to places, and compare each with its design."""
    doubled = _excess(_places(ledger_row, touching_m), measure_line)
    found = doubled.group_by(of="section_id", code="item_code").aggregate(
        more=doubled.more.sum(where=doubled.sure),
        sure=doubled.sure.any(),
        may=doubled.may.any(),
    )
    rows = ledger_row.select("section_id", "item_code").distinct()
    rows = with_unit(rows, section)
    rows = rows.left_join(found, [rows.section_id == found.of, rows.item_code == found.code])
    flagged = ibis.cases(
        (rows.sure.fill_null(False), True), (rows.may.fill_null(False), ibis.null("boolean")), else_=False
    )  # fmt: skip
    return rows.select(
        "section_id", "item_code", "unit_id", value=rows.more.fill_null(0.0), flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, measure_line: Table, ledger_row: Table, *, touching_m: float) -> Table:
    """The ledger rows that lie in one place."""
    mine = ledger_row.semi_join(flagged, ["section_id", "item_code"])
    rows = _places(mine, touching_m)
    doubled = _excess(rows, measure_line)
    doubled = doubled.filter(doubled.sure)
    kept = rows.semi_join(doubled, ["section_id", "item_code", "place"])
    return cite_rows(kept)


def _places(ledger_row: Table, touching_m: float) -> Table:
    """Rows that overlap another of their kind, each with the `place` it belongs to."""
    r = ledger_row.mutate(
        spot=ledger_row.from_m.isnull().ifelse(ledger_row.part, ibis.literal("")),
        low=ledger_row.from_m.fill_null(0.0),
        high=ledger_row.to_m.fill_null(1.0),
        own=ledger_row.reviewed_quantity.coalesce(ledger_row.design_quantity)
        + ledger_row.varied_quantity.fill_null(0.0),
    )
    r = r.filter(r.spot.notnull(), r.high > r.low)
    order = [r.low, r.high, r.ledger_row_id]
    sofar = ibis.window(group_by=PLACE, order_by=order, preceding=(None, 1))
    here = ibis.window(group_by=PLACE, order_by=order, preceding=(None, 0))
    following = ibis.window(group_by=PLACE, order_by=order)
    r = r.mutate(
        before=r.high.max().over(sofar), reach=r.high.max().over(here), after=r.low.lead().over(following)
    )  # fmt: skip
    joined: Any = (r.low < r.before - touching_m).fill_null(False)
    r = r.mutate(joined=joined)
    r = r.filter(r.joined | (r.after < r.reach - touching_m).fill_null(False))
    order = [r.low, r.high, r.ledger_row_id]
    numbered = ibis.window(group_by=PLACE, order_by=order, preceding=(None, 0))
    begun = (~r.joined).cast("int64").sum().over(numbered)
    texts = [r[name].fill_null("").cast("string") for name in PLACE[2:]]
    place = begun.cast("string")
    for text in texts:
        place = place + "|" + text
    return r.mutate(place=place)


def _excess(rows: Table, measure_line: Table) -> Table:
    """Places with what was measured above the design; `sure` where all rows name one drawing, `may` where none does."""
    sums = measured(measure_line)
    rows = rows.left_join(sums, rows.ledger_row_id == sums.of_row)
    each = rows.group_by("section_id", "item_code", "place").aggregate(
        done=rows.measured.fill_null(0.0).sum(),
        low=rows.low.min(),
        high=rows.high.max(),
        dense=(rows.own / (rows.high - rows.low)).max(),
        unknown=(rows.own.isnull() | rows.drawing_no.isnull()).any(),
    )
    design = each.dense * (each.high - each.low)
    more = each.done - design
    over = above(each.done, design)
    return each.select(
        "section_id",
        "item_code",
        "place",
        more=more,
        sure=(over & ~each.unknown).fill_null(False),
        may=over.fill_null(True),
    )

"""
同样的事由，一家业主（监理）罚得总比别家轻，或者总比别家重。For the same grounds one owner (or supervisor) lays on
less, or more, than all others.

裁量基准约束业主和监理的自由裁量；同一事由、同一档次之间相比。

同一事由、档次、处理方式的金额（分数）分高于和低于中位数；一家高于（低于）的次数与别家相比，像不像碰巧。值是低于中位
数的份额。提示的条件：调整后不超过给定比率、且份额至少是别家的 `lift` 倍；提示之中由碰巧造成的，预期不超过
`false_discovery_rate`。同类中位数以外的处理不足 `minimum_count` 件的不下结论；事由、处理方式不明的不参加比较。
Penalties of one ground, level and kind lie above or below their median; how often those of one body do is compared
with all others. The value is its share below. Flagged where that is no luck after adjustment and `lift` times the
usual share, on either side: of the flags no more than `false_discovery_rate` are expected to be luck. Below
`minimum_count` nothing is concluded; unknown grounds are not compared.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks._shares import PARAMS, unusual
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

SHOWN = 50

check = Check(
    __name__,
    title=Text(zh="同样的事由罚得与别家不同", en="Penalties apart from those of others for like grounds"),
    subject="body",
    scope="population",
    key=("body_id",),
    needs={
        "contract_penalty": (
            "contract_penalty_id", "kind", "ground_code", ("amount_yuan", "points"), ("unit_id", "supervisor_id"),
        )
    },
    helps={"contract_penalty": ("level", "party_id", "reason")},
    params={
        **PARAMS,
        "by": Param(
            str, Text("比较业主还是监理", "compare owners or supervisors"), required=True,
            choices=("unit_id", "supervisor_id"),
        ),
    },
    seen=Text(
        "{subject_id} 对同样的事由，处理低于中位数的份额为 {value}，与别家不同",
        "{subject_id}: for like grounds a share of {value} lies below the median, unlike others",
    ),
)  # fmt: skip


@check
def evaluate(
    contract_penalty: Table,
    *,
    by: str,
    minimum_count: int,
    false_discovery_rate: float,
    lift: float,
) -> Table:
    """Compare each body with all others, on both sides of the median."""
    rows = _rows(contract_penalty, by)
    limits: dict[str, Any] = {
        "groups": ["alike"], "minimum_count": minimum_count, "false_discovery_rate": false_discovery_rate / 2,
        "lift": lift,
    }  # fmt: skip
    low = unusual(rows, "body_id", rows.below, **limits)
    high = unusual(rows, "body_id", ~rows.below, **limits)
    high = high.select(of_body="body_id", high="flagged")
    both = low.join(high, [("body_id", "of_body")])
    return both.select("body_id", "value", "threshold", flagged=both.flagged | both.high)


@check.evidence
def evidence(flagged: Table, contract_penalty: Table, *, by: str) -> Table:
    """The first fifty penalties of that body, with the firms concerned."""
    rows = _rows(contract_penalty, by).semi_join(flagged, "body_id")
    turn = ibis.row_number().over(ibis.window(group_by="body_id", order_by="contract_penalty_id"))
    rows = rows.mutate(turn=turn).filter(lambda t: t.turn < SHOWN)
    return cite(
        rows, "body_id", table="contract_penalty", row_id=rows.contract_penalty_id, role="contractor",
        party=rows.party_id,
    )  # fmt: skip


def _rows(penalty: Table, by: str) -> Table:
    """Penalties that are not at the median of their like, and whether they lie `below` it."""
    size = penalty.points.coalesce(penalty.amount_yuan.cast("float64"))
    size = (penalty.kind == "points").ifelse(size, penalty.amount_yuan.cast("float64"))
    rows = penalty.mutate(size=size, body_id=penalty[by])
    rows = rows.filter(rows.size.notnull(), rows.ground_code.notnull(), rows.kind.notnull())
    parts = [rows.kind, rows.ground_code, rows.level.fill_null("")]
    alike: Any = ibis.array(parts).join("\x1f")
    rows = rows.mutate(alike=alike)
    middle = rows.group_by(of_alike="alike").aggregate(middle=rows["size"].median())
    rows = rows.join(middle, [("alike", "of_alike")])
    rows = rows.filter(rows["size"] != rows.middle)
    return rows.mutate(below=rows["size"] < rows.middle)

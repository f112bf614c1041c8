"""
材料与先前提交的一份相同或几乎相同。A piece of evidence is the same as one handed in before, or nearly so.

相似度由比对工具给出，本检查不自己比。只看后交的一份；与谁相比由规则卡说：别的单位、本单位更早周期、本单位同一周期。值是
相似度最高的百分数。周期有交叠的算同一周期。两份同属一次联合活动的、沿用上期并已说明的不提示。比文字时看剔除公文原文以
后的相似度，没有这一项而原相似度够高的，以及没有比对过的，留空。
The likeness comes from a tool; this check compares nothing itself. Only the piece handed in later is judged, against
those of other units, of earlier periods of its own unit, or of the same period, as the card says. The value is the
highest likeness. Periods that overlap count as the same. Two pieces of one joint activity, and what was carried over
and said to be so, are never flagged. For texts the likeness without quotations from official papers counts; where that
is missing and the plain one is high, and where a piece was not compared, nothing is concluded.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.model.check import Check, Param
from qinglian.model.text import Text

BETWEEN = ("other_unit", "own_earlier", "own_same_period")

check = Check(
    __name__,
    title=Text(zh="材料与先前的一份相同", en="Evidence the same as a piece before"),
    subject="evidence",
    scope="population",
    dated_by="filed_on",
    needs={
        "duty_evidence": ("evidence_id", "turn_id", "unit_id", "kind", "filed_at", "compared_on"),
        "duty_turn": ("turn_id", "begins_on", "ends_on"),
        "evidence_pair": ("evidence_pair_id", "evidence_id", "other_evidence_id", "percent"),
    },
    helps={
        "duty_evidence": ("filed_on", "joint_no", "carried_over"),
        "evidence_pair": ("own_percent",),
    },
    params={
        "kinds": Param(list, Text("材料种类", "kinds of evidence"), required=True),
        "between": Param(
            list, Text(f"与谁相比：{'、'.join(BETWEEN)}", f"compared with: {', '.join(BETWEEN)}"),
            required=True,
        ),
        "percent": Param(
            float, Text("相似度达到百分之几", "likeness from which it is told"), required=True
        ),
        "quotes": Param(
            str, Text("公文原文剔除后比，还是照全文比", "with quotations left out, or the whole"),
            default="left_out", choices=("left_out", "whole"),
        ),
    },
    threshold="percent",
    seen=Text(
        "材料 {subject_id} 与先前提交的一份相似度为 {value}%",
        "Evidence {subject_id} is {value} per cent like a piece handed in before",
    ),
)  # fmt: skip


@check
def evaluate(
    duty_evidence: Table,
    duty_turn: Table,
    evidence_pair: Table,
    *,
    kinds: list[str],
    between: list[str],
    percent: float,
    quotes: str,
) -> Table:
    """Find the piece before that each is most like."""
    asked = _pieces(duty_evidence, duty_turn, kinds)
    rows = _pairs(asked, evidence_pair, between, percent, quotes)
    most = rows.group_by(of_evidence="evidence_id").aggregate(
        value=rows.likeness.max(where=rows.near.fill_null(False)),
        sure=rows.told.fill_null(False).any(),
        may=rows.told.fill_null(True).any(),
    )
    joined = asked.left_join(most, asked.evidence_id == most.of_evidence)
    flagged = ibis.cases(
        (joined.sure.fill_null(False), True),
        (joined.may.fill_null(False) | joined.compared_on.isnull(), ibis.null("boolean")),
        else_=False,
    )
    return joined.select(
        "evidence_id", "unit_id", value=joined.value.fill_null(0.0), flagged=flagged
    )


@check.evidence
def evidence(
    flagged: Table,
    duty_evidence: Table,
    duty_turn: Table,
    evidence_pair: Table,
    *,
    kinds: list[str],
    between: list[str],
    percent: float,
    quotes: str,
) -> Table:
    """The comparisons, with the pieces before."""
    asked = _pieces(duty_evidence, duty_turn, kinds)
    rows = _pairs(asked, evidence_pair, between, percent, quotes)
    rows = rows.filter(rows.told.fill_null(False)).semi_join(flagged, "evidence_id")
    cited = (
        ("evidence_pair", rows.evidence_pair_id, rows.unit_id),
        ("duty_evidence", rows.before_id, rows.before_unit),
    )
    return ibis.union(
        *(
            rows.select(
                evidence_id=rows.evidence_id, table=ibis.literal(table), row_id=row_id,
                role=ibis.literal("unit"), party_id=unit,
            )
            for table, row_id, unit in cited
        )
    ).distinct()  # fmt: skip


def _pieces(evidence: Table, turn: Table, kinds: list[str]) -> Table:
    begun = turn.select(of_turn="turn_id", begun="begins_on", ended="ends_on")
    asked = evidence.filter(evidence.kind.isin(kinds))
    return asked.left_join(begun, asked.turn_id == begun.of_turn)


def _pairs(asked: Table, pair: Table, between: list[str], percent: float, quotes: str) -> Table:
    """Each piece with every one before it: `near` is whether the card compares them, `told` whether it says so."""
    one = pair.select(
        "evidence_pair_id", "percent", "own_percent", mine="evidence_id", its="other_evidence_id"
    )
    turned = pair.select(
        "evidence_pair_id", "percent", "own_percent", mine="other_evidence_id", its="evidence_id"
    )
    both = one.union(turned.select(*one.columns))
    before = asked.select(
        before_id="evidence_id", before_unit="unit_id", before_at="filed_at", before_ended="ended",
        before_joint="joint_no",
    )  # fmt: skip
    rows = asked.join(both, asked.evidence_id == both.mine)
    rows = rows.join(before, rows.its == before.before_id)
    own = rows.unit_id == rows.before_unit
    near: dict[str, Any] = {
        "other_unit": ~own,
        "own_earlier": own & (rows.before_ended < rows.begun),
        "own_same_period": own & (rows.before_ended >= rows.begun),
    }
    joint = (rows.joint_no == rows.before_joint).fill_null(False)
    carried = (own & rows.carried_over).fill_null(False)
    first = (rows.before_at < rows.filed_at) | (
        (rows.before_at == rows.filed_at) & (rows.before_id < rows.evidence_id)
    )
    fits = ibis.or_(*(near[name] for name in between)) & first & ~joint & ~carried
    likeness = rows.percent if quotes == "whole" else rows.own_percent
    if quotes != "whole":
        low = rows.own_percent.isnull() & (rows.percent < percent)
        likeness = low.ifelse(rows.percent, likeness)
    rows = rows.mutate(near=fits, likeness=likeness, told=fits & (likeness >= percent))
    return rows.select(
        "evidence_id", "unit_id", "before_id", "before_unit", "evidence_pair_id",
        "near", "likeness", "told",
    )  # fmt: skip

"""
合同变更减少或增加了标的。Amendments took items away from the contract, or added some.

开放采购红旗目录 R065（减少）、R066（增加）。逐项比较中标明细与合同明细的数量（按明细序号对应）；值是减少或增加的项数。
合同有变更记录的才提示：数量不同而没有变更记录的，不知道是否因变更而来，不下结论；只在一边有的明细，遇有明细序号不明的，也不下结论。
OCP red flags R065 (fewer) and R066 (more). The quantities of each line are compared, award against contracts, lines
being matched by their number; the value is how many lines fell, or grew. Only amended contracts are flagged: a
difference without an amendment on record may come from the signing itself, and nothing is concluded. The words of an
amendment are not read. Lines without quantity or in another unit of measure are unknown, and where a
line has no number, so are those on one side only. An award whose items or
contract's items are not listed is not asked.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import CONTRACT, UNIT, cite, cite_award, entered
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="合同变更增减标的", en="Amendments change the line items"),
    subject="award",
    scope="case",
    needs={
        "award": ("award_id", "status"),
        "contract": ("contract_id", "award_id"),
        "amendment": ("amendment_id", "contract_id"),
        "item": ("award_id", "item_no", "quantity"),
        "contract_item": ("contract_id", "item_no", "quantity"),
        "tender": (),
    },
    helps={
        "award": ("supplier_id", "supplier_ids"),
        "contract": CONTRACT,
        "item": ("unit",),
        "contract_item": ("unit",),
        "tender": UNIT,
    },
    params={
        "direction": Param(
            str, Text("减少（fewer）还是增加（more）", "fewer or more"), required=True, choices=("fewer", "more")
        ),
        "at_least": Param(int, Text("至少几项", "lines at least"), default=1, minimum=1),
    },
    threshold="at_least",
    seen=Text(
        "中标 {subject_id} 的合同变更后，有 {value} 项数量与中标时不同",
        "Lines of award {subject_id} that differ after amendments of its contracts: {value}",
    ),
)  # fmt: skip


@check
def evaluate(
    award: Table,
    contract: Table,
    amendment: Table,
    item: Table,
    contract_item: Table,
    tender: Table,
    *,
    direction: str,
    at_least: int,
) -> Table:
    """Compare the lines of every award with those of its contracts."""
    contracts = entered(contract, tender, "award_id")
    changed = contracts.semi_join(amendment, "contract_id").select(changed="award_id").distinct()
    lines = _lines(contracts, item, contract_item)
    moved = (
        lines.contracted < lines.awarded
        if direction == "fewer"
        else lines.contracted > lines.awarded
    )
    counted = lines.group_by(of_award="award_id").aggregate(
        moved=moved.sum(),
        unknown=lines.unknown.max(),
        listed=lines.listed.max(),
        awarded=lines.has_award.max(),
    )
    units = contracts.group_by(unit_award="award_id").aggregate(unit=contracts.unit.max())
    rows = award.filter(award.status == "active").select("award_id")
    rows = rows.inner_join(
        counted.filter(counted.listed & counted.awarded), [("award_id", "of_award")]
    )
    rows = rows.left_join(changed, [("award_id", "changed")])
    rows = rows.left_join(units, [("award_id", "unit_award")])
    enough = rows.moved >= at_least
    flagged = ibis.cases(
        (enough & rows.changed.notnull(), True),
        (enough | rows.unknown, ibis.null("boolean")),
        else_=False,
    )
    return rows.select("award_id", unit_id="unit", value=rows.moved, flagged=flagged)


def _lines(contracts: Table, item: Table, contract_item: Table) -> Table:
    """One row a line of an award: quantities `awarded` and `contracted`, whether `unknown`, and who lists any."""
    owner = contracts.filter(contracts.award_id.notnull()).select("contract_id", "award_id")
    ours = contract_item.inner_join(owner, "contract_id")
    side = ibis.literal
    both = item.filter(item.award_id.notnull()).select(
        "award_id", "item_no", "quantity", "unit", contracted=side(False)
    )
    both = both.union(ours.select("award_id", "item_no", "quantity", "unit", contracted=side(True)))
    each = both.group_by("award_id", "item_no").aggregate(
        contracted=both.quantity.sum(where=both.contracted).fill_null(0),
        awarded=both.quantity.sum(where=~both.contracted).fill_null(0),
        unknown=both.quantity.isnull().max()
        | (both.unit.nunique() > 1)
        | both.item_no.isnull().max(),
        listed=both.contracted.max(),
        has_award=(~both.contracted).max(),
    )
    # A line on one side only may be the one whose number is not known.
    nameless = each.item_no.isnull().max().over(ibis.window(group_by="award_id"))
    each = each.mutate(unknown=each.unknown | (nameless & (each.listed != each.has_award)))
    sure = ~each.unknown
    return each.mutate(
        contracted=sure.ifelse(each.contracted, None), awarded=sure.ifelse(each.awarded, None)
    )


@check.evidence
def evidence(flagged: Table, award: Table, contract: Table, amendment: Table) -> Table:
    """The award, its contracts, and their amendments."""
    mine = contract.semi_join(flagged, "award_id").select("award_id", "contract_id")
    rows = amendment.inner_join(mine, "contract_id")
    changes = cite(rows, "award_id", table="amendment", row_id=rows.amendment_id)
    return cite_award(flagged, award, contract).union(changes)

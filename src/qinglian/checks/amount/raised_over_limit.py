"""
直接采购之后变更，金额越过了竞争性采购的限额。A direct award grew through amendments beyond the competitive limit.

开放采购红旗目录 R054。直接采购的中标金额低于限额，合同有变更，变更后的金额达到限额的提示。值是变更后的金额与限额之比。
变更后的金额取合同金额合计与“中标金额加各次变更金额”中较大者。限额是本地规定，没有给出的不下结论。
OCP red flag R054. The amount of a direct award lies below the limit, its contracts were amended, and their amount now
reaches the limit. The value is the amount after amendments / the limit; the amount is the greater of the contracts'
sum and the award plus what the amendments add. Limits are local law: without one nothing is concluded, nor where the
amount after amendments is not known. Awards never amended are clear, which is known only of units that publish
amendments, as are those whose contracts still lie below the limit; what began above it is another question.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import (
    CONTRACT,
    SUM,
    UNIT,
    cite,
    cite_award,
    counted,
    entered,
    of_awards,
)
from qinglian.checks._limits import PARAMS, direct_awards
from qinglian.checks._procurement import SUPPLIER, TENDER
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="直接采购变更后越过限额", en="Direct award raised over the limit by amendments"),
    subject="award",
    scope="group",
    dated_by="awarded_at",
    needs={
        "award": ("award_id", "tender_id", "status", *SUM, SUPPLIER),
        "contract": ("contract_id", "award_id"),
        "amendment": ("amendment_id", "contract_id"),
        "tender": ("tender_id", "method"),
    },
    helps={
        "award": ("awarded_on", "awarded_day"),
        "contract": (*CONTRACT, "amount", "amount_yuan", "currency", "amendments_recorded"),
        "amendment": ("amount", "amount_yuan", "currency"),
        "tender": tuple(dict.fromkeys((*TENDER, *UNIT, "category"))),
    },
    params=PARAMS,
    seen=Text(
        "直接采购的中标 {subject_id} 变更后为限额的 {value} 倍",
        "The direct award {subject_id} has grown to {value} times the limit through amendments",
    ),
)


@check
def evaluate(
    award: Table,
    contract: Table,
    amendment: Table,
    tender: Table,
    *,
    limits: list[dict[str, object]] | None = None,
    direct_methods: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare every amended direct award with the limit."""
    direct = direct_awards(
        tender,
        award,
        limits=limits,
        methods=direct_methods,
        excluded=excluded_procurement_method_details,
    )
    direct = direct.select("award_id", "unit_id", "method", "price", "money", "ceiling").distinct()
    contracts = entered(contract, tender, "award_id", "amendments_recorded")
    changes = counted(contracts, amendment).view()
    added = changes.group_by(changed="award_id").aggregate(
        amendments=changes.amendments.sum(),
        none=changes.none.min(),
        added=changes.added.sum(),
        apart=(
            changes.amendments.notnull() & ~(changes.added_money == changes.money).fill_null(False)
        ).max(),
    )
    sums = of_awards(contracts)
    rows = direct.left_join(added, [("award_id", "changed")]).left_join(
        sums, [("award_id", "of_award")]
    )
    grown = rows.apart.ifelse(ibis.null("float64"), rows.price + rows.added)
    now = (rows.contract_money == rows.money).ifelse(rows.contract_sum, ibis.null("float64"))
    final = ibis.greatest(grown.coalesce(now), now.coalesce(grown))
    changed = rows.amendments > 0
    ratio = changed.ifelse(final / rows.ceiling, ibis.null("float64"))
    flagged = ibis.cases(
        (rows.none, False),
        (rows.method.isnull() | rows.ceiling.isnull(), ibis.null("boolean")),
        (rows.price >= rows.ceiling, False),
        (changed & (final >= rows.ceiling), True),
        (now < rows.ceiling, False),
    )
    return rows.select("award_id", "unit_id", value=ratio, flagged=flagged)


@check.evidence
def evidence(flagged: Table, award: Table, contract: Table, amendment: Table) -> Table:
    """The award, its contracts, and their amendments."""
    mine = contract.semi_join(flagged, "award_id").select("award_id", "contract_id")
    rows = amendment.inner_join(mine, "contract_id")
    changes = cite(rows, "award_id", table="amendment", row_id=rows.amendment_id)
    return cite_award(flagged, award, contract).union(changes)

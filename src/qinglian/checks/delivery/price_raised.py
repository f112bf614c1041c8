"""
合同变更后涨价。The contract was amended and its price rose.

开放采购红旗目录 R069。值是上涨金额÷原金额。变更写明金额的，原金额为中标金额（没有的取合同金额），上涨为各次变更金额之
和；没有写明的，一个中标只签一份合同时，以合同现金额减中标金额。上涨超过界线的提示。
OCP red flag R069. The value is the rise / the original amount, flagged above the limit. Where amendments state
amounts, the rise is their sum, over the amount awarded (else that of the contract); where they do not, and the award
has one contract, it is the contract's present amount less the award's. Contracts without amendment are clear only
where their unit publishes amendments. Unknown sums, or sums in several currencies, decide nothing.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import (
    CONTRACT,
    SUM,
    UNIT,
    cite,
    cite_contracts,
    counted,
    entered,
    of_awards,
)
from qinglian.checks._procurement import money, price
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="合同变更后涨价", en="Amendments increase the price"),
    subject="contract",
    scope="group",
    needs={
        "contract": ("contract_id", "award_id", *SUM),
        "amendment": ("amendment_id", "contract_id"),
        "award": ("award_id", *SUM),
        "tender": (),
    },
    helps={
        "contract": (*CONTRACT, "supplier_id", "amendments_recorded"),
        "amendment": ("amount", "amount_yuan", "currency"),
        "tender": UNIT,
    },
    params={"more_than": Param(float, Text("涨幅超过", "a rise of more than, as a share"), required=True, minimum=0)},
    threshold="more_than",
    seen=Text(
        "合同 {subject_id} 变更后涨价 {value}（按比率）",
        "The price of contract {subject_id} rose by {value} (as a ratio) through amendments",
    ),
)  # fmt: skip


@check
def evaluate(
    contract: Table, amendment: Table, award: Table, tender: Table, *, more_than: float
) -> Table:
    """Compare the price of every amended contract with the one it began with."""
    contracts = entered(contract, tender, "award_id", "amendments_recorded")
    awards = award.select(own_award="award_id", awarded=price(award), award_money=money(award))
    alone = of_awards(contracts).select("of_award", "contracts")
    began = awards.left_join(alone, [("own_award", "of_award")]).view()
    rows = counted(contracts, amendment).view().left_join(began, [("award_id", "own_award")])
    base = rows.awarded.coalesce(rows.price)
    base_money = rows.awarded.notnull().ifelse(rows.award_money, rows.money)
    stated = rows.added.notnull() & (rows.added_money == base_money)
    apart = rows.added.isnull() & (rows.contracts == 1) & (rows.money == rows.award_money)
    rise = ibis.cases((stated, rows.added), (apart, rows.price - rows.awarded))
    share = ((base > 0) & rows.amendments.notnull()).ifelse(rise / base, ibis.null("float64"))
    value = rows.none.ifelse(0.0, share)
    return rows.select(
        "contract_id", unit_id="unit", value=value, flagged=value.round(9) > more_than
    )


@check.evidence
def evidence(flagged: Table, contract: Table, amendment: Table, award: Table) -> Table:
    """The contract, its amendments, and the award it began with."""
    mine = contract.semi_join(flagged, "contract_id").select("contract_id", of_award="award_id")
    rows = mine.inner_join(award, [("of_award", "award_id")])
    changes = amendment.semi_join(flagged, "contract_id")
    return ibis.union(
        cite_contracts(flagged, contract),
        cite(changes, "contract_id", table="amendment", row_id=changes.amendment_id),
        cite(rows, "contract_id", table="award", row_id=rows.award_id),
    )

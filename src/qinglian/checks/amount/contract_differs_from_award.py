"""
合同价与中标价不一致。The price of a contract is not that of the award.

《招标投标法》第四十六条、《实施条例》第五十七条：合同的价款等主要条款应当与招标文件和中标人的投标文件的内容一致。

值是合同价减中标价的元数。以中标编号相连，没有的以项目、标段、中标人相连；找不到中标、任一金额不明，或者几份合同共分
一个中标而不能逐份相比的，留空。容差用来放过以万元登记的尾差。补充合同不比；已知按政府采购或者其他制度的不问。
The value is the contract less the award in yuan, joined by award id or else by tender, lot and supplier. Without an
award or an amount, or where several contracts share an award, nothing is concluded. The tolerance lets pass the odd
yuan of ledgers kept in 万元; supplements are not compared, and contracts known to follow another law are not asked.
"""

import ibis
from ibis import Table

from qinglian.checks._tendering import CONTRACT_LAW, LAW, agree, answers_for, tendered, with_law
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="合同价与中标价不一致", en="Contract price differs from the award"),
    subject="contract",
    scope="group",
    needs={
        "contract": ("contract_id", ("award_id", "tender_id"), "amount_yuan"),
        "award": ("award_id", "tender_id", "amount_yuan"),
        "tender": (),
    },
    helps={
        "contract": ("unit_id", "buyer_id", "supplier_id", "lot_id", "round", "supplement_of", *CONTRACT_LAW),
        "award": ("supplier_id", "status", "lot_id", "round"),
        "tender": ("tender_id", *LAW),
    },
    params={
        "tolerance": Param(float, Text("相差几元以内不提示", "yuan that may differ"), default=0.0, minimum=0)
    },
    threshold="tolerance",
    seen=Text(
        "合同 {subject_id} 的价款与中标价相差 {value} 元",
        "Contract {subject_id} differs from its award by {value} yuan",
    ),
)  # fmt: skip


@check
def evaluate(contract: Table, award: Table, tender: Table, *, tolerance: float) -> Table:
    """Compare every contract under a tender with its award."""
    pairs = _pairs(tendered(with_law(contract, tender)), award)
    sharing = ibis.window(group_by="of_award")
    pairs = pairs.mutate(
        several=pairs.of_award.notnull()
        & (pairs.contract_id.min().over(sharing) < pairs.contract_id.max().over(sharing))
    )
    gap = (pairs.amount_yuan - pairs.awarded).cast("float64")
    differs = pairs.several.ifelse(ibis.null("boolean"), gap.abs() > tolerance)
    judged = pairs.select("contract_id", unit_id=answers_for(pairs), gap=gap, differs=differs)
    said = judged.group_by("contract_id", "unit_id").aggregate(
        value=judged.gap.min(),
        every=judged.differs.fill_null(False).all(),
        none=(~judged.differs).fill_null(False).any(),
    )
    flagged = ibis.cases((said.none, False), (said.every, True))
    return said.select(
        "contract_id", "unit_id", value=said.none.ifelse(0.0, said.value), flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, contract: Table, award: Table, tender: Table) -> Table:
    """The contract and the award."""
    pairs = flagged.select("contract_id").join(
        _pairs(tendered(with_law(contract, tender)), award), "contract_id"
    )
    rows = [
        pairs.select(
            "contract_id",
            table=ibis.literal(name),
            row_id=pairs[key],
            role=ibis.literal("supplier"),
            party_id=pairs.supplier_id,
        )
        for name, key in (("contract", "contract_id"), ("award", "of_award"))
    ]
    return ibis.union(*rows, distinct=True)


def _pairs(contract: Table, award: Table) -> Table:
    """Contracts under a tender, each with the awards that may be its own."""
    asked = contract.filter(
        contract.award_id.notnull() | contract.tender_id.notnull(), contract.supplement_of.isnull()
    )
    won = award.filter(award.status.isin(["active"]) | award.status.isnull())
    won = won.select(
        "lot_id", "round", of_award="award_id", of_tender="tender_id", who="supplier_id", awarded="amount_yuan"
    )  # fmt: skip
    by_id = asked.filter(asked.award_id.notnull())
    by_tender = asked.filter(asked.award_id.isnull())
    return ibis.union(
        by_id.left_join(won, by_id.award_id == won.of_award),
        by_tender.left_join(
            won,
            [
                by_tender.tender_id == won.of_tender,
                by_tender.supplier_id.isnull()
                | won.who.isnull()
                | (by_tender.supplier_id == won.who),
                *agree(by_tender, won, "lot_id", "round"),
            ],
        ),
    )

"""
合同主要条款与投标文件不一致。Main terms of a contract are not those of the winning bid.

《实施条例》第五十七条：合同的标的、价款、质量、履行期限等主要条款应当与招标文件和中标人的投标文件的内容一致。

比工期、质量标准和项目经理，值是不一致的项数；价款另有规则。来源两边都有的列才比；其中有空格、足以改变结论的，留空。已知按政府采购
或者其他制度的合同不问。
Term, quality and project manager are compared; the value is how many differ. Price has a rule of its own. Only
columns that both sides have are compared; an empty cell that could change the answer leaves it open. Contracts known
to follow another law are not asked.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._tendering import CONTRACT_LAW, LAW, agree, answers_for, tendered, with_law
from qinglian.model.check import Check
from qinglian.model.text import Text

TERMS = ("term_days", "quality", "manager_id")

check = Check(
    __name__,
    title=Text(zh="合同主要条款与投标文件不一致", en="Contract terms differ from the bid"),
    subject="contract",
    scope="case",
    needs={
        "contract": ("contract_id", "tender_id", "supplier_id", TERMS),
        "bid": ("bid_id", "tender_id", "bidder_id", TERMS),
        "tender": (),
    },
    helps={
        "contract": ("unit_id", "buyer_id", "lot_id", "round", "supplement_of", *CONTRACT_LAW),
        "bid": ("lot_id", "round"),
        "tender": ("tender_id", *LAW),
    },
    params={},
    seen=Text(
        "合同 {subject_id} 有 {value} 项主要条款与中标人的投标文件不一致",
        "Contract {subject_id} differs from the winning bid in {value} main terms",
    ),
)


@check
def evaluate(
    contract: Table, bid: Table, tender: Table, *, absent: frozenset[str] = frozenset()
) -> Table:
    """Compare every contract under a tender with the bid of its supplier."""
    pairs = _pairs(tendered(with_law(contract, tender)), bid)
    pairs = pairs.mutate(unit_id=answers_for(pairs))
    compared: list[Any] = [
        pairs[name] != pairs[f"bid_{name}"]
        for name in TERMS
        if not {f"contract.{name}", f"bid.{name}"} & absent
    ]
    if not compared:
        nothing = ibis.null("boolean")
        return pairs.select(
            "contract_id", "unit_id", value=ibis.null("int64"), flagged=nothing
        ).distinct()
    differ: Any = sum(one.fill_null(False).cast("int64") for one in compared)
    said = pairs.group_by("contract_id", "unit_id").aggregate(
        value=differ.min(),
        unknown=sum(one.isnull().cast("int64") for one in compared).max() > 0,
    )
    flagged = ibis.cases((said.value > 0, True), (said.unknown, ibis.null("boolean")), else_=False)
    return said.select("contract_id", "unit_id", value=said.value, flagged=flagged)


@check.evidence
def evidence(flagged: Table, contract: Table, bid: Table, tender: Table) -> Table:
    """The contract and the bid it was made upon."""
    pairs = flagged.select("contract_id").join(
        _pairs(tendered(with_law(contract, tender)), bid), "contract_id"
    )
    one = pairs.select(
        "contract_id",
        table=ibis.literal("contract"),
        row_id=pairs.contract_id,
        role=ibis.literal("supplier"),
        party_id=pairs.supplier_id,
    )
    other = pairs.filter(pairs.bid_id.notnull()).select(
        "contract_id",
        table=ibis.literal("bid"),
        row_id=ibis._.bid_id,
        role=ibis.literal("tenderer"),
        party_id=ibis._.supplier_id,
    )
    return ibis.union(one, other, distinct=True)


def _pairs(contract: Table, bid: Table) -> Table:
    """Contracts under a tender, each with the bid of its supplier, or none."""
    asked = contract.filter(contract.tender_id.notnull(), contract.supplement_of.isnull())
    bids = bid.select(
        "bid_id", "lot_id", "round", of="tender_id", who="bidder_id", **{f"bid_{name}": name for name in TERMS}
    )  # fmt: skip
    on = [asked.tender_id == bids.of, asked.supplier_id == bids.who]
    return asked.left_join(bids, [*on, *agree(asked, bids, "lot_id", "round")])

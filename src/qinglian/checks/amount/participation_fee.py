"""
参与费用过高。It costs too much to take part.

开放采购红旗目录 R008。值是一次招标中所列种类费用之和÷估算金额，高于界线的提示。币种不同的不换算；金额、币种、种类不
明而足以改变结论的，以及没有费用记录的，留空。可退还的保证金缺省不算。
OCP red flag R008. The value is the sum of the fees of the listed types over the estimated value of the tender,
flagged above the threshold. Currencies are not converted. An unknown amount, currency or type that could change the
answer, and a tender without fees on record, are left undecided. Deposits are paid back and not counted by default.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    EXCLUDED,
    KEY,
    TENDER,
    cite_tenders,
    listed,
    money,
    per_process,
    price,
    processes,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

FEE = (("amount", "amount_yuan"), ("currency", "amount_yuan"))

check = Check(
    __name__,
    title=Text(zh="参与费用过高", en="Unreasonable participation fees"),
    subject="contracting_process",
    scope="case",
    needs={
        "tender": ("tender_id", *FEE),
        "participation_fee": ("fee_id", "tender_id", "type", *FEE),
    },
    helps={"tender": TENDER},
    params={
        "threshold": Param(
            float, Text("费用与估算金额之比的界线", "fees over the estimated value, at most"), required=True, minimum=0
        ),
        "types": Param(list, Text("算入的费用种类", "types of fees that count"), required=True),
        **EXCLUDED,
    },
    threshold="threshold",
    seen=Text(
        "参加采购过程 {subject_id} 的费用是估算金额的 {value}，高于 {threshold}",
        "To take part in contracting process {subject_id} costs {value} of its estimated value, more than {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    participation_fee: Table,
    *,
    threshold: float,
    types: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare the fees of each tender with its estimated value."""
    fees = participation_fee
    counted = fees.filter(fees.type.isin(listed(types)) | fees.type.isnull())
    known = counted.type.notnull() & price(counted).notnull() & money(counted).notnull()
    summed = counted.group_by(of_tender="tender_id").aggregate(
        paid=price(counted).sum(where=known),
        least_money=money(counted).min(where=known),
        most_money=money(counted).max(where=known),
        unknown=(~known).max(),
    )
    recorded = fees.group_by(of_fees="tender_id").aggregate(fees=fees.count())
    tender = tender.mutate(worth=price(tender), worth_money=money(tender))
    rows = processes(tender, "worth", "worth_money", excluded=excluded_procurement_method_details)
    rows = rows.left_join(summed, [("tender_id", "of_tender")])
    rows = rows.left_join(recorded, [("tender_id", "of_fees")])
    one_money = (rows.least_money == rows.worth_money) & (rows.most_money == rows.worth_money)
    none = rows.fees.notnull() & rows.of_tender.isnull()
    paid = none.ifelse(0.0, one_money.ifelse(rows.paid, ibis.null("float64")))
    ratio = (rows.worth > 0).ifelse(paid / rows.worth.nullif(0), ibis.null("float64"))
    high = ratio.round(9) > threshold
    certain = high | ~rows.unknown.fill_null(False)
    judged = rows.select(
        KEY, "position", "unit_id", ratio=ratio, high=certain.ifelse(high, ibis.null("boolean"))
    )
    return per_process(judged, judged.high, judged.ratio)


@check.evidence
def evidence(flagged: Table, tender: Table, participation_fee: Table, *, types: list[str]) -> Table:
    """The fees that count, and the tender."""
    mine = processes(tender).semi_join(flagged, KEY).select("tender_id", KEY)
    fees = participation_fee.filter(participation_fee.type.isin(listed(types)))
    rows = fees.inner_join(mine, "tender_id")
    cited = rows.select(
        KEY,
        table=ibis.literal("participation_fee"),
        row_id=rows.fee_id,
        role=ibis.literal("procuring_entity"),
        party_id=ibis.null("string"),
    )
    return cited.union(cite_tenders(flagged, tender))

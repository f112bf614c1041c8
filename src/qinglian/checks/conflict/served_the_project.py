"""
为项目做过设计、监理等服务的供应商又来竞争。A supplier that designed or supervised the project competes in it again.

《政府采购法实施条例》第十八条第二款：除单一来源采购项目外，为采购项目提供整体设计、规范编制或者项目管理、监理、检测
等服务的供应商，不得再参加该采购项目的其他采购活动。

值是这样的供应商数。同一项目代码下，其名称或品目写明这类服务、签订在先的其他合同为证。项目代码、采购方式、供应商代码
不明，或者没有合同记录的，留空。
The value counts such suppliers: those with an earlier contract under the same project code whose title or class
names such a service. Without project code, method or suppliers, or without any contract on record, nothing is
concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import bidders
from qinglian.checks._purchases import asked_of
from qinglian.checks._tendering import UNIT, answers_for
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="前期服务供应商再次参加", en="Supplier of earlier services competes again"),
    subject="tender",
    scope="group",
    dated_by="period_end_on",
    needs={
        "tender": ("tender_id", "project_id", "method", "period_end_on"),
        "bid": ("bid_id", "tender_id", ("bidder_id", "bidder_ids")),
        "contract": ("contract_id", "project_id", "supplier_id", ("title", "item_class")),
    },
    helps={
        "tender": ("regime", "category", *UNIT),
        "contract": ("tender_id", "signed_on", "status"),
    },
    params={
        "services": Param(
            str, Text("名称或品目中的服务", "services named by title or class"), required=True
        ),
        "exempt": Param(
            list, Text("不问这些方式", "methods that are not asked"), required=True
        ),
    },
    seen=Text(
        "采购项目 {subject_id} 有 {value} 家供应商曾为同一项目提供设计、监理等服务",
        "Purchase {subject_id}: {value} suppliers had designed, supervised or tested the same project",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table, bid: Table, contract: Table, *, services: str, exempt: list[str]
) -> Table:
    """Look for the suppliers of a purchase among earlier services to its project."""
    asked = asked_of(tender)
    asked = asked.filter(asked.method.notin(exempt).fill_null(True))
    named = bid.select("tender_id", bidder=bidders(bid).unnest())
    served = _served(asked, named, contract, services)
    found = served.group_by(of="tender_id").aggregate(
        n=served.bidder.nunique(where=served.sure), may=served.may.any()
    )
    bids = named.group_by(drawn="tender_id").aggregate(unknown=named.bidder.isnull().any())
    coded = contract.filter(contract.project_id.notnull())
    known = coded.group_by(under="project_id").aggregate(contracts=coded.count())
    rows = asked.left_join(found, asked.tender_id == found.of)
    rows = rows.left_join(bids, rows.tender_id == bids.drawn)
    rows = rows.left_join(known, rows.project_id == known.under)
    blind = rows.unknown.fill_null(True) | rows.contracts.isnull()
    flagged = ibis.cases(
        ((rows.n > 0).fill_null(False), True),
        (rows.may.fill_null(False) | blind, ibis.null("boolean")),
        else_=False,
    )
    return rows.select(
        "tender_id",
        unit_id=answers_for(rows),
        value=rows.n.fill_null(0),
        flagged=flagged & rows.method.notin(exempt) & rows.governed,
    )


@check.evidence
def evidence(flagged: Table, tender: Table, bid: Table, contract: Table, *, services: str) -> Table:
    """The earlier contracts, each with its supplier."""
    asked = tender.semi_join(flagged, "tender_id")
    named = bid.select("tender_id", bidder=bidders(bid).unnest())
    served = _served(asked, named, contract, services)
    rows = served.filter(served.sure)
    return rows.select(
        "tender_id",
        table=ibis.literal("contract"),
        row_id=rows.contract_id,
        role=ibis.literal("supplier"),
        party_id=rows.bidder,
    ).distinct()


def _served(asked: Table, named: Table, contract: Table, services: str) -> Table:
    """Supplier × earlier contract for such services under one project; `sure` and `may` say whether it counts."""
    c = contract.filter(~(contract.status == "cancelled").fill_null(False))
    words = ibis.array([c.title, c.item_class]).join(" ")
    c = c.select(
        "contract_id",
        "signed_on",
        by="supplier_id",
        under="project_id",
        bought_in="tender_id",
        such=words.re_search(services),
    )
    purchases = asked.select(dated="tender_id", project="project_id", day=asked.period_end_on)
    rows = named.join(purchases, named.tender_id == purchases.dated)
    rows = rows.join(c, [rows.project == c.under, rows.bidder == c.by])
    rows = rows.filter((rows.bought_in != rows.tender_id).fill_null(True))
    counted = rows.such & (rows.signed_on <= rows.day)
    return rows.select(
        "tender_id",
        "bidder",
        "contract_id",
        sure=counted.fill_null(False),
        may=counted.fill_null(True),
    )

"""
依法必须招标的项目：规模与资金。What must be tendered: size of the contract and source of the funds.

《必须招标的工程项目规定》（国家发展改革委令第16号，2018-06-01 施行）第二条、第五条：预算资金二百万元以上且占投资额
百分之十以上，或者国有企业事业单位资金占控股、主导地位；施工四百万元、重要设备材料二百万元、勘察设计监理一百万元以上。
第三条（外国贷款援助）、第四条（大型基础设施、公用事业）的项目由台账标明，没有标明的按不是看待。
政府采购的货物、服务归采购法的规则问；政府采购工程达到规模的同样必须招标（政府采购法第四条）。
Order No. 16 of 2018, articles 2 and 5. Projects of articles 3 and 4 (foreign loans, large public works) are marked
in the ledger; an empty mark is read as none.
"""

from collections.abc import Mapping
from typing import Any

import ibis
from ibis import Table

from qinglian.model.check import Param
from qinglian.model.text import Text

KINDS = ("works", "goods", "services")
CONTRACT = (
    "unit_id",
    "buyer_id",
    "contract_type",
    "title",
    "item_class",
    "supplement_of",
    "status",
    "regime",
)
PROJECT = (
    "fiscal_yuan",
    "state_controlled",
    "budget_yuan",
    "estimate_yuan",
    "foreign_loan",
    "public_works",
    "mandatory",
)
SIZE = {
    "limits": Param(
        dict, Text("各类合同必须招标的起点（元）", "yuan from which each kind must be tendered"), required=True
    ),
    "by_region": Param(
        dict, Text("区划代码前缀 → 当地另定的起点", "prefix of the region code → limits set there"), default={}
    ),
    "service_words": Param(
        list, Text("属于勘察、设计、监理的服务", "words of the services meant"), default=["勘察", "设计", "监理"]
    ),
}  # fmt: skip
FUNDS = {
    "fiscal_least": Param(
        int, Text("预算资金至少几元", "least budget funds in yuan"), required=True
    ),
    "fiscal_share": Param(
        float, Text("预算资金至少占投资额几成", "least share of budget funds"), required=True
    ),
}


def of_project(contract: Table, project: Table) -> Table:
    """Contracts that could be meant, with their project's funds and region; no supplements, none cancelled.

    Goods and services known to be government procurement are asked under the law of procurement. Works of this size
    must be tendered whoever buys them (article 4 of that law), so these stay; and “no government procurement” does
    not free anybody from tendering. The law holds on the mainland alone.
    """
    abroad = contract.regime == "outside"
    bought = (contract.regime == "procurement") & contract.contract_type.isin(["goods", "services"])
    asked = contract.filter(
        ~(bought | abroad).fill_null(False),
        contract.supplement_of.isnull(),
        ~(contract.status == "cancelled").fill_null(False),
        contract.contract_type.isin(KINDS) | contract.contract_type.isnull(),
    )
    funds = project.select("region_code", *PROJECT, of_project="project_id")
    return asked.left_join(funds, asked.project_id == funds.of_project)


def limit(
    rows: Table, limits: Mapping[str, float], by_region: Mapping[str, Mapping[str, float]]
) -> Any:
    """From which amount a contract of this kind must be tendered, where it lies."""
    cases = []
    for prefix in sorted(by_region, key=len, reverse=True):
        here = rows.region_code.startswith(prefix)
        cases += [
            (here & (rows.contract_type == kind), float(value))
            for kind, value in by_region[prefix].items()
        ]
    cases += [(rows.contract_type == kind, float(value)) for kind, value in limits.items()]
    return ibis.cases(*cases)


def of_works(rows: Table, service_words: list[str]) -> Any:
    """Whether a contract belongs to works: works, goods for a project, and surveying, design or supervision of one."""
    said = rows.title.coalesce("").concat(rows.item_class.coalesce(""))
    known = rows.title.notnull() | rows.item_class.notnull()
    meant = ibis.or_(*(said.contains(word) for word in service_words))
    for_project = rows.project_id.notnull().ifelse(True, ibis.null("boolean"))
    return ibis.cases(
        (rows.contract_type == "works", True),
        (rows.contract_type == "goods", for_project),
        (
            rows.contract_type == "services",
            known.ifelse(meant, ibis.null("boolean")) & for_project,
        ),
    )


def funded(rows: Table, fiscal_least: int, fiscal_share: float) -> Any:
    """Whether the funds of the project make its tenders mandatory; what the ledger says outright comes first."""
    invested = rows.budget_yuan.coalesce(rows.estimate_yuan)
    fiscal = (rows.fiscal_yuan >= fiscal_least) & (rows.fiscal_yuan >= invested * fiscal_share)
    marked = rows.foreign_loan.fill_null(False) | rows.public_works.fill_null(False)
    return rows.mandatory.coalesce(fiscal | rows.state_controlled | marked)

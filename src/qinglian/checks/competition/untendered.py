"""
应当招标而没有招标。A contract that must be tendered was made without a tender.

《招标投标法》第三条、第四十九条；规模与资金见《必须招标的工程项目规定》第二条、第五条。

值是合同金额；`combined` 时是同一项目同类合同的合计，只问单项不到起点的。合同方式为公开、邀请招标的，方式不明而有招
标公告、邀请书记录的，算招过标；有可以不招标的批准文号的不提示。规模够而资金、方式、是否属于工程不明的，留空；补充合
同不问。
The value is the amount; with `combined` the sum of the project's contracts of that kind, asked of those that alone
lie below. An open or selective method, or a notice or invitation on record where the method is unknown, is a
tender; an approval on record clears it. Large enough, but of unknown funds, method or purpose: nothing is
concluded. Supplements are not asked.
"""

from collections.abc import Mapping

import ibis
from ibis import Table

from qinglian.checks._tendering import LAW, TENDERED, answers_for, with_law
from qinglian.checks.competition import _mandatory as law
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="应当招标而没有招标", en="Made without the tender it needs"),
    subject="contract",
    scope="group",
    dated_by="signed_at",
    needs={
        "contract": ("contract_id", "contract_type", "amount_yuan", "method", "signed_at", "project_id"),
        "project": ("project_id", ("mandatory", "fiscal_yuan", "state_controlled")),
        "tender": ("tender_id", ("published_at", "invited_at")),
    },
    helps={
        "contract": (*law.CONTRACT, "tender_id", "exemption_doc_no", "supplier_id"),
        "project": ("region_code", *law.PROJECT),
        "tender": (*LAW, "published_at", "invited_at"),
    },
    params={
        **law.SIZE,
        **law.FUNDS,
        "combined": Param(
            bool, Text("按同一项目同类合同合计", "adds up the project's contracts of one kind"), default=False
        ),
    },
    seen=Text(
        "合同 {subject_id} 计 {value} 元，达到必须招标的规模，没有招标记录",
        "Contract {subject_id}: {value} yuan must be tendered, and no tender is on record",
    ),
)  # fmt: skip


@check
def evaluate(
    contract: Table,
    project: Table,
    tender: Table,
    *,
    limits: Mapping[str, float],
    by_region: Mapping[str, Mapping[str, float]],
    service_words: list[str],
    fiscal_least: int,
    fiscal_share: float,
    combined: bool,
) -> Table:
    """Every contract by its size, its funds, and whether it was tendered."""
    rows = law.of_project(with_law(contract, tender), project)
    least = law.limit(rows, limits, by_region)
    amount = rows.amount_yuan.cast("float64")
    large = amount >= least
    value = amount
    if combined:
        alike = ibis.window(group_by=["project_id", "contract_type"])
        known = rows.project_id.notnull() & rows.contract_type.notnull()
        value = known.ifelse(amount.sum().over(alike), ibis.null("float64"))
        more = amount.isnull().any().over(alike)
        large = ibis.cases(
            (value >= least, True), (more, ibis.null("boolean")), else_=value >= least
        )
    rows = rows.mutate(value=value, large=large, alone=amount >= least)
    if combined:
        rows = rows.filter(~rows.alone.fill_null(False))
    told = tender.group_by("tender_id").aggregate(
        held=(
            tender.published_at.notnull() | tender.invited_at.notnull()
        ).any()
    )  # fmt: skip
    told = told.rename(of_tender="tender_id")
    rows = rows.left_join(told, rows.tender_id == told.of_tender)
    held = rows.held.ifelse(True, ibis.null("boolean"))
    untendered = ~rows.method.isin(TENDERED).coalesce(held)
    must = law.of_works(rows, service_words) & law.funded(rows, fiscal_least, fiscal_share)
    flagged = rows.large & must & untendered & rows.exemption_doc_no.isnull()
    return rows.select("contract_id", unit_id=answers_for(rows), value=rows.value, flagged=flagged)


@check.evidence
def evidence(flagged: Table, contract: Table) -> Table:
    """The contract and its supplier."""
    rows = flagged.select("contract_id").join(contract, "contract_id")
    return rows.select(
        "contract_id",
        table=ibis.literal("contract"),
        row_id=rows.contract_id,
        role=ibis.literal("supplier"),
        party_id=rows.supplier_id,
    )

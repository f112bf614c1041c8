"""
化整为零规避招标。Contracts of one project, each too small to be tendered, that together are not.

《招标投标法》第四条、《实施条例》第二十四条：不得将必须进行招标的项目化整为零或者利用划分标段规避招标。

逐份合同往前看：同一项目、同一类（品目都填了的须相同）、没有招标、各自不到起点的合同，在一段时间内合计达到起点的，提
示使合计达到的各份。值是合计金额。方式不明的，计入可能的合计：只有可能的合计达到的，留空；项目、金额、签订日期不明的
也留空。
Looking back from each contract: those of the same project and kind (and class where both name one), untendered and
each below the limit, that add up to it within the time. The value is the sum. Contracts of unknown method may
count: where only they make up the sum, nothing is concluded; nor without project, amount or day.
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
    title=Text(zh="化整为零规避招标", en="Split below the limit of tendering"),
    subject="contract",
    scope="group",
    dated_by="signed_at",
    needs={
        "contract": ("contract_id", "project_id", "contract_type", "amount_yuan", ("method", "tender_id"), "signed_at"),
        "project": ("project_id",),
        "tender": ("tender_id", "method"),
    },
    helps={
        "contract": (*law.CONTRACT, "signed_day", "exemption_doc_no", "supplier_id"),
        "project": ("region_code", *law.PROJECT),
        "tender": LAW,
    },
    params={
        **law.SIZE,
        "days": Param(int, Text("多少天以内", "within how many days"), required=True, minimum=1),
        "minimum_count": Param(int, Text("至少几份合同", "at least how many contracts"), default=2, minimum=2),
    },
    seen=Text(
        "合同 {subject_id} 连同此前同一项目同类合同合计 {value} 元，各自不到招标起点，合计达到",
        "Contract {subject_id} and those of its project and kind before it: {value} yuan, each below the limit",
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
    days: int,
    minimum_count: int,
) -> Table:
    """Add up what each contract and those shortly before it come to."""
    small = _small(with_law(contract, tender), project, limits, by_region, service_words)
    pairs = _pairs(small, days)
    summed = pairs.group_by("contract_id", "unit_id", "least", "unsure").aggregate(
        value=pairs.amount.sum(where=pairs.sure),
        number=pairs.count(where=pairs.sure),
        most=pairs.amount.sum(),
        odd=pairs.amount.isnull().any(),
        perhaps=pairs.count(),
    )
    reached = (summed.value >= summed.least) & (summed.number >= minimum_count)
    might = ((summed.most >= summed.least) | summed.odd) & (summed.perhaps >= minimum_count)
    flagged = ibis.cases(
        (reached.fill_null(False) & ~summed.unsure, True),
        (might.fill_null(True) | summed.unsure, ibis.null("boolean")),
        else_=False,
    )
    return summed.select("contract_id", "unit_id", value=summed.value, flagged=flagged)


@check.evidence
def evidence(
    flagged: Table,
    contract: Table,
    project: Table,
    tender: Table,
    *,
    limits: Mapping[str, float],
    by_region: Mapping[str, Mapping[str, float]],
    service_words: list[str],
    days: int,
) -> Table:
    """The contracts that are added up, each with its supplier."""
    small = _small(with_law(contract, tender), project, limits, by_region, service_words)
    pairs = _pairs(small, days).filter(ibis._.sure)
    rows = flagged.select("contract_id").join(pairs, "contract_id")
    return rows.select(
        "contract_id",
        table=ibis.literal("contract"),
        row_id=rows.other,
        role=ibis.literal("supplier"),
        party_id=rows.supplier,
    )


def _small(
    contract: Table,
    project: Table,
    limits: Mapping[str, float],
    by_region: Mapping[str, Mapping[str, float]],
    service_words: list[str],
) -> Table:
    """Contracts of works below the limit, or of unknown amount, that are not known to have been tendered."""
    rows = law.of_project(contract, project)
    amount, least = rows.amount_yuan.cast("float64"), law.limit(rows, limits, by_region)
    works = law.of_works(rows, service_words)
    untendered = ~rows.method.isin(TENDERED)
    known = [rows.project_id, least, amount, rows.signed_day, works, rows.method]
    small = rows.select(
        "contract_id", "project_id", "contract_type", "item_class", "supplier_id", "signed_day",
        unit_id=answers_for(rows),
        amount=amount, least=least, unsure=ibis.or_(*(one.isnull() for one in known)),
        asked=works.fill_null(True) & untendered.fill_null(True) & (amount < least).fill_null(True)
        & rows.exemption_doc_no.isnull(),
    )  # fmt: skip
    return small.filter(small.asked)


def _pairs(small: Table, days: int) -> Table:
    """Every small contract with itself and those of its project and kind signed shortly before it."""
    others = small.select(
        other="contract_id", of_project="project_id", of_type="contract_type", of_class="item_class",
        supplier="supplier_id", day="signed_day", price="amount", vague="unsure",
    )  # fmt: skip
    mine = small.drop("amount", "supplier_id")
    pairs = mine.left_join(
        others,
        [
            mine.project_id == others.of_project,
            mine.contract_type == others.of_type,
            mine.item_class.isnull()
            | others.of_class.isnull()
            | (mine.item_class == others.of_class),
            (mine.signed_day - others.day).between(0, days),
        ],
    )
    alike = pairs.item_class.coalesce("") == pairs.of_class.coalesce("")
    return pairs.mutate(amount=pairs.price, sure=(alike & ~pairs.vague).fill_null(False))

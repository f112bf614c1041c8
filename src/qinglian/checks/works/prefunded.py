"""
政府投资项目由施工单位垫资。The contractor of a public project pre-finances it.

《政府投资条例》第二十二条：政府投资项目不得由施工单位垫资建设；《保障农民工工资支付条例》第二十三条。

值是一（约定了垫资）或者零。没有记载的，留空。
The value is 1 where the contract agrees on it. Without a record nothing is concluded.
"""

from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="合同约定垫资", en="Prefunding agreed"),
    subject="section",
    scope="case",
    needs={
        "section": (
            "section_id",
            "prefunding_flag",
        )
    },
    helps={"section": ("unit_id",)},
    params={},
    seen=Text(
        "标段 {subject_id} 的合同约定由施工单位垫资",
        "Section {subject_id}: the contract has the contractor pre-finance the works",
    ),
)


@check
def evaluate(section: Table) -> Table:
    """Prefunding agreed, row by row."""
    r = section
    return r.select(
        "section_id", "unit_id", value=r.prefunding_flag.cast("int64"), flagged=r.prefunding_flag
    )


@check.evidence
def evidence(flagged: Table, section: Table) -> Table:
    """The row itself."""
    return the_row(flagged, section, table="section", key="section_id")

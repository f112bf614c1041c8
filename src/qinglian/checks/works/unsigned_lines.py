"""
计量明细缺承包人、监理或者业主的签认。Lines measured without the signature of one of the three parties.

《建设工程质量管理条例》第三十七条：未经总监理工程师签字，建设单位不拨付工程款；标准施工招标文件通用合同条款 17.1。

值是一个标段一期中缺任一方签认的行数。来源没有签认人列的，留空。
The value counts the lines of one section and period that lack a signer. Where the source has no column of signers
nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.works._ledger import SHEET, cite_lines, sheets, with_unit
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="计量缺签认", en="Lines without all three signatures"),
    subject="measure_sheet",
    key=("section_id", "period"),
    scope="group",
    needs={
        "measure_line": (
            "measure_line_id",
            "section_id",
            "period",
            "applied_by",
            "certified_by",
            "approved_by",
        ),
        "section": (),
    },
    helps={"measure_line": SHEET, "section": ("section_id", "unit_id")},
    params={},
    seen=Text(
        "标段与期 {subject_id}：{value} 行缺一方签认",
        "Section and period {subject_id}: {value} lines lack a signature",
    ),
)


@check
def evaluate(measure_line: Table, section: Table, *, absent: frozenset[str]) -> Table:
    """Count such lines of every measurement sheet."""
    rows = with_unit(sheets(measure_line), section)
    known = not absent & {
        "measure_line.applied_by",
        "measure_line.certified_by",
        "measure_line.approved_by",
    }
    flagged = rows.unsigned > 0 if known else ibis.null("boolean")
    return rows.select("section_id", "period", "unit_id", value=rows.unsigned, flagged=flagged)


@check.evidence
def evidence(flagged: Table, measure_line: Table) -> Table:
    """The lines that lack a signer."""
    line = measure_line
    return cite_lines(
        flagged,
        line.filter(
            line.applied_by.isnull() | line.certified_by.isnull() | line.approved_by.isnull()
        ),
    )

"""
按事后检测、揭检计量，而没有检测报告。Measured by later proof without the report of it.

标准施工招标文件 13.5.3：监理人可要求重新检查，钻孔探测或揭开检验；以事后检测证明的，
应有雷达、超声、取芯或者揭检的报告。

值是一个标段一期中按事后检测计量、没有报告号的隐蔽行数。
The value counts lines measured by later proof that name no report.
"""

import ibis
from ibis import Table

from qinglian.checks.works._ledger import SHEET, cite_lines, sheets, with_unit
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="事后检测没有报告", en="Later proof without a report"),
    subject="measure_sheet",
    key=("section_id", "period"),
    scope="group",
    needs={
        "measure_line": (
            "measure_line_id",
            "section_id",
            "period",
            "concealed",
            "concealed_way",
            "proof_doc_no",
        ),
        "section": (),
    },
    helps={"measure_line": SHEET, "section": ("section_id", "unit_id")},
    params={},
    seen=Text(
        "标段与期 {subject_id}：{value} 行按事后检测计量而没有报告号",
        "Section and period {subject_id}: {value} lines rest on a later proof without a report",
    ),
)


@check
def evaluate(measure_line: Table, section: Table, *, absent: frozenset[str]) -> Table:
    """Count such lines of every measurement sheet."""
    rows = with_unit(sheets(measure_line), section)
    known = not absent & {
        "measure_line.concealed",
        "measure_line.concealed_way",
        "measure_line.proof_doc_no",
    }
    flagged = rows.unproved > 0 if known else ibis.null("boolean")
    return rows.select("section_id", "period", "unit_id", value=rows.unproved, flagged=flagged)


@check.evidence
def evidence(flagged: Table, measure_line: Table) -> Table:
    """The lines without a report."""
    line = measure_line
    return cite_lines(
        flagged,
        line.filter(
            (line.concealed_way == "later_proof")
            & line.proof_doc_no.isnull()
            & line.concealed
            & (line.quantity > 0)
        ),
    )

"""
计量签认早于工序质检合格。Measured before the work had passed its inspection.

《建设工程质量管理条例》第三十七条：未经监理工程师签字，不得进行下一道工序的施工；合同通用条款 17.1 只计量合格工程。

值是一个标段一期中签认早于质检合格的行数；负数行是更正，不问。有日期不明而足以改变结论的，留空。
The value counts lines certified before their inspection was passed; negative lines correct others and are not asked.
Where an unknown day could change the answer nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.works._ledger import SHEET, cite_lines, sheets, with_unit
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="计量先于质检合格", en="Measured before the work had passed"),
    subject="measure_sheet",
    key=("section_id", "period"),
    scope="group",
    needs={
        "measure_line": ("measure_line_id", "section_id", "period", "certified_at", "passed_at"),
        "section": (),
    },
    helps={"measure_line": SHEET, "section": ("section_id", "unit_id")},
    params={},
    seen=Text(
        "标段与期 {subject_id}：{value} 行在质检合格前已签认",
        "Section and period {subject_id}: {value} lines were certified before the work had passed",
    ),
)


@check
def evaluate(measure_line: Table, section: Table, *, absent: frozenset[str]) -> Table:
    """Count such lines of every measurement sheet."""
    rows = with_unit(sheets(measure_line), section)
    known = not absent & {"measure_line.certified_at", "measure_line.passed_at"}
    flagged = (
        ibis.cases((rows.early > 0, True), (rows.undated > 0, ibis.null("boolean")), else_=False)
        if known
        else ibis.null("boolean")
    )
    return rows.select("section_id", "period", "unit_id", value=rows.early, flagged=flagged)


@check.evidence
def evidence(flagged: Table, measure_line: Table) -> Table:
    """The lines certified too early."""
    line = measure_line
    return cite_lines(
        flagged, line.filter((line.certified_at < line.passed_at) & (line.quantity > 0))
    )

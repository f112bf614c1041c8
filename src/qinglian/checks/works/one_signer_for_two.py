"""
同一人在计量明细上替两方签认。One person signed a line for two parties.

《建设工程质量管理条例》第三十七条；标准施工招标文件通用合同条款 17.1：承包人申报、监理核查、发包人审批是三方的事，
同一方内也应编制、复核、批准分开。

值是一个标段一期中有人替两方签认的行数。签认人不明的行此处不计，另由缺签认的规则提示。
The value counts lines on which two of the three signers are one person. Lines without a signer are left to the rule
of missing signatures.
"""

import ibis
from ibis import Table

from qinglian.checks.works._ledger import SHEET, cite_lines, sheets, with_unit
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="一人代签两方", en="One person signed for two parties"),
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
        "标段与期 {subject_id}：{value} 行由同一人替两方签认",
        "Section and period {subject_id}: {value} lines were signed by one person for two parties",
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
    flagged = (
        ibis.cases((rows.same > 0, True), (rows.unsigned > 0, ibis.null("boolean")), else_=False)
        if known
        else ibis.null("boolean")
    )
    return rows.select("section_id", "period", "unit_id", value=rows.same, flagged=flagged)


@check.evidence
def evidence(flagged: Table, measure_line: Table) -> Table:
    """The lines that one person signed twice."""
    line = measure_line
    return cite_lines(
        flagged,
        line.filter(
            (line.applied_by == line.certified_by)
            | (line.applied_by == line.approved_by)
            | (line.certified_by == line.approved_by)
        ),
    )

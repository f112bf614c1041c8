"""
监理未到场自行覆盖，而没有把记录报送监理。Covered after time out, and the record was not sent to the supervisor.

标准施工招标文件 13.5：监理未按约定时间检查的，承包人可自行完成覆盖，并作相应记录报送监理人，监理人应签字确认。

值是一个标段一期中按“监理未到场”计量、没有报送时间的隐蔽行数。没有这种方式的，不提示：逾期验收本身是合法的一种。
The value counts lines measured by this way whose record has no day of sending. The way itself is lawful.
"""

import ibis
from ibis import Table

from qinglian.checks.works._ledger import SHEET, cite_lines, sheets, with_unit
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(
        zh="监理未到场而自检记录未报送", en="Covered without the supervisor, record not sent"
    ),
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
            "record_sent_at",
        ),
        "section": (),
    },
    helps={"measure_line": SHEET, "section": ("section_id", "unit_id")},
    params={},
    seen=Text(
        "标段与期 {subject_id}：{value} 行按监理未到场计量而未报送记录",
        "Section and period {subject_id}: {value} lines were covered without the supervisor and no record was sent",
    ),
)


@check
def evaluate(measure_line: Table, section: Table, *, absent: frozenset[str]) -> Table:
    """Count such lines of every measurement sheet."""
    rows = with_unit(sheets(measure_line), section)
    known = not absent & {
        "measure_line.concealed",
        "measure_line.concealed_way",
        "measure_line.record_sent_at",
    }
    flagged = rows.unsent > 0 if known else ibis.null("boolean")
    return rows.select("section_id", "period", "unit_id", value=rows.unsent, flagged=flagged)


@check.evidence
def evidence(flagged: Table, measure_line: Table) -> Table:
    """The lines covered without a record sent."""
    line = measure_line
    return cite_lines(
        flagged,
        line.filter(
            (line.concealed_way == "timed_out")
            & line.record_sent_at.isnull()
            & line.concealed
            & (line.quantity > 0)
        ),
    )

"""
隐蔽工程没有三种合法方式中的任何一种就计量。Concealed work measured in none of the three lawful ways.

隐蔽工程可以计量的有三种：监理正常验收；监理逾期未到场、承包人自行记录并报送；事后检测或者揭检。《建设工程质量管理条例》第三十条、
第三十七条，标准施工招标文件 13.5。

值是一个标段一期中没有验收方式或者验收时间、或者验收晚于计量签认的隐蔽行数。是否隐蔽没有标明的期，留空。
The value counts concealed lines without any of the three ways, or proved after they were certified: normal acceptance,
the contractor's own record after time out, later proof. Where a line does not say
whether it is concealed, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.works._ledger import SHEET, cite_lines, sheets, with_unit
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="隐蔽工程没有任何一种验收", en="Concealed work in none of the three ways"),
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
            "concealed_accepted_at",
        ),
        "section": (),
    },
    helps={"measure_line": SHEET, "section": ("section_id", "unit_id")},
    params={},
    seen=Text(
        "标段与期 {subject_id}：{value} 行隐蔽工程没有验收即计量",
        "Section and period {subject_id}: {value} concealed lines were measured without proof",
    ),
)


@check
def evaluate(measure_line: Table, section: Table, *, absent: frozenset[str]) -> Table:
    """Count such lines of every measurement sheet."""
    rows = with_unit(sheets(measure_line), section)
    known = not absent & {
        "measure_line.concealed",
        "measure_line.concealed_way",
        "measure_line.concealed_accepted_at",
    }
    flagged = (
        ibis.cases(
            (rows.no_way > 0, True), (rows.marked < rows.lines, ibis.null("boolean")), else_=False
        )
        if known
        else ibis.null("boolean")
    )
    return rows.select("section_id", "period", "unit_id", value=rows.no_way, flagged=flagged)


@check.evidence
def evidence(flagged: Table, measure_line: Table) -> Table:
    """The concealed lines without proof."""
    line = measure_line
    return cite_lines(
        flagged,
        line.filter(
            line.concealed
            & (line.quantity > 0)
            & (
                line.concealed_way.isnull()
                | line.concealed_accepted_at.isnull()
                | (line.certified_at < line.concealed_accepted_at)
            )
        ),
    )

"""
采购文件与归档时不同。The papers of a purchase differ from those archived.

《政府采购法》第四十二条：采购文件应当妥善保存，不得伪造、变造、隐匿或者销毁。

值为 1 表示归档时与现在的哈希不同，0 表示相同。缺一个的，留空；大小写与空白不算不同。
The value is 1 where the hash when archived and the hash now differ, else 0. Without one of them nothing is
concluded; case and blanks make no difference.
"""

from ibis import Table

from qinglian.checks._purchases import asked_of, cite_tender
from qinglian.checks._tendering import UNIT, answers_for
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="采购文件与归档不符", en="Papers differ from the archive"),
    subject="tender",
    scope="case",
    needs={"tender": ("tender_id", "archive_hash", "archive_hash_now")},
    helps={"tender": ("regime", "category", "method", *UNIT)},
    params={},
    seen=Text(
        "采购项目 {subject_id} 现存文件的哈希与归档时不同",
        "Purchase {subject_id}: the hash of its papers is not the one archived",
    ),
)


@check
def evaluate(tender: Table) -> Table:
    """Compare both hashes of every archive."""
    asked = asked_of(tender)
    differ = asked.archive_hash.strip().lower() != asked.archive_hash_now.strip().lower()
    return asked.select(
        "tender_id",
        unit_id=answers_for(asked),
        value=differ.cast("int64"),
        flagged=differ & asked.governed,
    )


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The purchase, with both hashes."""
    return cite_tender(flagged, tender)

"""
报告完成而没有写做了什么、结果如何。Reported as done, without a word on what was done.

值是落实情况去掉套话（规则卡所列）和标点以后还剩几个字。填了完成数的、以系统已有记录确认的不提示。落实情况没有填、台账没
有这一列的，留空：空着是没有记，不是没有做。
The value is the number of characters left when the set phrases of the card and the punctuation are taken away. What
states a number, or was confirmed by a record, is never flagged. A blank text is unrecorded, and nothing is concluded.
"""

from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

MARKS = "，。、；：！？,.;:!? 　\n"

check = Check(
    __name__,
    title=Text(zh="报告完成而没有写做了什么", en="Reported as done without a word on it"),
    subject="duty_turn",
    scope="case",
    dated_by="done_on",
    needs={"duty_turn": ("turn_id", "done_on", "result_text")},
    helps={"duty_turn": ("result_number", "existing_record", "unit_id")},
    key=("turn_id",),
    params={
        "phrases": Param(list, Text("不算内容的套话", "phrases that tell nothing"), required=True),
        "at_least": Param(
            int, Text("至少剩几个字", "characters that must be left"), required=True, minimum=1
        ),
    },
    threshold="at_least",
    seen=Text(
        "落实记录 {subject_id} 的落实情况去掉套话只剩 {value} 个字",
        "Turn {subject_id}: {value} characters are left without set phrases",
    ),
)


@check
def evaluate(duty_turn: Table, *, phrases: list[str], at_least: int) -> Table:
    """Take away what tells nothing, and count the rest."""
    asked = duty_turn.filter(duty_turn.done_on.notnull())
    text = asked.result_text
    for phrase in sorted(phrases, key=lambda one: (-len(one), one)):
        text = text.replace(phrase, "")
    for sign in MARKS:
        text = text.replace(sign, "")
    left = text.length()
    told = asked.result_number.notnull() | asked.existing_record.fill_null(False)
    return asked.select("turn_id", "unit_id", value=left, flagged=~told & (left < at_least))


@check.evidence
def evidence(flagged: Table, duty_turn: Table) -> Table:
    """The turn itself."""
    return the_row(flagged, duty_turn, table="duty_turn", key="turn_id")

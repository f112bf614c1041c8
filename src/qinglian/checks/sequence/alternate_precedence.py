"""
上一个乙之后须另有甲。Alternate precedence: each activation has an earlier target with no other activation between.
"""

from qinglian.model.check import Check
from qinglian.model.process import BINARY, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="上一个乙之后须另有甲", en="Preceded by, after the previous"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=BINARY,
    template=Template("binary", (Half("before", "alternate"),)),
)

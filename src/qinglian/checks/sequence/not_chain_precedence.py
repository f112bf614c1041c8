"""
不得紧接在甲之后。Not chain precedence: an activation whose previous event is a target is a violation.
"""

from qinglian.model.check import Check
from qinglian.model.process import BINARY, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="不得紧接在甲之后", en="Not directly preceded by"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=BINARY,
    template=Template("binary", (Half("before", "chain", negated=True),)),
)

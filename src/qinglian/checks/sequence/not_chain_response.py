"""
甲之后不得紧接乙。Not chain response(a, b): an a whose very next event is a b is a violation.
"""

from qinglian.model.check import Check
from qinglian.model.process import BINARY, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="甲之后不得紧接乙", en="Not directly followed by"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=BINARY,
    template=Template("binary", (Half("after", "chain", negated=True),)),
)

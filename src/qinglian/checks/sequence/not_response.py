"""
甲之后不得有乙。Not response(a, b): an a followed by a b is a violation, one per a however many b's.
"""

from qinglian.model.check import Check
from qinglian.model.process import BINARY, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="甲之后不得有乙", en="Not followed by"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=BINARY,
    template=Template("binary", (Half("after", negated=True),)),
)

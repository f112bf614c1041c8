"""
有甲则不得有乙。Not responded existence(a, b): an a with a b anywhere in the case is a violation.
"""

from qinglian.model.check import Check
from qinglian.model.process import BINARY, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="有甲则不得有乙", en="If one happens, the other does not"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=BINARY,
    template=Template("binary", (Half("any", negated=True),)),
)

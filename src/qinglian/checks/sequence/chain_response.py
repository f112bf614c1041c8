"""
甲之后紧接着乙。Chain response(a, b): the event right after each a is a b.
"""

from qinglian.model.check import Check
from qinglian.model.process import RESPONSE, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="甲之后紧接着乙", en="Directly followed by"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=RESPONSE,
    template=Template("binary", (Half("after", "chain"),)),
)

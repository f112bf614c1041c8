"""
有甲则须有乙。Responded existence(a, b): each a has a b somewhere in the case.
"""

from qinglian.model.check import Check
from qinglian.model.process import BINARY, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="有甲则须有乙", en="If one happens, the other does"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=BINARY,
    template=Template("binary", (Half("any"),)),
)

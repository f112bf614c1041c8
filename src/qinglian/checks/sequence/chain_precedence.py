"""
紧接在甲之后。Chain precedence: the event right before each activation is a target.
"""

from qinglian.model.check import Check
from qinglian.model.process import BINARY, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="紧接在甲之后", en="Directly preceded by"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=BINARY,
    template=Template("binary", (Half("before", "chain"),)),
)

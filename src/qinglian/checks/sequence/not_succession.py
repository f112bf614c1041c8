"""
甲后无乙，乙前无甲。Not succession(a, b): no b after any a (not the negation of succession).
"""

from qinglian.model.check import Check
from qinglian.model.process import BINARY, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="甲后无乙，乙前无甲", en="Not followed by, not preceded by"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=BINARY,
    template=Template(
        "binary", (Half("after", negated=True), Half("before", negated=True, swapped=True))
    ),
)

"""
甲乙不得紧邻。Not chain succession(a, b): no a directly followed by a b.
"""

from qinglian.model.check import Check
from qinglian.model.process import BINARY, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="甲乙不得紧邻", en="Not directly followed by, not directly preceded by"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=BINARY,
    template=Template(
        "binary",
        (Half("after", "chain", negated=True), Half("before", "chain", negated=True, swapped=True)),
    ),
)

"""
甲乙不得同在。Not co-existence(a, b): a and b in one case; each of them is a violation.
"""

from qinglian.model.check import Check
from qinglian.model.process import BINARY, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="甲乙不得同在", en="Not both"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=BINARY,
    template=Template(
        "binary", (Half("any", negated=True), Half("any", negated=True, swapped=True))
    ),
)

"""
甲后有乙，乙前有甲。Succession(a, b): response and precedence; the violations of both halves count.
"""

from qinglian.model.check import Check
from qinglian.model.process import RESPONSE, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="甲后有乙，乙前有甲", en="Followed by, and preceded by"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=RESPONSE,
    template=Template("binary", (Half("after"), Half("before", swapped=True))),
)

"""
甲乙紧邻。Chain succession(a, b): chain response and chain precedence.
"""

from qinglian.model.check import Check
from qinglian.model.process import RESPONSE, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="甲乙紧邻", en="Directly followed and preceded"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=RESPONSE,
    template=Template("binary", (Half("after", "chain"), Half("before", "chain", swapped=True))),
)

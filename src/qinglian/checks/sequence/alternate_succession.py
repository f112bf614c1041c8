"""
甲乙交替。Alternate succession(a, b): alternate response and alternate precedence.
"""

from qinglian.model.check import Check
from qinglian.model.process import RESPONSE, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="甲乙交替", en="Alternately followed and preceded"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=RESPONSE,
    template=Template(
        "binary", (Half("after", "alternate"), Half("before", "alternate", swapped=True))
    ),
)

"""
甲之后须有乙。Response(a, b): each a is followed by a b. One b answers all earlier a's.
"""

from qinglian.model.check import Check
from qinglian.model.process import RESPONSE, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="甲之后须有乙", en="Followed by"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=RESPONSE,
    template=Template("binary", (Half("after"),)),
)

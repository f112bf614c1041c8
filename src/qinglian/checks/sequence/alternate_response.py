"""
下一个甲之前须有乙。Alternate response(a, b): each a is followed by a b before the next a.
"""

from qinglian.model.check import Check
from qinglian.model.process import RESPONSE, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="下一个甲之前须有乙", en="Followed by, before the next"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=RESPONSE,
    template=Template("binary", (Half("after", "alternate"),)),
)
